/** 2.1: the slope of one hill. */
import { between } from "../../draws";
import { formula } from "../../exercise";

interface Hill {
  readonly mean: number;
  readonly std: number;
}

const density = (x: number, { mean, std }: Hill): number =>
  Math.exp(-((x - mean) ** 2) / (2 * std ** 2)) / (std * Math.sqrt(2 * Math.PI));

export const gaussianScore = formula<[number, Hill], number>({
  id: "2.1",
  title: "The score of a Gaussian",
  goal: "The score of N(mean, std²) at x: the slope of the logarithm of its density.",
  signature: "(x: number, data: { mean: number; std: number }) => number",
  inputs: ["x", "data"],
  answer: { quantity: "score", unit: "1" },
  draw: (random) => [
    between(random, -4, 4),
    { mean: between(random, -2, 2), std: between(random, 0.3, 2.5) },
  ],
  truth: (x, { mean, std }) => (mean - x) / std ** 2,
  mistakes: [
    {
      name: "wrong sign",
      says: "This points away from the mean. The score points to where data become more likely, which is uphill.",
      make: (x, { mean, std }) => (x - mean) / std ** 2,
    },
    {
      name: "σ for σ²",
      says: "In the exponent of the bell curve stands (x − mean)²/(2σ²), with a square below; it stays there when you differentiate.",
      make: (x, { mean, std }) => (mean - x) / std,
    },
    {
      name: "slope of the density itself",
      says: "You differentiated p. The score is the slope of log p, which is p′/p: divided by the density, it does not fade away from the data.",
      make: (x, hill) => (density(x, hill) * (hill.mean - x)) / hill.std ** 2,
    },
    {
      name: "the mean forgotten",
      says: "−x/σ² is the score of a Gaussian around zero. This one stands at its mean.",
      make: (x, { std }) => -x / std ** 2,
    },
    {
      name: "factor ½ left over",
      says: "The derivative of the square brings a 2 down, which cancels the ½ of the exponent.",
      make: (x, { mean, std }) => (mean - x) / (2 * std ** 2),
    },
  ],
  hints: [
    "Write down log p(x). Only one term of it depends on x.",
    "log p = −(x − mean)²/(2·std²) + a constant. Differentiate by x. Test: at x = mean the hill is flat, left of it the score is positive.",
  ],
  curve: {
    x: { quantity: "x", unit: "1", from: -4, to: 4 },
    y: { quantity: "score of N(1, 0.7²)", unit: "1" },
    inputs: (x) => [x, { mean: 1, std: 0.7 }],
  },
});
