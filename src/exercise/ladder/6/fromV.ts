/** 6.2: from v to data and noise. */
import { level, normals } from "../../draws";
import { formula } from "../../exercise";

interface Level {
  readonly alpha: number;
  readonly sigma: number;
}
interface Parts {
  readonly x0: number[];
  readonly eps: number[];
}
type Weights = readonly [number, number];
const parts = (
  xt: readonly number[],
  v: readonly number[],
  [a, b]: Weights,
  [c, d]: Weights,
): Parts => ({
  x0: xt.map((one, i) => a * one + b * v[i]),
  eps: xt.map((one, i) => c * one + d * v[i]),
});

export const fromV = formula<[number[], number[], Level], Parts>({
  id: "6.2",
  title: "From v to data and noise",
  goal: "Given x_t and v, both x_0 and ε, at a level where α² + σ² = 1.",
  signature:
    "(xt: number[], v: number[], level: { alpha: number; sigma: number }) => { x0: number[]; eps: number[] }",
  inputs: ["xt", "v", "level"],
  answer: { quantity: "x₀ and ε", unit: "1" },
  draw: (random) => [normals(random, 3), normals(random, 3), level(random)],
  truth: (xt, v, { alpha, sigma }) => parts(xt, v, [alpha, -sigma], [sigma, alpha]),
  mistakes: [
    {
      name: "wrong sign of v in x_0",
      says: "v points to the noise, so the data lie the other way: α·x_t − σ·v.",
      make: (xt, v, { alpha, sigma }) => parts(xt, v, [alpha, sigma], [sigma, alpha]),
    },
    {
      name: "x_0 and ε exchanged",
      says: "The two results stand in each other's place.",
      make: (xt, v, { alpha, sigma }) => parts(xt, v, [sigma, alpha], [alpha, -sigma]),
    },
    {
      name: "v taken for ε",
      says: "(x_t − σ·v)/α would be right if v were the noise. Put in what v is, α·ε − σ·x_0, and see what cancels.",
      make: (xt, v, { alpha, sigma }) => parts(xt, v, [1 / alpha, -sigma / alpha], [0, 1]),
    },
    {
      name: "α and σ exchanged",
      says: "At σ = 0 there is no noise and x_0 must be x_t: so it is α that stands before x_t.",
      make: (xt, v, { alpha, sigma }) => parts(xt, v, [sigma, -alpha], [alpha, sigma]),
    },
  ],
  hints: [
    "Two equations, x_t = α·x_0 + σ·ε and v = α·ε − σ·x_0, and two unknowns. Multiply one by α and the other by σ, and subtract.",
    "α·x_t − σ·v = (α² + σ²)·x_0 = x_0. And σ·x_t + α·v?",
  ],
});
