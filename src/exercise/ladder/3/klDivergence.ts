/** 3.5: how far a cloud is from N(0, I). */
import { normals } from "../../draws";
import { formula } from "../../exercise";

const sum = (all: readonly number[]): number => all.reduce((a, b) => a + b, 0);
const parts = (mean: readonly number[], logVariance: readonly number[]): number[] =>
  mean.map((m, i) => m * m + Math.exp(logVariance[i]) - logVariance[i] - 1);

export const klDivergence = formula<[number[], number[]], number>({
  id: "3.5",
  title: "The KL term",
  goal: "KL(N(mean, e^logVariance) ‖ N(0, I)), summed over the numbers of a code.",
  signature: "(mean: number[], logVariance: number[]) => number",
  inputs: ["mean", "logVariance"],
  answer: { quantity: "KL divergence", unit: "nat" },
  draw: (random) => [normals(random, 4), normals(random, 4)],
  corners: [
    () => [
      [0, 0, 0],
      [0, 0, 0],
    ],
    () => [[2], [0]],
  ],
  truth: (mean, logVariance) => sum(parts(mean, logVariance)) / 2,
  mistakes: [
    {
      name: "missing ½",
      says: "All of it is halved: at variance 1 the KL of a shift by m is m²/2.",
      make: (mean, logVariance) => sum(parts(mean, logVariance)),
    },
    {
      name: "logarithm of σ in place of σ²",
      says: "You read logVariance as ln σ and squared it. It is ln σ² already: σ² = e^logVariance.",
      make: (mean, log) =>
        sum(mean.map((m, i) => m * m + Math.exp(2 * log[i]) - 2 * log[i] - 1)) / 2,
    },
    {
      name: "mean in place of sum",
      says: "The KL of independent numbers is the sum of theirs. (Losses often take the mean instead, and hide it in their weight.)",
      make: (mean, log) => sum(parts(mean, log)) / 2 / mean.length,
    },
    {
      name: "without the −1",
      says: "At mean 0 and variance 1 the two are the same and the KL must be 0. Here it is ½ for each number.",
      make: (mean, log) => sum(parts(mean, log).map((one) => one + 1)) / 2,
    },
    {
      name: "the logarithm added",
      says: "The sign of logVariance is minus: a cloud that is too narrow costs as well, and without the minus it would be rewarded.",
      make: (mean, log) => sum(mean.map((m, i) => m * m + Math.exp(log[i]) + log[i] - 1)) / 2,
    },
  ],
  hints: [
    "For one number: ½·(mean² + σ² − ln σ² − 1). And you are given ln σ².",
    "Check yourself: it is 0 at mean 0 and logVariance 0, and never negative. σ² is Math.exp(logVariance).",
  ],
});
