/** Gaussian mixtures: the data whose p_t and score are known exactly at every t. */
import { TutorialError } from "../error";
import { tf } from "../tensor/tf";
import type { Tensor, Tensor1D, Tensor2D } from "../tensor/tf";
import type { DiffusionTime } from "../units";
import type { ForwardProcess } from "./process";
import type { Denoiser } from "./samplers/denoiser";
import { levelAt } from "./samplers/level";
import type { NoiseLevel } from "./samplers/level";

/** K isotropic Gaussians in D dimensions. A set of points is a mixture with `std` 0. */
export interface GaussianMixture {
  /** Centres, K rows of D numbers. */
  readonly means: readonly (readonly number[])[];
  /** Standard deviation of each component, or one for all. */
  readonly std: number | readonly number[];
  /** Weights of the components; equal unless given. They are scaled to sum to 1. */
  readonly weights?: readonly number[];
}

/** A mixture at one noise level, as plain numbers: component k is N(α·mean, variance·I). */
interface Diffused {
  readonly means: readonly (readonly number[])[];
  /** std², before the noise. */
  readonly spreads: readonly number[];
  /** α²·std² + σ². */
  readonly variances: readonly number[];
  readonly logWeights: readonly number[];
}

function diffuse(mixture: GaussianMixture, { t, alpha, sigma }: NoiseLevel): Diffused {
  const { means, std } = mixture;
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
  const spreads = stds.map((one) => one ** 2);
  const variances = spreads.map((spread) => alpha ** 2 * spread + sigma ** 2);
  if (!variances.every((variance) => variance > 0)) {
    throw new TutorialError({
      code: "mixture.noDensity",
      where: "Gaussian mixture",
      expected: "a time at which every component has some width",
      got: `width 0 at t = ${t}`,
      fix: "points have no density at t = 0: take a small t, or give std > 0",
    });
  }
  const logWeights = weights.map((weight) => Math.log(weight / total));
  return { means, spreads, variances, logWeights };
}

/** log of weight·density of each component at each point, [K, B]: rows of points sum fastest. */
function logJoint(x: Tensor2D, alpha: number, { means, variances, logWeights }: Diffused) {
  const [dimensions, components] = [x.shape[1], means.length];
  const centres = tf.tensor3d(means.map((mean) => mean.map((one) => [alpha * one]))); // [K, D, 1]
  const squared = x.transpose().expandDims(0).sub(centres).square().sum<Tensor2D>(1); // [K, B]
  const slope = variances.map((variance) => -0.5 / variance);
  const offset = variances.map(
    (variance, k) => logWeights[k] - 0.5 * dimensions * Math.log(2 * Math.PI * variance),
  );
  const column = (numbers: number[]): Tensor2D => tf.tensor2d(numbers, [components, 1]);
  return squared.mul(column(slope)).add<Tensor2D>(column(offset));
}

/** Σₖ p(k | x)·(ownₖ·meanₖ + stateₖ·x): what both the score and the denoiser are. [B, D] */
function average(x: Tensor2D, joint: Tensor2D, means: number[][], state: number[]): Tensor2D {
  const odds = joint.sub(joint.max(0, true)).exp();
  const responsibility = odds.div<Tensor2D>(odds.sum(0, true)); // [K, B]
  const ofMeans = responsibility.matMul<Tensor2D>(tf.tensor2d(means), true); // [B, D]
  // Responsibilities sum to 1, so components of one width need no weighing.
  if (state.every((one) => one === state[0])) return ofMeans.add(x.mul(state[0]));
  // A column for each dimension: a matrix product is faster than to broadcast over two columns.
  const states = state.map((one) => new Array<number>(x.shape[1]).fill(one)); // [K, D]
  const ofState = responsibility.matMul<Tensor2D>(tf.tensor2d(states), true); // [B, D]
  return ofMeans.add(ofState.mul(x));
}

/** The means, each times a number of its own. */
function scaled(means: readonly (readonly number[])[], by: readonly number[]): number[][] {
  return means.map((mean, k) => mean.map((one) => one * by[k]));
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
    const level = levelAt(process, t);
    return tf.logSumExp(logJoint(x as Tensor2D, level.alpha, diffuse(mixture, level)), 0);
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
  return tf.tidy(() => {
    const level = levelAt(process, t);
    const diffused = diffuse(mixture, level);
    const centres = diffused.variances.map((variance) => level.alpha / variance);
    const away = diffused.variances.map((variance) => -1 / variance);
    const joint = logJoint(x as Tensor2D, level.alpha, diffused);
    return average(x as Tensor2D, joint, scaled(mixture.means, centres), away);
  });
}

/**
 * The exact denoiser of a mixture: the mean of all data that may have become x_t.
 *
 * E[x_0 | x_t] = Σₖ p(k | x_t)·(σ²·μₖ + α·sₖ²·x_t)/(α²·sₖ² + σ²). It is right along any process, since
 * the sampler says with each question what α and σ are.
 *
 * @returns what every sampler takes; [B, D] → [B, D]
 * @throws TutorialError `mixture.noDensity`, `mixture.sizes`
 *
 * Source: Karras et al. 2022, appendix B.3, for points; Tweedie's formula.
 *
 * @example
 * const denoise = mixtureDenoiser({ means: [[-2, 0], [2, 0]], std: 0.3 });
 * const x0 = denoise(seededNoise([5, 2], 1), levelAt(cosine(), 0.4));
 */
export function mixtureDenoiser(mixture: GaussianMixture): Denoiser {
  return (xt, level) =>
    tf.tidy(() => {
      const { alpha, sigma } = level;
      const diffused = diffuse(mixture, level);
      const { spreads, variances } = diffused;
      const ofMean = variances.map((variance) => sigma ** 2 / variance);
      const ofState = variances.map((variance, k) => (alpha * spreads[k]) / variance);
      const joint = logJoint(xt as Tensor2D, alpha, diffused);
      return average(xt as Tensor2D, joint, scaled(mixture.means, ofMean), ofState);
    });
}
