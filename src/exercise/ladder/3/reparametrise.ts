/** 3.6: a draw from a cloud, through which a gradient can flow. */
import { normals } from "../../draws";
import { formula } from "../../exercise";

const each = (
  mean: readonly number[],
  log: readonly number[],
  eps: readonly number[],
  of: (m: number, l: number, e: number) => number,
): number[] => mean.map((m, i) => of(m, log[i], eps[i]));

export const reparametrise = formula<[number[], number[], number[]], number[]>({
  id: "3.6",
  title: "Reparametrisation",
  goal: "A draw from N(mean, e^logVariance), made of a given draw eps of N(0, 1).",
  signature: "(mean: number[], logVariance: number[], eps: number[]) => number[]",
  inputs: ["mean", "logVariance", "eps"],
  answer: { quantity: "number of the code", unit: "1" },
  draw: (random) => [normals(random, 4), normals(random, 4), normals(random, 4)],
  corners: [
    () => [
      [1, -2],
      [0, 0],
      [0, 0],
    ],
  ],
  truth: (mean, log, eps) => each(mean, log, eps, (m, l, e) => m + Math.exp(l / 2) * e),
  mistakes: [
    {
      name: "σ² for σ",
      says: "e^logVariance is the variance. Noise of variance 1 is multiplied by the standard deviation, its root: e^(logVariance/2).",
      make: (mean, log, eps) => each(mean, log, eps, (m, l, e) => m + Math.exp(l) * e),
    },
    {
      name: "the logarithm not undone",
      says: "The encoder says the logarithm of the variance, so that the variance can never be negative. Take the exponential.",
      make: (mean, log, eps) => each(mean, log, eps, (m, l, e) => m + l * e),
    },
    {
      name: "the mean forgotten",
      says: "This is noise of the right size around zero. The cloud stands at its mean.",
      make: (_mean, log, eps) => each(log, log, eps, (_, l, e) => Math.exp(l / 2) * e),
    },
    {
      name: "the mean scaled as well",
      says: "Only the noise is scaled; the mean stays where it is.",
      make: (mean, log, eps) => each(mean, log, eps, (m, l, e) => Math.exp(l / 2) * (m + e)),
    },
  ],
  hints: ["A draw from N(m, s²) is m + s·ε. What is s, if you know ln s²?", "√(e^a) = e^(a/2)."],
});
