/** 2.4: the way back without dice. */
import { between } from "../../draws";
import { formula } from "../../exercise";

interface Place {
  /** f(x, t) of the way forward. */
  readonly f: number;
  readonly g: number;
  readonly score: number;
}

const signature = "(here: { f: number; g: number; score: number }) => number";

export const odeDrift = formula<[Place], number>({
  id: "2.4",
  title: "The way back, without dice",
  goal: "The drift of the probability-flow ODE, which has the same p_t and no noise.",
  signature,
  inputs: ["here"],
  answer: { quantity: "drift of the ODE", unit: "1" },
  draw: (random) => [
    { f: between(random, -2, 2), g: between(random, 0.3, 3), score: between(random, -3, 3) },
  ],
  truth: ({ f, g, score }) => f - 0.5 * g ** 2 * score,
  mistakes: [
    {
      name: "the SDE's full score",
      says: "Without dice, only half of the score is needed. With all of it the clouds come out too tight.",
      make: ({ f, g, score }) => f - g ** 2 * score,
    },
    {
      name: "g for g²",
      says: "It is the variance that counts, g².",
      make: ({ f, g, score }) => f - 0.5 * g * score,
    },
    {
      name: "wrong sign",
      says: "dt is negative on the way back. With a plus, x would slide downhill, away from the data.",
      make: ({ f, g, score }) => f + 0.5 * g ** 2 * score,
    },
    {
      name: "f halved as well",
      says: "Only the score is halved. The drift of the way forward is undone in full.",
      make: ({ f, g, score }) => 0.5 * (f - g ** 2 * score),
    },
  ],
  hints: [
    "It differs from 2.3 by one factor, in one place.",
    "Noise pushes walkers apart, and the other half of the score is there to hold it in check. No noise, no other half.",
  ],
});
