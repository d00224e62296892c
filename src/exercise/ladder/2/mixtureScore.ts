/** 2.2: the slope of a landscape of several hills, under noise. */
import { between, level } from "../../draws";
import { formula } from "../../exercise";

interface Mixture {
  readonly means: readonly number[];
  readonly std: number;
}
interface Level {
  readonly alpha: number;
  readonly sigma: number;
}

/** Σ share·(centre − x)/variance, with shares that fall with the distance. */
function pull(x: number, centres: readonly number[], variance: number, spread = variance): number {
  const nearest = Math.min(...centres.map((centre) => (x - centre) ** 2));
  const weights = centres.map((centre) => Math.exp((nearest - (x - centre) ** 2) / (2 * spread)));
  const total = weights.reduce((a, b) => a + b, 0);
  return centres.reduce(
    (sum, centre, k) => sum + ((weights[k] / total) * (centre - x)) / variance,
    0,
  );
}

const scaled = ({ means }: Mixture, { alpha }: Level): number[] => means.map((one) => alpha * one);
const variance = ({ std }: Mixture, { alpha, sigma }: Level): number =>
  alpha ** 2 * std ** 2 + sigma ** 2;

export const mixtureScore = formula<[number, Mixture, Level], number>({
  id: "2.2",
  title: "The score of several clouds, under noise",
  goal: "The score of p_t at x, when the data are equally likely clouds N(means[k], std²) and x_t = α·x_0 + σ·ε.",
  signature:
    "(x: number, data: { means: number[]; std: number }, level: { alpha: number; sigma: number }) => number",
  inputs: ["x", "data", "level"],
  answer: { quantity: "score", unit: "1" },
  draw: (random) => [
    between(random, -2.5, 2.5),
    {
      means: [-1.5, 0.4, 2].map((one) => one + between(random, -0.3, 0.3)),
      std: between(random, 0.2, 0.6),
    },
    level(random),
  ],
  truth: (x, data, at) => pull(x, scaled(data, at), variance(data, at)),
  mistakes: [
    {
      name: "all clouds pull alike",
      says: "You took the plain mean of the clouds' scores. Each pulls by its responsibility, the share it has in the density at x: who is near has more to say.",
      make: (x, data, at) => pull(x, scaled(data, at), variance(data, at), Infinity),
    },
    {
      name: "the clouds' own width forgotten",
      says: "Only at points is the variance σ². A cloud has a width of its own, which is scaled by α as well: α²·std² + σ².",
      make: (x, data, at) => pull(x, scaled(data, at), at.sigma ** 2),
    },
    {
      name: "centres not turned down",
      says: "At time t the clouds stand at α·mean, and not where they were.",
      make: (x, data, at) => pull(x, data.means, variance(data, at)),
    },
    {
      name: "σ for σ²",
      says: "A standard deviation stands where a variance should: α²·std² + σ².",
      make: (x, data, { alpha, sigma }) =>
        pull(x, scaled(data, { alpha, sigma }), Math.sqrt(variance(data, { alpha, sigma }))),
    },
    {
      name: "only the nearest cloud pulls",
      says: "The largest responsibility was rounded to 1. Between two clouds both pull, and that is where walkers decide.",
      make: (x, data, at) => pull(x, scaled(data, at), variance(data, at), 1e-9),
    },
  ],
  hints: [
    "At time t each cloud is a Gaussian again. Where is its centre, and what is its variance? You did both in exercise 1.4.",
    "The score of a sum of densities is the mean of their scores, weighed by responsibilities: w_k = exp(−(x − centre_k)²/(2v)), divided by the sum of all of them.",
  ],
  curve: {
    x: { quantity: "x", unit: "1", from: -3, to: 3 },
    y: { quantity: "score", unit: "1" },
    inputs: (x) => [x, { means: [-1.5, 0.4, 2], std: 0.3 }, { alpha: 0.9, sigma: 0.4 }],
  },
});
