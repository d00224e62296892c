/** 7.9, a build: a walk that leaves nothing behind. */
import { seededNoise } from "../../../tensor/random";
import { tf } from "../../../tensor/tf";
import type { Tensor } from "../../../tensor/tf";
import { wordFor } from "../../answer";
import { build } from "../../exercise";

/** What is x_0, seen from here? */
type Guess = (xt: Tensor, t: number) => Tensor;
type Walk = (guess: Guess, start: Tensor, times: readonly number[]) => Tensor;

const times = [1, 0.8, 0.6, 0.4, 0.2, 0.1];
const start = (): Tensor => seededNoise([1, 4], 3);
/** Anything that depends on both, and leaves its own steps behind, as networks do. */
const guess: Guess = (xt, t) => xt.mul(0.3).add(t).sin();

/** A step of Euler's method for a rectified flow: x_s = x̂_0 + (s/t)·(x_t − x̂_0). */
function step(ask: Guess, xt: Tensor, t: number, s: number): Tensor {
  const x0 = ask(xt, t);
  return x0.add(xt.sub(x0).mul(s / t));
}

/** The walk; `release` gets what was walked from, after each step but the first. */
function walking(steps: number, release: (xt: Tensor, first: boolean) => void): Walk {
  return (ask, from, at) => {
    let xt = from;
    for (let i = 0; i + 1 < Math.min(at.length, steps); i++) {
      const before = xt;
      xt = tf.tidy(() => step(ask, before, at[i], at[i + 1]));
      release(before, i === 0);
    }
    return xt;
  };
}

const tidy = walking(Infinity, (xt, first) => {
  if (!first) xt.dispose();
});

/** Tensors at each question, compared with the first; and how many more there are at the end than before. */
function counted(walk: Walk): { readonly grown: number; readonly left: number; value: number[] } {
  const from = start();
  const before = tf.memory().numTensors;
  const seen: number[] = [];
  const end = walk(
    (xt, t) => {
      seen.push(tf.memory().numTensors);
      return guess(xt, t);
    },
    from,
    times,
  );
  const left = tf.memory().numTensors - before;
  const grown = seen[seen.length - 1] - seen[1];
  return { grown, left, value: Array.from(end.dataSync()) };
}

export const tidyWalk = build<Walk>({
  id: "7.9",
  title: "The leak",
  goal: "Walk from noise to music by Euler's method, so that only the last x_t stays behind.",
  signature: "(guess: (xt: Tensor, t: number) => Tensor, start: Tensor, times: number[]) => Tensor",
  refuses: (yours) => (typeof yours === "function" ? undefined : wordFor(yours)),
  laws: [
    {
      says: "It arrives where Euler's method arrives.",
      test: (walk) => {
        const yours = Array.from(walk(guess, start(), times).dataSync());
        const exact = Array.from(tidy(guess, start(), times).dataSync());
        const far = Math.max(...exact.map((one, i) => Math.abs(one - yours[i])));
        return far < 1e-5 || `it ends ${far.toFixed(3)} away`;
      },
      mistake: {
        name: "a step too few",
        says: "n times are n − 1 steps: from the first to the second, … to the last.",
        make: walking(times.length - 1, (xt, first) => {
          if (!first) xt.dispose();
        }),
      },
    },
    {
      says: "What it was given to start with is still there.",
      test: (walk) => {
        const from = start();
        walk(guess, from, times);
        return !from.isDisposed || "the start was disposed";
      },
      mistake: {
        name: "the start thrown away",
        says: "The noise at the beginning is the caller's. Dispose what you have made yourself, and only that: if (xt !== start) xt.dispose().",
        make: walking(Infinity, (xt) => xt.dispose()),
      },
    },
    {
      says: "At the end there is one tensor more than before: the music.",
      test: (walk) => {
        const { left } = counted(walk);
        return left === 1 || `there are ${left} more`;
      },
      mistake: {
        name: "nothing released",
        says: "Each step makes a handful of tensors, and TensorFlow keeps them until somebody says otherwise. Put the step into tf.tidy(() => …), which keeps only what it returns, and dispose the old xt.",
        make: (ask, from, at) => {
          let xt = from;
          for (let i = 0; i + 1 < at.length; i++) xt = step(ask, xt, at[i], at[i + 1]);
          return xt;
        },
      },
    },
    {
      says: "There are never more of them at a late step than at an early one.",
      test: (walk) => {
        const { grown } = counted(walk);
        return grown <= 0 || `${grown} more at the last step than at the second`;
      },
      mistake: {
        name: "released only at the end",
        says: "A tf.tidy around the whole walk tidies when the walk is over; until then everything is kept. Put it around one step.",
        make: (ask, from, at) =>
          tf.tidy(() => {
            let xt = from;
            for (let i = 0; i + 1 < at.length; i++) xt = step(ask, xt, at[i], at[i + 1]);
            return xt;
          }),
      },
    },
  ],
  truth: tidy,
  hints: [
    "tf.tidy(() => step(…)) keeps what the step returns and releases the rest. Then there is still the xt of the step before.",
    "const next = tf.tidy(() => step(guess, xt, t, s)); if (xt !== start) xt.dispose(); xt = next;",
  ],
});
