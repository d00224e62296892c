/** 2.8: a step of DPM-Solver++ 2M. */
import { between, normals } from "../../draws";
import { formula } from "../../exercise";

interface Level {
  readonly alpha: number;
  readonly sigma: number;
}
interface Walk {
  readonly before: Level;
  readonly from: Level;
  readonly to: Level;
}

const at = (angle: number): Level => ({ alpha: Math.cos(angle), sigma: Math.sin(angle) });
const lambda = ({ alpha, sigma }: Level): number => Math.log(alpha / sigma);

/** The step for a given way to look ahead. */
function step(
  xt: readonly number[],
  x0: readonly number[],
  old: readonly number[],
  { from, to }: Walk,
  lookAhead: number,
): number[] {
  const kept = to.sigma / from.sigma;
  const share = to.alpha * (1 - Math.exp(lambda(from) - lambda(to)));
  return xt.map((x, i) => kept * x + share * (x0[i] + lookAhead * (x0[i] - old[i])));
}

const h = (a: Level, b: Level): number => lambda(b) - lambda(a);

export const multistep = formula<[number[], number[], number[], Walk], number[]>({
  id: "2.8",
  title: "A step of DPM-Solver++ 2M",
  goal: "The step of DDIM, with a guess that is carried on in the direction in which it changed since the last step.",
  signature:
    "(xt: number[], x0: number[], x0Before: number[], walk: { before: Level; from: Level; to: Level }) => number[]",
  inputs: ["xt", "x0", "x0Before", "walk"],
  answer: { quantity: "x at the next level", unit: "1" },
  draw: (random) => {
    const start = between(random, 1.1, 1.45);
    const middle = start * between(random, 0.7, 0.9);
    const end = middle * between(random, 0.5, 0.85);
    const walk = { before: at(start), from: at(middle), to: at(end) };
    return [normals(random, 3), normals(random, 3), normals(random, 3), walk];
  },
  truth: (xt, x0, old, walk) =>
    step(xt, x0, old, walk, h(walk.from, walk.to) / h(walk.before, walk.from) / 2),
  mistakes: [
    {
      name: "r upside down",
      says: "r is the last step over this one, and 1/(2r) stands in the formula: the longer this step, the further the guess is carried on.",
      make: (xt, x0, old, walk) =>
        step(xt, x0, old, walk, h(walk.before, walk.from) / h(walk.from, walk.to) / 2),
    },
    {
      name: "the guess not carried on",
      says: "This is DDIM, of order 1. The change since the last guess is what makes it order 2.",
      make: (xt, x0, old, walk) => step(xt, x0, old, walk, 0),
    },
    {
      name: "carried backwards",
      says: "The signs of the two guesses are exchanged: the new one counts more than once, the old one is subtracted.",
      make: (xt, x0, old, walk) =>
        step(xt, x0, old, walk, -h(walk.from, walk.to) / h(walk.before, walk.from) / 2),
    },
    {
      name: "missing ½ of 1/(2r)",
      says: "The change is carried on to the middle of the step, where the guess counts on average: 1/(2r), not 1/r.",
      make: (xt, x0, old, walk) =>
        step(xt, x0, old, walk, h(walk.from, walk.to) / h(walk.before, walk.from)),
    },
    {
      name: "the old guess alone",
      says: "x_0 and x_0 before are exchanged.",
      make: (xt, x0, old, walk) =>
        step(xt, old, x0, walk, h(walk.from, walk.to) / h(walk.before, walk.from) / 2),
    },
  ],
  hints: [
    "First λ = ln(α/σ) at all three levels. h is how far it rises in this step, h_before how far it rose in the last.",
    "r = h_before/h, D = (1 + 1/(2r))·x_0 − 1/(2r)·x_0,before, and then x ← (σ′/σ)·x + α′·(1 − e^(−h))·D.",
  ],
});
