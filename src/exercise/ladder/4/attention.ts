/** 4.3: a vote. */
import { tf } from "../../../tensor/tf";
import type { Tensor2D } from "../../../tensor/tf";
import { normalTensor, whole } from "../../draws";
import { formula } from "../../exercise";

const scores = (q: Tensor2D, k: Tensor2D): Tensor2D => tf.matMul<Tensor2D>(q, k, false, true); // [T, L]
const mixed = (weights: tf.Tensor, v: Tensor2D): Tensor2D => tf.matMul(weights, v);
/** softmax down the columns. */
const downwards = (x: Tensor2D): Tensor2D => tf.softmax(x.transpose<Tensor2D>()).transpose();

export const attention = formula<[Tensor2D, Tensor2D, Tensor2D], Tensor2D>({
  id: "4.3",
  title: "Attention",
  goal: "softmax(q·kᵀ/√d)·v: every query divides its attention among the keys, and takes that much of their values.",
  signature: "(q: Tensor2D, k: Tensor2D, v: Tensor2D) => Tensor2D",
  inputs: ["q", "k", "v"],
  answer: { quantity: "number of an answer", unit: "1" },
  draw: (random) => {
    const [frames, keys, width] = [whole(random, 2, 4), whole(random, 3, 5), 4];
    return [
      normalTensor(random, [frames, width]),
      normalTensor(random, [keys, width]),
      normalTensor(random, [keys, 3]),
    ];
  },
  truth: (q, k, v) => mixed(tf.softmax(scores(q, k).div(Math.sqrt(q.shape[1]))), v),
  mistakes: [
    {
      name: "missing 1/√d",
      says: "A product of two vectors of d numbers has a variance of d. Undivided, the softmax of a wide head is nearly all or nothing.",
      make: (q, k, v) => mixed(tf.softmax(scores(q, k)), v),
    },
    {
      name: "d for √d",
      says: "The size of the products grows like the root of d. Divided by d, everybody listens to everybody alike.",
      make: (q, k, v) => mixed(tf.softmax(scores(q, k).div(q.shape[1])), v),
    },
    {
      name: "softmax over the wrong axis",
      says: "Each row, a query, divides its attention among the keys and must sum to 1. You let each key divide itself among the queries.",
      make: (q, k, v) => mixed(downwards(scores(q, k).div(Math.sqrt(q.shape[1]))), v),
    },
    {
      name: "no softmax",
      says: "The scores themselves were used as weights. They are negative at times and do not sum to 1.",
      make: (q, k, v) => mixed(scores(q, k).div(Math.sqrt(q.shape[1])), v),
    },
    {
      name: "the number of keys in place of the width",
      says: "d is the width of a query and of a key, q.shape[1]. How many keys there are plays no part.",
      make: (q, k, v) => mixed(tf.softmax(scores(q, k).div(Math.sqrt(k.shape[0]))), v),
    },
  ],
  hints: [
    "Three steps: scores [T, L], weights whose rows sum to 1, and their mixture of the values [T, dv].",
    "tf.matMul(q, k, false, true) multiplies by the transposed k; tf.softmax works along the last axis; d is q.shape[1].",
  ],
});
