/** 5.8: nobody listens to padding. */
import { tf } from "../../../tensor/tf";
import type { Tensor2D } from "../../../tensor/tf";
import { normalTensor, whole } from "../../draws";
import { formula } from "../../exercise";

const scores = (q: Tensor2D, k: Tensor2D): Tensor2D =>
  tf.matMul<Tensor2D>(q, k, false, true).div(Math.sqrt(q.shape[1]));
const mixed = (weights: tf.Tensor, v: Tensor2D): Tensor2D => tf.matMul(weights, v);
/** −10⁹ wherever the list has a 0. */
const hidden = (mask: readonly number[]): tf.Tensor =>
  tf
    .tensor1d([...mask])
    .sub(1)
    .mul(1e9);

export const maskedAttention = formula<[Tensor2D, Tensor2D, Tensor2D, number[]], Tensor2D>({
  id: "5.8",
  title: "Cross-attention with a mask",
  goal: "Attention of frames to words, softmax(q·kᵀ/√d)·v, in which words whose mask is 0 are not heard at all.",
  signature: "(q: Tensor2D, k: Tensor2D, v: Tensor2D, mask: number[]) => Tensor2D",
  inputs: ["q", "k", "v", "mask"],
  answer: { quantity: "number of a frame", unit: "1" },
  draw: (random) => {
    const words = whole(random, 4, 6);
    const mask = Array.from({ length: words }, (_, i) => Number(i < words - 2));
    return [
      normalTensor(random, [3, 4]),
      normalTensor(random, [words, 4]),
      normalTensor(random, [words, 2]),
      mask,
    ];
  },
  truth: (q, k, v, mask) => mixed(tf.softmax(scores(q, k).add(hidden(mask))), v),
  mistakes: [
    {
      name: "mask forgotten",
      says: "Padding was heard like a word. It says nothing, but it takes its share of the attention.",
      make: (q, k, v) => mixed(tf.softmax(scores(q, k)), v),
    },
    {
      name: "mask inverted",
      says: "1 is a word and 0 is padding: you hear nothing but padding.",
      make: (q, k, v, mask) =>
        mixed(tf.softmax(scores(q, k).add(hidden(mask.map((one) => 1 - one)))), v),
    },
    {
      name: "scores set to 0 in place of −∞",
      says: "A score of 0 is a score like any other: e⁰ = 1. To be unheard, it must be far below all others before the softmax.",
      make: (q, k, v, mask) => mixed(tf.softmax(scores(q, k).mul(tf.tensor1d(mask))), v),
    },
    {
      name: "masked after the softmax",
      says: "The weights of padding were set to 0 after they had taken their share, so the rest no longer sums to 1. Mask before the softmax.",
      make: (q, k, v, mask) => mixed(tf.softmax(scores(q, k)).mul(tf.tensor1d(mask)), v),
    },
    {
      name: "softmax over the wrong axis",
      says: "Each frame divides its attention among the words, along the last axis. You let each word divide itself among the frames.",
      make: (q, k, v, mask) => {
        const weights = tf.softmax(scores(q, k).transpose()).transpose();
        return mixed(weights.mul(tf.tensor1d(mask)), v);
      },
    },
    {
      name: "missing 1/√d",
      says: "The scores were not divided by √d, as in exercise 4.3.",
      make: (q, k, v, mask) =>
        mixed(tf.softmax(scores(q, k).mul(Math.sqrt(q.shape[1])).add(hidden(mask))), v),
    },
  ],
  hints: [
    "Before the softmax, add something to the scores: 0 where there is a word, and where there is padding a number so negative that its exponential is 0.",
    "(mask − 1)·10⁹ is just that. As tf.tensor1d it has the shape [L], and is added to every row of the scores [N, L].",
  ],
});
