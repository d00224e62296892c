/** 4.6: the noise level turns the knobs. */
import { tf } from "../../../tensor/tf";
import type { Tensor, Tensor2D, Tensor3D } from "../../../tensor/tf";
import { normalTensor, whole } from "../../draws";
import { formula } from "../../exercise";

/** Mean 0 and variance 1 over the given axes. */
function normed(x: Tensor3D, axes: number[] = [2]): Tensor {
  const { mean, variance } = tf.moments(x, axes, true);
  return x.sub(mean).div(variance.add(1e-6).sqrt());
}
const perItem = (x: Tensor2D): Tensor => x.expandDims(1); // [B, D] → [B, 1, D]

export const adaLn = formula<[Tensor3D, Tensor2D, Tensor2D], Tensor>({
  id: "4.6",
  title: "Adaptive layer normalisation",
  goal: "Bring each token to mean 0 and variance 1, then multiply by 1 + scale and add shift, the same for all tokens of an item.",
  signature: "(h: Tensor3D, shift: Tensor2D, scale: Tensor2D) => Tensor3D",
  inputs: ["h", "shift", "scale"],
  answer: { quantity: "number of a token", unit: "1" },
  draw: (random) => [
    tf.add(tf.mul(normalTensor(random, [2, whole(random, 3, 4), 5]), 1.7), 0.4),
    normalTensor(random, [2, 5]),
    normalTensor(random, [2, 5]),
  ],
  truth: (h, shift, scale) => normed(h).mul(perItem(scale).add(1)).add(perItem(shift)),
  mistakes: [
    {
      name: "scale without the 1",
      says: "The network says how far to go from 1. Where it says 0, the token should be left as it is, and not be silenced.",
      make: (h, shift, scale) => normed(h).mul(perItem(scale)).add(perItem(shift)),
    },
    {
      name: "normalised over time",
      says: "Mean and variance are those of one token, over its D numbers: the last axis. You took them over the tokens.",
      make: (h, shift, scale) => normed(h, [1]).mul(perItem(scale).add(1)).add(perItem(shift)),
    },
    {
      name: "normalised over everything",
      says: "Each token gets a mean and a variance of its own. You took one for the whole item.",
      make: (h, shift, scale) => normed(h, [1, 2]).mul(perItem(scale).add(1)).add(perItem(shift)),
    },
    {
      name: "not normalised",
      says: "That is FiLM. AdaLN normalises first, so that scale and shift mean the same wherever they act.",
      make: (h, shift, scale) => h.mul(perItem(scale).add(1)).add(perItem(shift)),
    },
    {
      name: "shift and scale exchanged",
      says: "You multiplied by 1 + shift and added scale.",
      make: (h, shift, scale) => normed(h).mul(perItem(shift).add(1)).add(perItem(scale)),
    },
    {
      name: "shifted before it is scaled",
      says: "The shift is added last; here it gets multiplied as well.",
      make: (h, shift, scale) => normed(h).add(perItem(shift)).mul(perItem(scale).add(1)),
    },
  ],
  hints: [
    "tf.moments(h, -1, true) gives mean and variance of each token, [B, T, 1] each. Divide by the root of the variance (plus 1e-6).",
    "shift and scale are [B, D]; expandDims(1) makes them [B, 1, D], which fits [B, T, D] for every token.",
  ],
});
