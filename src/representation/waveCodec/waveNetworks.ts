/** Encoder and decoder of the waveform itself: convolutions and snakes, no spectrum anywhere. */
import { TutorialError } from "../../error";
import { conv1d } from "../../nn/conv1d";
import { fanInNormal } from "../../nn/initializers";
import type { Parameters } from "../../nn/parameters";
import { snake } from "../../nn/snake";
import { tf } from "../../tensor/tf";
import type { Tensor2D, Tensor3D } from "../../tensor/tf";
import type { Samples } from "../../units";
import { residualUnits } from "./residualUnit";
import { lengthen, shorten } from "./strided";

/** Sizes of a waveform codec. */
export interface WaveCodecSizes {
  /**
   * By what each strided layer of the encoder divides the rate; the decoder goes the same way back. The first is
   * large: on a CPU layers near the rate of samples cost most and learn least, and 128 waves of 16 ms tell partials
   * apart, where 16 of 2 ms do not.
   */
  readonly strides: readonly number[];
  /** Channels after each strided layer of the encoder. */
  readonly encoder: readonly number[];
  /** Channels before each strided layer of the decoder. */
  readonly decoder: readonly number[];
}

/** As shipped: 128·4 = 512 samples a frame, 31.25 frames a second. */
export const waveCodecSizes: WaveCodecSizes = {
  strides: [128, 4],
  encoder: [192, 256],
  decoder: [320, 192],
};

/** Corpus sounds have RMS 0.1, networks like 1. */
const loudness = 10;

/** Samples in a frame of the code: the product of the strides. */
export function samplesPerFrame({ strides }: WaveCodecSizes): Samples {
  return strides.reduce((product, stride) => product * stride, 1);
}

function checkSizes({ strides, encoder, decoder }: WaveCodecSizes): void {
  const isCount = (n: number): boolean => Number.isInteger(n) && n >= 1;
  const even = strides.every((stride) => isCount(stride) && stride % 2 === 0);
  const fits = encoder.length === strides.length && decoder.length === strides.length;
  if (strides.length > 0 && even && fits && [...encoder, ...decoder].every(isCount)) return;
  throw new TutorialError({
    code: "waveCodec.sizes",
    where: "waveCodec",
    expected: "even strides, and as many encoder and decoder channels as strides",
    got: `strides ${strides.join("·")}, encoder ${encoder.join(", ")}, decoder ${decoder.join(", ")}`,
    fix: "pass e.g. {strides: [128, 4], encoder: [192, 256], decoder: [320, 192]}",
  });
}

/**
 * Encodes: strided convolution, then for each further stride three {@link residualUnits}, a snake and the next.
 *
 * @param waveform [B, S], S a multiple of {@link samplesPerFrame}
 * @param outputs as many numbers a frame as the bottleneck wants
 * @returns [B, S/512, outputs]
 * @throws TutorialError `waveCodec.sizes`, `waveCodec.waveform`
 */
export function waveEncoder(
  parameters: Parameters,
  waveform: Tensor2D,
  outputs: number,
  sizes: WaveCodecSizes = waveCodecSizes,
): Tensor3D {
  checkSizes(sizes);
  const frame = samplesPerFrame(sizes);
  if (waveform.rank !== 2 || waveform.shape[1] === 0 || waveform.shape[1] % frame !== 0) {
    throw new TutorialError({
      code: "waveCodec.waveform",
      where: "waveCodec",
      expected: `waveforms [B, S] of whole frames, S a multiple of ${frame}`,
      got: `[${waveform.shape.join(", ")}]`,
      fix: "add zeros at the end: wholeFrames(waveform, frame)",
    });
  }
  const { strides, encoder } = sizes;
  return tf.tidy(() => {
    const samples = waveform.mul(loudness).expandDims<Tensor3D>(2); //          [B, S, 1]
    let h = shorten(parameters, "encoder.in", samples, encoder[0], strides[0]); // [B, S/128, C]
    for (let i = 1; i < strides.length; i++) {
      const name = `encoder.${i}`;
      h = snake(parameters, `${name}.snake`, residualUnits(parameters, `${name}.units`, h));
      h = shorten(parameters, `${name}.down`, h, encoder[i], strides[i]);
    }
    const heard = snake(parameters, "encoder.snake", h); //                   [B, T, C]
    const initializer = fanInNormal(1);
    return conv1d(parameters, "encoder.out", heard, outputs, { bias: false, initializer });
  });
}

/**
 * Decodes, the encoder's way back: transposed convolutions with three {@link residualUnits} after each but the last.
 *
 * @param z [B, T, C]
 * @returns waveforms [B, 512·T]
 * @throws TutorialError `waveCodec.sizes`
 */
export function waveDecoder(
  parameters: Parameters,
  z: Tensor3D,
  sizes: WaveCodecSizes = waveCodecSizes,
): Tensor2D {
  checkSizes(sizes);
  const { decoder } = sizes;
  const strides = [...sizes.strides].reverse();
  const last = strides.length - 1;
  return tf.tidy(() => {
    const begins = { kernel: 7, bias: false, initializer: fanInNormal(1) };
    let h = conv1d(parameters, "decoder.in", z, decoder[0], begins);
    for (let i = 0; i < last; i++) {
      const name = `decoder.${i}`;
      h = lengthen(parameters, `${name}.up`, snake(parameters, `${name}.snake`, h), decoder[i + 1], strides[i]); // prettier-ignore
      h = residualUnits(parameters, `${name}.units`, h);
    }
    const swinging = snake(parameters, "decoder.snake", h); //                [B, S/128, C]
    const samples = lengthen(parameters, "decoder.out", swinging, 1, strides[last], 0.3);
    return samples.div(loudness).squeeze<Tensor2D>([2]); //                   [B, S]
  });
}
