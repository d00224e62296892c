/** HiFi-GAN's generator: a vocoder that climbs from the frame rate to the sample rate. */
import { conv1d } from "../../nn/conv1d";
import type { Conv1dOptions } from "../../nn/conv1d";
import { convTranspose1d } from "../../nn/convTranspose1d";
import { normal } from "../../nn/initializers";
import type { Parameters } from "../../nn/parameters";
import { tf } from "../../tensor/tf";
import type { Tensor2D, Tensor3D } from "../../tensor/tf";
import { checkMel } from "./checkMel";

/** One stage: how much longer the signal becomes, and by what kernel. */
export interface HifiGanStage {
  readonly stride: number;
  readonly kernel: number;
}

/** One of the parallel residual blocks of each stage. */
export interface HifiGanBlock {
  readonly kernel: number;
  readonly dilations: readonly number[];
}

/** Sizes of a HiFi-GAN generator. */
export interface HifiGanSizes {
  /** Bands of the log-mel that it reads. */
  readonly bands: number;
  /** Channels before the first stage; every stage halves them. */
  readonly channels: number;
  readonly stages: readonly HifiGanStage[];
  readonly blocks: readonly HifiGanBlock[];
  /** Does an undilated convolution follow each dilated one? In versions 1 and 2, not in 3. */
  readonly paired: boolean;
}

/** Version 1 as published for 22.05 kHz, hop 256: 13.9 million weights. */
export const hifiGanSizes: HifiGanSizes = {
  bands: 80,
  channels: 512,
  stages: [
    { stride: 8, kernel: 16 },
    { stride: 8, kernel: 16 },
    { stride: 2, kernel: 4 },
    { stride: 2, kernel: 4 },
  ],
  blocks: [3, 7, 11].map((kernel) => ({ kernel, dilations: [1, 3, 5] })),
  paired: true,
};

const leaky = (x: Tensor3D): Tensor3D => tf.leakyRelu(x, 0.1);
const initializer = normal(0.01);

function convolution(
  parameters: Parameters,
  name: string,
  x: Tensor3D,
  { channels, ...options }: Conv1dOptions & { readonly channels: number },
): Tensor3D {
  return conv1d(parameters, name, x, channels, { initializer, ...options });
}

/** The first layer: seven frames of the mel. [B, T, bands] → [B, T, channels] */
export function hifiGanEntrance(
  parameters: Parameters,
  mel: Tensor3D,
  { channels }: HifiGanSizes,
): Tensor3D {
  return convolution(parameters, "entrance", mel, { channels, kernel: 7 });
}

/** The transposed convolution of a stage. [B, T, C] → [B, stride·T, C/2] */
export function hifiGanRise(
  parameters: Parameters,
  index: number,
  x: Tensor3D,
  { stages }: HifiGanSizes,
): Tensor3D {
  const { stride, kernel } = stages[index];
  const sides = Math.floor((kernel - stride) / 2);
  return tf.tidy(() =>
    convTranspose1d(parameters, `stages.${index}.rise`, leaky(x), x.shape[2] / 2, {
      kernel,
      stride,
      trim: { before: sides, after: sides },
      initializer,
    }),
  );
}

/** A residual block: x + conv(leaky(conv_d(leaky(x)))) for each dilation d. [B, T, C] → [B, T, C] */
export function hifiGanResidual(
  parameters: Parameters,
  name: string,
  x: Tensor3D,
  { kernel, dilations, paired }: HifiGanBlock & { readonly paired: boolean },
): Tensor3D {
  const channels = x.shape[2];
  return tf.tidy(() =>
    dilations.reduce((h, dilation, i) => {
      const options = { channels, kernel };
      const wide = { ...options, dilation };
      const branch = convolution(parameters, `${name}.dilated.${i}`, leaky(h), wide);
      if (!paired) return h.add<Tensor3D>(branch);
      return h.add<Tensor3D>(convolution(parameters, `${name}.plain.${i}`, leaky(branch), options));
    }, x),
  );
}

/** A whole stage: climb, then the average of blocks that see different spans of time. */
function stage(parameters: Parameters, index: number, x: Tensor3D, sizes: HifiGanSizes): Tensor3D {
  const { blocks, paired } = sizes;
  return tf.tidy(() => {
    const risen = hifiGanRise(parameters, index, x, sizes);
    const views = blocks.map((block, i) =>
      hifiGanResidual(parameters, `stages.${index}.blocks.${i}`, risen, { ...block, paired }),
    );
    return tf.addN(views).div(blocks.length);
  });
}

/**
 * The sound of a log-mel spectrogram, sample by sample: stages of transposed convolutions, between them
 * residual blocks of dilated ones. The forward pass of the published generator.
 *
 * @param parameters names of our own; {@link publishedHifiGan} brings published weights into them
 * @param mel log-mel [B, T, bands], as `logMel(waveform, "hifigan")` gives it
 * @returns [B, T·(product of the strides)], within ±1
 * @throws TutorialError `vocoder.mel`, `nn.parameter.shape`
 *
 * Source: Kong, Kim & Bae 2020, "HiFi-GAN", section 2.2.
 *
 * @example
 * const sizes = { ...hifiGanSizes, channels: 32 };
 * const waveform = hifiGan(new Parameters(7), tf.zeros([1, 4, 80]), sizes); // [1, 1024]
 */
export function hifiGan(
  parameters: Parameters,
  mel: Tensor3D,
  sizes: HifiGanSizes = hifiGanSizes,
): Tensor2D {
  checkMel("hifiGan", mel, sizes.bands);
  return tf.tidy(() => {
    let h = hifiGanEntrance(parameters, mel, sizes);
    for (let i = 0; i < sizes.stages.length; i++) h = stage(parameters, i, h, sizes);
    // The last slope is another one, in the published code and so in every weight trained by it.
    const last = tf.leakyRelu(h, 0.01);
    return convolution(parameters, "exit", last, { channels: 1, kernel: 7 })
      .squeeze<Tensor2D>([2])
      .tanh();
  });
}
