/** 7.7: latents brought to mean 0 and standard deviation 1. */
import { tf } from "../../../tensor/tf";
import type { Tensor1D, Tensor2D } from "../../../tensor/tf";
import { between, normalTensor } from "../../draws";
import { formula } from "../../exercise";

export const unitLatent = formula<[Tensor2D, Tensor1D, Tensor1D], Tensor2D>({
  id: "7.7",
  title: "Latents out of scale",
  goal: "Bring a raw latent [T, C] to mean 0 and standard deviation 1 in each channel, given both of the raw ones, [C].",
  signature: "(raw: Tensor2D, mean: Tensor1D, std: Tensor1D) => Tensor2D",
  inputs: ["raw", "mean", "std"],
  answer: { quantity: "latent", unit: "1" },
  draw: (random) => {
    const three = (from: number, to: number): Tensor1D =>
      tf.tensor1d([0, 1, 2].map(() => between(random, from, to)));
    return [normalTensor(random, [4, 3]), three(-2, 2), three(0.1, 0.6)];
  },
  truth: (raw, mean, std) => raw.sub(mean).div<Tensor2D>(std),
  mistakes: [
    {
      name: "not scaled at all",
      says: "Raw latents went on to the noise. If they are quieter than 1, every noise level drowns them earlier than it should.",
      make: (raw) => raw.clone(),
    },
    {
      name: "multiplied for divided",
      says: "That makes quiet latents quieter still. (raw − mean)/std; multiplying by std is the way back.",
      make: (raw, mean, std) => raw.sub(mean).mul<Tensor2D>(std),
    },
    {
      name: "mean left in",
      says: "The spread is right, but each channel still stands off zero, and the noise does not.",
      make: (raw, _mean, std) => raw.div<Tensor2D>(std),
    },
    {
      name: "variance for standard deviation",
      says: "Dividing by std² makes the spread 1/std, not 1.",
      make: (raw, mean, std) => raw.sub(mean).div<Tensor2D>(std.square()),
    },
    {
      name: "scaled before shifted",
      says: "The mean is that of the raw numbers: take it off first, and divide then.",
      make: (raw, mean, std) => raw.div(std).sub<Tensor2D>(mean),
    },
  ],
  hints: [
    "Two steps: first so that the mean is 0, then so that the standard deviation is 1.",
    "raw.sub(mean).div(std): TensorFlow repeats the [C] numbers along time.",
  ],
});
