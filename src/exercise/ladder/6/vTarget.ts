/** 6.1: what the network of Stable Audio Open predicts. */
import { level, normals } from "../../draws";
import { formula } from "../../exercise";

interface Level {
  readonly alpha: number;
  readonly sigma: number;
}
const mix = (x0: readonly number[], eps: readonly number[], a: number, b: number): number[] =>
  x0.map((one, i) => a * one + b * eps[i]);

export const vTarget = formula<[number[], number[], Level], number[]>({
  id: "6.1",
  title: "The v-objective",
  goal: "v = α·ε − σ·x_0: the direction in which x_t moves when its angle grows.",
  signature: "(x0: number[], eps: number[], level: { alpha: number; sigma: number }) => number[]",
  inputs: ["x0", "eps", "level"],
  answer: { quantity: "v", unit: "1" },
  draw: (random) => [normals(random, 4), normals(random, 4), level(random)],
  corners: [
    () => [[1, 2], [3, 4], { alpha: 1, sigma: 0 }],
    () => [[1, 2], [3, 4], { alpha: 0, sigma: 1 }],
  ],
  truth: (x0, eps, { alpha, sigma }) => mix(x0, eps, -sigma, alpha),
  mistakes: [
    {
      name: "wrong sign",
      says: "σ·x_0 − α·ε points back to the data. v points on, towards the noise.",
      make: (x0, eps, { alpha, sigma }) => mix(x0, eps, sigma, -alpha),
    },
    {
      name: "α and σ exchanged",
      says: "α goes with the noise and σ with the data here, the other way round than in x_t: v is x_t turned by a right angle.",
      make: (x0, eps, { alpha, sigma }) => mix(x0, eps, -alpha, sigma),
    },
    {
      name: "x_t itself",
      says: "α·x_0 + σ·ε is what the network is shown. What it must say is α·ε − σ·x_0.",
      make: (x0, eps, { alpha, sigma }) => mix(x0, eps, alpha, sigma),
    },
    {
      name: "the velocity of rectified flow",
      says: "ε − x_0 is the slope of the straight line (1 − t)·x_0 + t·ε. Stable Audio Open 1.0 walks a circle, α = cos φ and σ = sin φ.",
      make: (x0, eps) => mix(x0, eps, -1, 1),
    },
  ],
  hints: [
    "With α = cos φ and σ = sin φ, differentiate x_t = α·x_0 + σ·ε by φ.",
    "cos′ = −sin and sin′ = cos: so x_0 gets −σ, and ε gets α.",
  ],
});
