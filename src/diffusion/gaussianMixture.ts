/** Gaussian mixtures: the data whose p_t and score are known exactly at every t. */
import { TutorialError } from "../error";
import { tf } from "../tensor/tf";
import type { Tensor, Tensor1D, Tensor2D } from "../tensor/tf";
import type { DiffusionTime } from "../units";
import type { ForwardProcess } from "./process";

/** K isotropic Gaussians in D dimensions. A set of points is a mixture with `std` 0. */
export interface GaussianMixture {
  /** Centres, K rows of D numbers. */
  readonly means: readonly (readonly number[])[];
  /** Standard deviation of each component, or one for all. */
  readonly std: number | readonly number[];
  /** Weights of the components; equal unless given. They are scaled to sum to 1. */
  readonly weights?: readonly number[];
}

interface Diffused {
  readonly means: Tensor2D; // [K, D]
  readonly variances: Tensor1D; // [K]
  readonly logWeights: Tensor1D; // [K]
}

/** At time t each component is N(α·mean, (α²·std² + σ²)·I). */
function diffuse(mixture: GaussianMixture, process: ForwardProcess, t: DiffusionTime): Diffused {
  const { means, std } = mixture;
  const { alpha, sigma } = process.marginal(t);
  const weights = mixture.weights ?? means.map(() => 1);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const stds = typeof std === "number" ? means.map(() => std) : std;
  if (stds.length !== means.length || weights.length !== means.length) {
    throw new TutorialError({
      code: "mixture.sizes",
      where: "Gaussian mixture",
      expected: `${means.length} means with as many stds and weights`,
      got: `${stds.length} stds and ${weights.length} weights`,
      fix: "give one of each a component, or a single std for all",
    });
  }
  const variances = stds.map((one) => alpha ** 2 * one ** 2 + sigma ** 2);
  if (!variances.every((variance) => variance > 0)) {
    throw new TutorialError({
      code: "mixture.noDensity",
      where: "Gaussian mixture",
      expected: "a time at which every component has some width",
      got: `width 0 at t = ${t}`,
      fix: "points have no density at t = 0: take a small t, or give std > 0",
    });
  }
  return {
    means: tf.tensor2d(means.map((mean) => [...mean])).mul(alpha),
    variances: tf.tensor1d(variances),
    logWeights: tf.tensor1d(weights.map((weight) => Math.log(weight / total))),
  };
}

/** log of weight·density of each component at each point, [B, K]. */
function logJoint(x: Tensor2D, { means, variances, logWeights }: Diffused): Tensor2D {
  const dimensions = x.shape[1];
  const difference = x.expandDims(1).sub(means.expandDims(0)); // [B, K, D]
  const squared = difference.square().sum(2); // [B, K]
  const exponent = squared.div(variances.mul(-2));
  const normaliser = variances
    .mul(2 * Math.PI)
    .log()
    .mul(-0.5 * dimensions);
  return exponent.add(normaliser).add(logWeights);
}

/**
 * The exact log p_t(x) of a mixture sent through a process.
 *
 * p_t(x) = Σₖ wₖ N(x; α·μₖ, (α²·sₖ² + σ²)·I)
 *
 * @param x points, [B, D]
 * @returns log-density at each point, [B]
 * @throws TutorialError `mixture.noDensity`, `mixture.sizes`
 *
 * @example
 * const mixture = { means: [[-2, 0], [2, 0]], std: 0.3 };
 * const density = mixtureLogDensity(seededNoise([5, 2], 1), mixture, cosine(), 0.4);
 */
export function mixtureLogDensity(
  x: Tensor,
  mixture: GaussianMixture,
  process: ForwardProcess,
  t: DiffusionTime,
): Tensor1D {
  return tf.tidy(() => {
    const joint = logJoint(x as Tensor2D, diffuse(mixture, process, t));
    return tf.logSumExp(joint, 1);
  });
}

/**
 * The exact score ∇ log p_t(x) of a mixture sent through a process.
 *
 * ∇ log p_t(x) = Σₖ p(k | x)·(α·μₖ − x)/(α²·sₖ² + σ²): each centre pulls by its responsibility.
 *
 * @param x points, [B, D]
 * @returns the score at each point, [B, D]
 * @throws TutorialError `mixture.noDensity`, `mixture.sizes`
 *
 * @example
 * const mixture = { means: [[-2, 0], [2, 0]], std: 0.3 };
 * const score = mixtureScore(seededNoise([5, 2], 1), mixture, cosine(), 0.4);
 */
export function mixtureScore(
  x: Tensor,
  mixture: GaussianMixture,
  process: ForwardProcess,
  t: DiffusionTime,
): Tensor2D {
  return tf.tidy<Tensor2D>(() => {
    const diffused = diffuse(mixture, process, t);
    const responsibility = tf.softmax(logJoint(x as Tensor2D, diffused)); // [B, K]
    const pull = responsibility.div(diffused.variances); // [B, K]
    return pull.matMul(diffused.means).sub(x.mul(pull.sum(1, true))); // [B, D]
  });
}
