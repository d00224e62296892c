/** 2.5: from the score to a guess of the clean data. */
import { level, normals } from "../../draws";
import { formula } from "../../exercise";

interface Level {
  readonly alpha: number;
  readonly sigma: number;
}

const each = (
  a: readonly number[],
  b: readonly number[],
  of: (x: number, y: number) => number,
): number[] => a.map((one, i) => of(one, b[i]));

export const tweedie = formula<[number[], number[], Level], number[]>({
  id: "2.5",
  title: "Tweedie's formula",
  goal: "The mean of all clean data that may have become x_t, E[x_0 | x_t], from the score at x_t.",
  signature: "(xt: number[], score: number[], level: { alpha: number; sigma: number }) => number[]",
  inputs: ["xt", "score", "level"],
  answer: { quantity: "guess of x₀", unit: "1" },
  draw: (random) => [normals(random, 4), normals(random, 4), level(random)],
  truth: (xt, score, { alpha, sigma }) => each(xt, score, (x, s) => (x + sigma ** 2 * s) / alpha),
  mistakes: [
    {
      name: "σ for σ²",
      says: "The score is a slope, of the size 1/σ. To become a distance it is multiplied by σ².",
      make: (xt, score, { alpha, sigma }) => each(xt, score, (x, s) => (x + sigma * s) / alpha),
    },
    {
      name: "wrong sign",
      says: "The score points to the data, so the guess lies in its direction: plus.",
      make: (xt, score, { alpha, sigma }) =>
        each(xt, score, (x, s) => (x - sigma ** 2 * s) / alpha),
    },
    {
      name: "not divided by α",
      says: "x_t + σ²·score is the mean of α·x_0. To get x_0 itself, divide by α.",
      make: (xt, score, { sigma }) => each(xt, score, (x, s) => x + sigma ** 2 * s),
    },
    {
      name: "only the score divided by α",
      says: "All of the sum is α·x_0, so all of it is divided.",
      make: (xt, score, { alpha, sigma }) =>
        each(xt, score, (x, s) => x + (sigma ** 2 * s) / alpha),
    },
  ],
  hints: [
    "The lesson has the formula the other way round, score = (α·E[x_0|x_t] − x_t)/σ². Solve it for the mean.",
    "Multiply by σ², bring x_t to the other side, and divide by α.",
  ],
});
