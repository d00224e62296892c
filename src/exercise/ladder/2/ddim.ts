/** 2.6: a step of DDIM. */
import { exponentialStep } from "../../../diffusion/samplers/exponentialStep";
import { tf } from "../../../tensor/tf";
import { level, normals } from "../../draws";
import { formula } from "../../exercise";

interface Level {
  readonly alpha: number;
  readonly sigma: number;
}

/** A level with less noise than another. */
function cleaner({ alpha, sigma }: Level): Level {
  const angle = Math.atan2(sigma, alpha) * 0.6;
  return { alpha: Math.cos(angle), sigma: Math.sin(angle) };
}

const step = (
  xt: readonly number[],
  x0: readonly number[],
  of: (x: number, guess: number) => number,
): number[] => xt.map((one, i) => of(one, x0[i]));

export const ddim = formula<[number[], number[], Level, Level], number[]>({
  id: "2.6",
  title: "A step of DDIM",
  goal: "x at the next, cleaner level: take the noise that x_t holds according to the guess x_0, and mix both anew.",
  signature:
    "(xt: number[], x0: number[], from: { alpha: number; sigma: number }, to: { alpha: number; sigma: number }) => number[]",
  inputs: ["xt", "x0", "from", "to"],
  answer: { quantity: "x at the next level", unit: "1" },
  draw: (random) => {
    const from = level(random);
    return [normals(random, 4), normals(random, 4), from, cleaner(from)];
  },
  corners: [() => [[1, 2], [0.5, -1], { alpha: 0.6, sigma: 0.8 }, { alpha: 1, sigma: 0 }]],
  truth: (xt, x0, from, to) =>
    Array.from(exponentialStep(tf.tensor1d(xt), tf.tensor1d(x0), from, to).dataSync()),
  mistakes: [
    {
      name: "the whole of x_t taken for noise",
      says: "Of x_t only x_t − α·x_0 is noise. Divided by σ it has variance 1.",
      make: (xt, x0, from, to) =>
        step(xt, x0, (x, guess) => to.alpha * guess + (to.sigma * x) / from.sigma),
    },
    {
      name: "α of the guess forgotten",
      says: "x_t holds α·x_0, not x_0: that much is to be subtracted to find the noise.",
      make: (xt, x0, from, to) =>
        step(xt, x0, (x, guess) => to.alpha * guess + (to.sigma * (x - guess)) / from.sigma),
    },
    {
      name: "noise not brought to variance 1",
      says: "x_t − α·x_0 is σ·ε. Divide by the old σ before you multiply by the new one.",
      make: (xt, x0, from, to) =>
        step(xt, x0, (x, guess) => to.alpha * guess + to.sigma * (x - from.alpha * guess)),
    },
    {
      name: "off by one in σ",
      says: "The noise is mixed in at the level that you come from. At the next level there is less: its σ.",
      make: (xt, x0, from, to) =>
        step(xt, x0, (x, guess) => to.alpha * guess + x - from.alpha * guess),
    },
    {
      name: "all noise dropped",
      says: "This jumps to the guess at once: α′·x_0 and no noise. The rest of the way it is still only a guess, so keep σ′·ε.",
      make: (xt, x0, _from, to) => step(xt, x0, (_, guess) => to.alpha * guess),
    },
  ],
  hints: [
    "Two lines: find ε from x_t = α·x_0 + σ·ε at the level you come from; then write down the same mixture at the level you go to.",
    "ε = (x_t − α·x_0)/σ with α, σ of `from`; the answer is α′·x_0 + σ′·ε with those of `to`.",
  ],
});
