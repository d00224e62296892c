/** 5.5: the text turns every channel's knobs. */
import { film } from "../../../conditioning/film";
import { tf } from "../../../tensor/tf";
import type { Tensor, Tensor2D, Tensor3D } from "../../../tensor/tf";
import { normalTensor, whole } from "../../draws";
import { formula } from "../../exercise";

const wide = (x: Tensor2D): Tensor3D => x.expandDims(1);

export const filmLayer = formula<[Tensor3D, Tensor2D, Tensor2D], Tensor>({
  id: "5.5",
  title: "FiLM",
  goal: "Scale each channel by 1 + γ and shift it by β, as the text says, the same at all times.",
  signature: "(x: Tensor3D, gamma: Tensor2D, beta: Tensor2D) => Tensor3D",
  inputs: ["x", "gamma", "beta"],
  answer: { quantity: "number of a frame", unit: "1" },
  draw: (random) => {
    const channels = whole(random, 2, 4);
    return [
      normalTensor(random, [2, 2, channels]),
      normalTensor(random, [2, channels]),
      normalTensor(random, [2, channels]),
    ];
  },
  corners: [() => [tf.ones([1, 3, 2]), tf.zeros([1, 2]), tf.zeros([1, 2])]],
  truth: (x, gamma, beta) => film<Tensor>(x, { gamma: wide(gamma), beta: wide(beta) }, "residual"),
  mistakes: [
    {
      name: "γ without the 1",
      says: "Where the text says nothing, γ = 0, the music must pass unharmed. Multiplied by 0 it is gone.",
      make: (x, gamma, beta) => x.mul(wide(gamma)).add(wide(beta)),
    },
    {
      name: "batch mixed into time",
      says: "Here γ and β met the frames: row 0 of them went to frame 0, row 1 to frame 1. Each row belongs to an item of the batch: expandDims(1).",
      make: (x, gamma, beta) => x.mul(gamma.add(1)).add(beta),
    },
    {
      name: "γ and β exchanged",
      says: "γ scales and β shifts.",
      make: (x, gamma, beta) => x.mul(wide(beta).add(1)).add(wide(gamma)),
    },
    {
      name: "shifted first",
      says: "(x + β)·(1 + γ) scales the shift as well. Scale first, then shift.",
      make: (x, gamma, beta) => x.add(wide(beta)).mul(wide(gamma).add(1)),
    },
    {
      name: "shift forgotten",
      says: "β is missing: FiLM scales and shifts.",
      make: (x, gamma) => x.mul(wide(gamma).add(1)),
    },
  ],
  hints: [
    "γ and β are [B, C], x is [B, T, C]. What must γ's shape be, so that it is the same for all T frames?",
    "gamma.expandDims(1) is [B, 1, C], and TensorFlow repeats it along time. Then (1 + γ)·x + β.",
  ],
});
