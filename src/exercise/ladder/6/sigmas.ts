/** 6.8: which noise levels to visit. */
import { stableAudioSigmas } from "../../../diffusion/schedules/stableAudio";
import { between, whole } from "../../draws";
import { formula } from "../../exercise";

interface Range {
  readonly sigmaMin: number;
  readonly sigmaMax: number;
}
const ladderOf = (
  steps: number,
  from: number,
  to: number,
  of: (share: number, a: number, b: number) => number,
): number[] => Array.from({ length: steps }, (_, i) => of(i / (steps - 1), from, to));
const even = (share: number, a: number, b: number): number => a * (b / a) ** share;

export const sigmas = formula<[number, Range], number[]>({
  id: "6.8",
  title: "The sigma schedule",
  goal: "steps noise levels from σ_max down to σ_min, evenly in ln σ, both ends included, and a 0 behind them.",
  signature: "(steps: number, range: { sigmaMin: number; sigmaMax: number }) => number[]",
  inputs: ["steps", "range"],
  answer: { quantity: "σ", unit: "1" },
  tolerance: 1e-5,
  draw: (random) => [
    whole(random, 3, 9),
    { sigmaMin: between(random, 0.1, 0.5), sigmaMax: between(random, 5, 50) },
  ],
  truth: (steps, { sigmaMin, sigmaMax }) => stableAudioSigmas({ steps, sigmaMin, sigmaMax }),
  mistakes: [
    {
      name: "missing 0 at the end",
      says: "steps levels and then 0: without the 0, the last step never arrives at clean data.",
      make: (steps, { sigmaMin, sigmaMax }) => ladderOf(steps, sigmaMax, sigmaMin, even),
    },
    {
      name: "evenly in σ",
      says: "The levels are even in the logarithm: each is a fixed share of the one before. Evenly in σ, nearly all of them are loud.",
      make: (steps, { sigmaMin, sigmaMax }) => [
        ...ladderOf(steps, sigmaMax, sigmaMin, (share, a, b) => a + share * (b - a)),
        0,
      ],
    },
    {
      name: "off by one: σ_min never reached",
      says: "From the first to the last of n levels there are n − 1 gaps: divide by steps − 1.",
      make: (steps, { sigmaMin, sigmaMax }) => [
        ...ladderOf(steps + 1, sigmaMax, sigmaMin, even).slice(0, -1),
        0,
      ],
    },
    {
      name: "one level too many",
      says: "There are steps + 2 numbers here. steps levels and a 0 are steps + 1 numbers, which make `steps` steps.",
      make: (steps, { sigmaMin, sigmaMax }) => [
        ...ladderOf(steps + 1, sigmaMax, sigmaMin, even),
        0,
      ],
    },
    {
      name: "upside down",
      says: "Sampling begins with much noise: the list falls, from σ_max to σ_min, and then 0.",
      make: (steps, { sigmaMin, sigmaMax }) => [...ladderOf(steps, sigmaMin, sigmaMax, even), 0],
    },
  ],
  hints: [
    "Level i lies at the share i/(steps − 1) of the way from ln σ_max to ln σ_min. Then take the exponential.",
    "σ_max·(σ_min/σ_max)^(i/(steps − 1)) for i = 0 … steps − 1, and push(0).",
  ],
});
