/** 6.7: all the way to the data, and back. */
import { between, normals } from "../../draws";
import { formula } from "../../exercise";

interface Walk {
  readonly t: number;
  readonly next: number;
}
const mix = (a: readonly number[], b: readonly number[], x: number, y: number): number[] =>
  a.map((one, i) => x * one + y * b[i]);

export const pingPong = formula<[number[], number[], number[], Walk], number[]>({
  id: "6.7",
  title: "A step of ping-pong",
  goal: "The step of Stable Audio Open Small on rectified flow: from the guess x_0, back to the next time with fresh noise.",
  signature:
    "(xt: number[], x0: number[], fresh: number[], walk: { t: number; next: number }) => number[]",
  inputs: ["xt", "x0", "fresh", "walk"],
  answer: { quantity: "x at the next time", unit: "1" },
  draw: (random) => {
    const t = between(random, 0.3, 1);
    return [
      normals(random, 3),
      normals(random, 3),
      normals(random, 3),
      { t, next: t * between(random, 0.2, 0.8) },
    ];
  },
  corners: [() => [[1, 2], [3, 4], [5, 6], { t: 0.3, next: 0 }]],
  truth: (_xt, x0, fresh, { next }) => mix(x0, fresh, 1 - next, next),
  mistakes: [
    {
      name: "back to the old time",
      says: "The noise was mixed in at t again, so it never gets less. Go back to `next`.",
      make: (_xt, x0, fresh, { t }) => mix(x0, fresh, 1 - t, t),
    },
    {
      name: "the old noise kept",
      says: "That is Euler's, or DDIM's, step: it keeps the noise that x_t holds. Ping-pong throws it away and draws anew.",
      make: (xt, x0, _fresh, { t, next }) => xt.map((one, i) => x0[i] + (next / t) * (one - x0[i])),
    },
    {
      name: "weights exchanged",
      says: "At time t, 1 − t is music and t is noise. At next = 0 the guess alone must be left.",
      make: (_xt, x0, fresh, { next }) => mix(x0, fresh, next, 1 - next),
    },
    {
      name: "guess not turned down",
      says: "x_0 + t·ε is the variance-exploding process. In rectified flow the music is multiplied by 1 − t.",
      make: (_xt, x0, fresh, { next }) => mix(x0, fresh, 1, next),
    },
    {
      name: "noise added to x_t",
      says: "Ping goes all the way to the guess: what is mixed with noise is x_0, and x_t is forgotten.",
      make: (xt, _x0, fresh, { next }) => mix(xt, fresh, 1 - next, next),
    },
  ],
  hints: [
    "Of the four things that you are given, two are not needed.",
    "Rectified flow at time s is (1 − s)·x_0 + s·ε. Which s, and which ε?",
  ],
});
