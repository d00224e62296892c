/** 2.3: the way back with dice. */
import { between } from "../../draws";
import { formula } from "../../exercise";

interface Place {
  /** f(x, t) of the way forward. */
  readonly f: number;
  readonly g: number;
  readonly score: number;
}

const signature = "(here: { f: number; g: number; score: number }) => number";

export const reverseDrift = formula<[Place], number>({
  id: "2.3",
  title: "The way back, with dice",
  goal: "The drift of Anderson's reverse SDE, from the drift f and strength g of the way forward and the score.",
  signature,
  inputs: ["here"],
  answer: { quantity: "drift of the way back", unit: "1" },
  draw: (random) => [
    { f: between(random, -2, 2), g: between(random, 0.3, 3), score: between(random, -3, 3) },
  ],
  truth: ({ f, g, score }) => f - g ** 2 * score,
  mistakes: [
    {
      name: "missing g²",
      says: "The score is weighed by g²: where much noise was added in a moment, much must be taken away again.",
      make: ({ f, score }) => f - score,
    },
    {
      name: "g for g²",
      says: "g multiplies the noise. What multiplies the score is its square, the variance that comes in.",
      make: ({ f, g, score }) => f - g * score,
    },
    {
      name: "wrong sign",
      says: "Time runs backwards here, dt is negative. So that x moves uphill, the score needs the minus.",
      make: ({ f, g, score }) => f + g ** 2 * score,
    },
    {
      name: "factor ½ of the ODE",
      says: "Half of the score is for the probability-flow ODE, which throws no dice. The SDE adds noise at each step and needs all of it.",
      make: ({ f, g, score }) => f - 0.5 * g ** 2 * score,
    },
    {
      name: "the sign of f turned",
      says: "f stays as it is: dt is negative already, and turns it for you.",
      make: ({ f, g, score }) => -f - g ** 2 * score,
    },
  ],
  hints: [
    "The formula stands in section 2 of the lesson. Two terms: what the way forward did, and what the score says.",
    "[f − g²·score] dt + g dw̄. Only the bracket is asked for.",
  ],
});
