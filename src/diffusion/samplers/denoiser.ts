/** What every sampler asks: given a noisy sample and its noise level, what are the clean data? */
import type { Tensor } from "../../tensor/tf";
import type { DiffusionTime } from "../../units";
import { tf } from "../../tensor/tf";
import { convertPrediction } from "../prediction";
import type { Prediction } from "../prediction";
import type { ForwardProcess, Marginal, Score } from "../process";
import { halfLogSnr, levelAt, levelAtHalfLogSnr } from "./level";
import type { NoiseLevel } from "./level";

/**
 * The mean of the clean data given x_t = alpha·x_0 + sigma·ε, E[x_0 | x_t]. [B, …] → [B, …]
 *
 * Intermediate tensors need no care: samplers call it inside `tf.tidy`.
 */
export type Denoiser = (xt: Tensor, level: NoiseLevel) => Tensor;

/** A network as it was trained: its own kind of prediction at its own time. [B, …] → [B, …] */
export type Network = (xt: Tensor, t: DiffusionTime) => Tensor;

/** How a network was trained. */
export interface TrainedAs {
  readonly predicts: Prediction;
  readonly process: ForwardProcess;
}

/** The level of a process with the signal-to-noise ratio of another's. */
function matching(process: ForwardProcess, level: NoiseLevel): NoiseLevel {
  const sameTime = levelAt(process, level.t);
  const same = sameTime.alpha === level.alpha && sameTime.sigma === level.sigma;
  return same ? sameTime : levelAtHalfLogSnr(process, halfLogSnr(level));
}

/** What to multiply x_t of one process by, to get that of another at the same ratio. */
function rescaling(from: Marginal, to: Marginal): number {
  return from.sigma > from.alpha ? to.sigma / from.sigma : to.alpha / from.alpha;
}

/**
 * Makes a denoiser of a network that predicts noise, x0, v, velocity or score.
 *
 * The sampler may walk another process than the network was trained on: only the signal-to-noise
 * ratio counts, so x_t is rescaled and the network is told its own time of that ratio. A v-network
 * of the cosine process, sampled along EDM's, is told t = 2·atan(σ)/π and given x/√(σ² + 1).
 *
 * @throws TutorialError `prediction.unknown`, `prediction.singular`, `diffusion.snr`
 *
 * Source: Karras et al. 2022, §2: how to sample does not depend on how the network was trained.
 *
 * @example
 * const network: Network = (xt, t) => xt.mul(-t); // yours, trained to predict v
 * const denoise = networkDenoiser(network, { predicts: "v", process: cosine() });
 */
export function networkDenoiser(network: Network, { predicts, process }: TrainedAs): Denoiser {
  return (xt, level) => {
    const own = matching(process, level);
    const scale = rescaling(level, own);
    const input = scale === 1 ? xt : tf.mul(xt, scale);
    const output = network(input, own.t);
    return convertPrediction(output, input, { from: predicts, to: "x0", process, t: own.t });
  };
}

/**
 * Makes a denoiser of a score: Tweedie's formula, x_0 = (x_t + σ²·∇ log p_t)/α.
 *
 * @throws TutorialError `prediction.singular` where α = 0 and the score says nothing of x_0
 *
 * Source: Robbins 1956; Efron 2011, "Tweedie's Formula and Selection Bias".
 *
 * @example
 * const process = variancePreserving();
 * const denoise = scoreDenoiser((xt) => xt.neg(), process);
 */
export function scoreDenoiser(score: Score, process: ForwardProcess): Denoiser {
  return networkDenoiser(score, { predicts: "score", process });
}

/**
 * The score that a denoiser implies, ∇ log p_t = (α·x_0 − x_t)/σ².
 *
 * @example
 * const { sigma } = cosine().marginal(0.5);
 * const score = scoreOf(seededNoise([4, 2], 1), tf.zeros([4, 2]), levelAt(cosine(), 0.5));
 */
export function scoreOf(xt: Tensor, x0: Tensor, { alpha, sigma }: Marginal): Tensor {
  return tf.tidy(() => x0.mul(alpha / sigma ** 2).sub(xt.mul(1 / sigma ** 2)));
}
