/** 1.3: music and noise, mixed. */
import { level, normals } from "../../draws";
import { formula } from "../../exercise";

interface Level {
  readonly alpha: number;
  readonly sigma: number;
}

const mix = (x0: readonly number[], noise: readonly number[], a: number, b: number): number[] =>
  x0.map((one, i) => a * one + b * noise[i]);

export const perturb = formula<[number[], number[], Level], number[]>({
  id: "1.3",
  title: "One jump into the noise",
  goal: "The mixture x_t = α·x_0 + σ·ε of a clip and noise, sample by sample.",
  signature: "(x0: number[], noise: number[], level: { alpha: number; sigma: number }) => number[]",
  inputs: ["x0", "noise", "level"],
  answer: { quantity: "sample value of x_t", unit: "1" },
  draw: (random) => [normals(random, 6), normals(random, 6), level(random)],
  corners: [
    () => [[1, -2], [3, 4], { alpha: 1, sigma: 0 }],
    () => [[1, -2], [3, 4], { alpha: 0, sigma: 1 }],
  ],
  truth: (x0, noise, { alpha, sigma }) => mix(x0, noise, alpha, sigma),
  mistakes: [
    {
      name: "α and σ exchanged",
      says: "α belongs to the music and σ to the noise. This is loudest where it should be gone.",
      make: (x0, noise, { alpha, sigma }) => mix(x0, noise, sigma, alpha),
    },
    {
      name: "σ² for σ",
      says: "σ² is the variance that the noise is to have; to get it, noise of variance 1 is multiplied by σ.",
      make: (x0, noise, { alpha, sigma }) => mix(x0, noise, alpha, sigma ** 2),
    },
    {
      name: "1 − α for σ",
      says: "The noise is weighed by σ, which the process gives you; only in rectified flow is it 1 − α.",
      make: (x0, noise, { alpha }) => mix(x0, noise, alpha, 1 - alpha),
    },
    {
      name: "noise added, music not turned down",
      says: "x_0 + σ·ε is the variance-exploding process. Here the music is multiplied by α as well.",
      make: (x0, noise, { sigma }) => mix(x0, noise, 1, sigma),
    },
  ],
  hints: [
    "One line does it: x0.map((value, i) => …). What does sample i of the mixture consist of?",
    "At α = 1 and σ = 0 it must be the clip, at α = 0 and σ = 1 the noise. Which number goes with which list?",
  ],
});
