/** 1.4: mean and variance of what noise makes of data. */
import { between, level } from "../../draws";
import { formula } from "../../exercise";

interface Moments {
  readonly mean: number;
  readonly variance: number;
}
interface Level {
  readonly alpha: number;
  readonly sigma: number;
}

export const moments = formula<[Moments, Level], Moments>({
  id: "1.4",
  title: "Mean and variance on the way",
  goal: "Mean and variance of x_t = α·x_0 + σ·ε, for data with a mean and a variance of their own.",
  signature:
    "(data: { mean: number; variance: number }, level: { alpha: number; sigma: number }) => { mean: number; variance: number }",
  inputs: ["data", "level"],
  answer: { quantity: "mean and variance", unit: "1" },
  draw: (random) => [
    { mean: between(random, -2, 2), variance: between(random, 0.1, 3) },
    level(random),
  ],
  corners: [
    () => [
      { mean: 1.5, variance: 0 },
      { alpha: 0.6, sigma: 0.8 },
    ],
  ],
  truth: ({ mean, variance }, { alpha, sigma }) => ({
    mean: alpha * mean,
    variance: alpha ** 2 * variance + sigma ** 2,
  }),
  mistakes: [
    {
      name: "α for α² on the variance",
      says: "A variance is a mean of squares: if all values are multiplied by α, it is multiplied by α².",
      make: ({ mean, variance }, { alpha, sigma }) => ({
        mean: alpha * mean,
        variance: alpha * variance + sigma ** 2,
      }),
    },
    {
      name: "σ for σ²",
      says: "σ is the standard deviation of the noise; what adds up are variances.",
      make: ({ mean, variance }, { alpha, sigma }) => ({
        mean: alpha * mean,
        variance: alpha ** 2 * variance + sigma,
      }),
    },
    {
      name: "the data's own variance forgotten",
      says: "Started at one x_0 the variance is σ². But the data differ among themselves, and that spread is still there, times α².",
      make: ({ mean }, { alpha, sigma }) => ({ mean: alpha * mean, variance: sigma ** 2 }),
    },
    {
      name: "the mean not turned down",
      says: "Noise has mean 0 and cannot move the mean, but α can: the mean of α·x_0 is α times that of x_0.",
      make: ({ mean, variance }, { alpha, sigma }) => ({
        mean,
        variance: alpha ** 2 * variance + sigma ** 2,
      }),
    },
    {
      name: "standard deviation for variance",
      says: "You took the root at the end. The field is called variance.",
      make: ({ mean, variance }, { alpha, sigma }) => ({
        mean: alpha * mean,
        variance: Math.sqrt(alpha ** 2 * variance + sigma ** 2),
      }),
    },
  ],
  hints: [
    "Two rules: the mean of a·X is a times the mean of X; the variance of a·X is a² times that of X. And for independent things, variances add.",
    "ε has mean 0 and variance 1. So what are the mean and the variance of σ·ε, and of α·x_0?",
  ],
});
