/** 1.5: from α and σ to the equation. */
import { between } from "../../draws";
import { formula } from "../../exercise";

interface Moving {
  readonly alpha: number;
  readonly sigma: number;
  /** dα/dt */
  readonly alphaRate: number;
  /** dσ/dt */
  readonly sigmaRate: number;
}
interface Equation {
  readonly rate: number;
  readonly g2: number;
}

const rate = ({ alpha, alphaRate }: Moving): number => alphaRate / alpha;

export const equation = formula<[Moving], Equation>({
  id: "1.5",
  title: "Which equation has this marginal?",
  goal: "From α, σ and their slopes, the equation dx = a·x dt + g dw: the rate a = α′/α and g² = 2σσ′ − 2aσ².",
  signature:
    "(m: { alpha: number; sigma: number; alphaRate: number; sigmaRate: number }) => { rate: number; g2: number }",
  inputs: ["m"],
  answer: { quantity: "rate a and g²", unit: "1" },
  draw: (random) => [
    {
      alpha: between(random, 0.2, 1),
      sigma: between(random, 0.1, 1),
      alphaRate: -between(random, 0.3, 2),
      sigmaRate: between(random, 0.3, 2),
    },
  ],
  corners: [() => [{ alpha: 1, sigma: 0.5, alphaRate: 0, sigmaRate: 1 }]],
  truth: (m) => ({ rate: rate(m), g2: 2 * m.sigma * m.sigmaRate - 2 * rate(m) * m.sigma ** 2 }),
  mistakes: [
    {
      name: "noise that is not turned down again",
      says: "g² = 2σσ′ is right only where a = 0. The drift also turns down noise that was added before, and fresh noise has to make up for it: −2aσ², which is positive.",
      make: (m) => ({ rate: rate(m), g2: 2 * m.sigma * m.sigmaRate }),
    },
    {
      name: "wrong sign of the second term",
      says: "a is negative, so −2aσ² adds to g². With a plus it takes away, and the variance ends too low.",
      make: (m) => ({ rate: rate(m), g2: 2 * m.sigma * m.sigmaRate + 2 * rate(m) * m.sigma ** 2 }),
    },
    {
      name: "α′ for the rate",
      says: "α′ = a·α, so a is α′/α: the drift turns down what is left, and not what there once was.",
      make: (m) => ({
        rate: m.alphaRate,
        g2: 2 * m.sigma * m.sigmaRate - 2 * m.alphaRate * m.sigma ** 2,
      }),
    },
    {
      name: "g for g²",
      says: "The root was taken. What is asked for is g².",
      make: (m) => ({
        rate: rate(m),
        g2: Math.sqrt(2 * m.sigma * m.sigmaRate - 2 * rate(m) * m.sigma ** 2),
      }),
    },
    {
      name: "factor 2 of the chain rule",
      says: "The slope of σ² is 2σσ′, with the 2 in front.",
      make: (m) => ({ rate: rate(m), g2: m.sigma * m.sigmaRate - 2 * rate(m) * m.sigma ** 2 }),
    },
  ],
  hints: [
    "Without noise, dx = a·x dt must move α·x_0 as it does move: α′ = a·α.",
    "With noise, the variance obeys (σ²)′ = 2aσ² + g². The left side is 2σσ′. Solve for g².",
  ],
});
