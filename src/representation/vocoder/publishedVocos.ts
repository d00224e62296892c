/** Published weights of Vocos. */
import { periodicWindow } from "../../audio/window";
import type { Parameters } from "../../nn/parameters";
import { tf } from "../../tensor/tf";
import { loadedInto, translated, unreadable } from "./publishedWeights";
import type { LayerRule, PublishedArrays } from "./publishedWeights";
import { vocos, vocosSizes } from "./vocos";
import type { VocosSizes } from "./vocos";

const rules: readonly LayerRule[] = [
  { published: /^backbone\.embed$/, ours: () => "embed", layout: "convolution" },
  { published: /^backbone\.norm$/, ours: () => "norm", layout: "vector" },
  { published: /^backbone\.final_layer_norm$/, ours: () => "finalNorm", layout: "vector" },
  { published: /^backbone\.convnext\.(\d+)$/, ours: (i) => `blocks.${i}`, layout: "vector" },
  ...(
    [
      ["dwconv", "depthwise", "depthwise"],
      ["norm", "norm", "vector"],
      ["pwconv1", "widen", "linear"],
      ["pwconv2", "narrow", "linear"],
    ] as const
  ).map(([published, ours, layout]) => ({
    published: new RegExp(`^backbone\\.convnext\\.(\\d+)\\.${published}$`),
    ours: (i: string) => `blocks.${i}.${ours}`,
    layout,
  })),
  { published: /^head\.out$/, ours: () => "head", layout: "linear" },
];

const windowName = "head.istft.window";

/**
 * The weights of a published Vocos for {@link vocos}.
 *
 * What the file holds of the mel spectrogram's own (`feature_extractor.…`) is left out.
 *
 * @param arrays `decodeSafetensors(bytes).tensors`
 * @throws TutorialError `vocoder.published`, `nn.weights.names`, `nn.parameter.shape`; then nothing is kept
 *
 * @example
 * const { tensors } = decodeSafetensors(new Parameters(7).toSafetensors()); // of a real file
 * try {
 *   const waveform = vocos(publishedVocos(tensors), tf.zeros([1, 12, 100]));
 * } catch (error) {
 *   console.log(String(error)); // names what is missing
 * }
 */
export function publishedVocos(
  arrays: PublishedArrays,
  sizes: VocosSizes = vocosSizes,
): Parameters {
  const window = arrays.get(windowName)?.data;
  const hann = periodicWindow("hann", sizes.fftSize);
  const isHann = (given: ArrayLike<number>): boolean =>
    given.length === hann.length && hann.every((weight, n) => Math.abs(weight - given[n]) < 1e-5);
  if (window && !isHann(window)) {
    throw unreadable(`a "${windowName}" that is no Hann window of ${hann.length} samples`);
  }
  const learned = [...arrays].filter(
    ([name]) => name !== windowName && !name.startsWith("feature_extractor."),
  );
  const file = translated(new Map(learned), rules);
  return loadedInto(file, (parameters) => vocos(parameters, tf.zeros([1, 2, sizes.bands]), sizes));
}
