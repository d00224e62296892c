/** Transposed convolution as one product of matrices: how the decoder grows longer. */
import { held, product } from "../../tensor/bfloat16";
import { tf } from "../../tensor/tf";
import type { Tensor2D } from "../../tensor/tf";
import { windows } from "./windows";
import type { Layer } from "./layer";
import type { WeightReader } from "./weights";

/** The window of an {@link upsampling} is twice its stride. */
export interface UpsamplingSize {
  readonly inChannels: number;
  readonly outChannels: number;
  readonly stride: number;
}

/**
 * A transposed convolution with a window of 2·stride whose weight norm is folded, ⌈stride/2⌉ positions cut off at
 * either end.
 *
 * y[stride·t + k − ⌈stride/2⌉] = b + Σ x[t]·W[k]
 *
 * Each output position is written by two neighbours, and which taps they use depends only on its phase r, its place
 * within the stride: y[u·stride + r] = x[u]·W[r] + x[u − 1]·W[r + stride]. So pairs of neighbours [T + 1, 2·in] times
 * one matrix [2·in, stride·out] give all phases, which already lie in the order of time ("sub-pixel").
 *
 * An even stride gives T·stride positions, an odd one T·stride − 1: the published model has no output padding.
 *
 * @param name of `NAME.weight_g` [in, 1, 1], `NAME.weight_v` [in, out, 2·stride], `NAME.bias` [out]
 */
export function upsampling(weights: WeightReader, name: string, size: UpsamplingSize): Layer {
  const { inChannels, outChannels, stride } = size;
  const cut = Math.ceil(stride / 2);
  const matrix = tf.tidy(() =>
    held(
      weights
        .normed(name, [inChannels, outChannels, 2 * stride])
        .reshape([inChannels, outChannels, 2, stride])
        .reverse(2) // the earlier neighbour stands first
        .transpose([2, 0, 3, 1])
        .reshape<Tensor2D>([2 * inChannels, stride * outChannels]),
      weights.precision,
    ),
  );
  const bias = weights.vector(`${name}.bias`, outChannels);
  const lengthFor = (length: number): number => (length + 1) * stride - 2 * cut;
  return {
    up: stride,
    down: 1,
    outChannels,
    load: Math.max(outChannels, (2 * inChannels) / stride),
    lengthFor,
    heard: ({ from, to }) => ({
      from: Math.floor((from + cut) / stride) - 1,
      to: Math.floor((to - 1 + cut) / stride) + 1,
    }),
    run: (x) =>
      tf.tidy(() => {
        const [length] = x.shape;
        const pairs = windows(x, { taps: 2, padding: 1, count: length + 1 });
        return product(pairs, matrix) //                                      [T + 1, stride·out]
          .reshape<Tensor2D>([(length + 1) * stride, outChannels])
          .slice<Tensor2D>([cut, 0], [lengthFor(length), outChannels])
          .add<Tensor2D>(bias);
      }),
    weights: [matrix, bias],
  };
}
