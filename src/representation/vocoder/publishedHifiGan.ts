/** Published weights of HiFi-GAN's generator. */
import type { Parameters } from "../../nn/parameters";
import { tf } from "../../tensor/tf";
import { hifiGan, hifiGanSizes } from "./hifiGan";
import type { HifiGanSizes } from "./hifiGan";
import { loadedInto, translated } from "./publishedWeights";
import type { LayerRule, PublishedArrays } from "./publishedWeights";

/** Published blocks are counted through all stages, ours within each. */
function rulesFor(blocksPerStage: number): readonly LayerRule[] {
  const block = (index: string): string =>
    `stages.${Math.floor(+index / blocksPerStage)}.blocks.${+index % blocksPerStage}`;
  return [
    { published: /^conv_pre$/, ours: () => "entrance", layout: "convolution" },
    { published: /^conv_post$/, ours: () => "exit", layout: "convolution" },
    { published: /^ups\.(\d+)$/, ours: (i) => `stages.${i}.rise`, layout: "transposed" },
    {
      published: /^resblocks\.(\d+)\.convs1?\.(\d+)$/, // `convs` in version 3, which has no pairs
      ours: (i, j) => `${block(i)}.dilated.${j}`,
      layout: "convolution",
    },
    {
      published: /^resblocks\.(\d+)\.convs2\.(\d+)$/,
      ours: (i, j) => `${block(i)}.plain.${j}`,
      layout: "convolution",
    },
  ];
}

/**
 * The weights of a published HiFi-GAN generator for {@link hifiGan}; weight normalisation is folded in.
 *
 * @param arrays `decodeSafetensors(bytes).tensors`
 * @throws TutorialError `vocoder.published`, `nn.weights.names`, `nn.parameter.shape`; then nothing is kept
 *
 * @example
 * const { tensors } = decodeSafetensors(new Parameters(7).toSafetensors()); // of a real file
 * try {
 *   const waveform = hifiGan(publishedHifiGan(tensors), tf.zeros([1, 12, 80]));
 * } catch (error) {
 *   console.log(String(error)); // names what is missing
 * }
 */
export function publishedHifiGan(
  arrays: PublishedArrays,
  sizes: HifiGanSizes = hifiGanSizes,
): Parameters {
  const file = translated(arrays, rulesFor(sizes.blocks.length));
  return loadedInto(file, (parameters) =>
    hifiGan(parameters, tf.zeros([1, 1, sizes.bands]), sizes),
  );
}
