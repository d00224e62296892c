/** 1.2: α and σ of the variance-preserving process. */
import { variancePreserving } from "../../../diffusion/variancePreserving";
import { formula } from "../../exercise";

const process = variancePreserving();
const [from, to] = [0.1, 20];
const area = (t: number): number => from * t + ((to - from) * t * t) / 2;

export const marginal = formula<[number], { alpha: number; sigma: number }>({
  id: "1.2",
  title: "What is left at time t",
  goal: "α(t) and σ(t) of the variance-preserving process, whose β rises linearly from 0.1 to 20.",
  signature: "(t: number) => { alpha: number; sigma: number }",
  inputs: ["t"],
  answer: { quantity: "α and σ", unit: "1" },
  draw: (random) => [0.01 + 0.98 * random.uniform()],
  corners: [() => [1]],
  truth: (t) => process.marginal(t),
  mistakes: [
    {
      name: "missing ½ in the exponent",
      says: "α is e^(−½∫β). Without the ½ it is α², the share of the power that is left.",
      make: (t) => {
        const alpha = Math.exp(-area(t));
        return { alpha, sigma: Math.sqrt(1 - alpha ** 2) };
      },
    },
    {
      name: "σ² for σ",
      says: "1 − α² is the variance of the noise. σ is its square root. (With 1 − α² as σ you have written the sub-VP process.)",
      make: (t) => {
        const alpha = Math.exp(-area(t) / 2);
        return { alpha, sigma: 1 - alpha ** 2 };
      },
    },
    {
      name: "σ = 1 − α",
      says: "What is kept is the variance, α² + σ² = 1, and not the sum α + σ.",
      make: (t) => {
        const alpha = Math.exp(-area(t) / 2);
        return { alpha, sigma: 1 - alpha };
      },
    },
    {
      name: "β(t)·t for the integral",
      says: "β grows on the way, so the area under it is not its last value times t: the area of a trapezium is wanted.",
      make: (t) => {
        const alpha = Math.exp((-(from + (to - from) * t) * t) / 2);
        return { alpha, sigma: Math.sqrt(1 - alpha ** 2) };
      },
    },
    {
      name: "time reversed",
      says: "This is the process at 1 − t: it begins as noise and ends as music.",
      make: (t) => process.marginal(1 - t),
    },
  ],
  hints: [
    "First the integral: the area under a line that begins at 0.1 and rises by 19.9 within one unit of time, up to t. It is a rectangle and a triangle.",
    "With A(t) for that area, α = e^(−A/2). And σ follows from α, because the name of the process says what α² + σ² is.",
  ],
  curve: {
    x: { quantity: "time t", unit: "1", from: 0.01, to: 1 },
    y: { quantity: "σ(t)", unit: "1" },
    inputs: (t) => [t],
    read: (answer) => (answer as { sigma: number }).sigma,
  },
});
