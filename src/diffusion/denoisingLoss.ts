/** Denoising score matching: learn to say of noised data what was data and what noise. */
import { tf } from "../tensor/tf";
import type { Tensor, Tensor1D } from "../tensor/tf";
import type { DiffusionTime } from "../units";
import { lossWeight } from "./lossWeighting";
import type { LossWeightOptions } from "./lossWeighting";
import { scaleByTime } from "./time";
import type { Time } from "./time";
import { targetRows } from "./trainingTarget";

/** A network that may be asked at one time for a whole batch, or at one for each item. [B, …] → [B, …] */
export type TimedNetwork = (xt: Tensor, t: Time) => Tensor;

/** What is predicted, and a draw of times and noise. */
export interface DenoisingLossOptions extends LossWeightOptions {
  /** B times. */
  readonly times: readonly DiffusionTime[];
  /** ε ~ N(0, I), of the data's shape. */
  readonly noise: Tensor;
}

/** The loss of a batch and what it is made of. */
export interface DenoisingLoss {
  /** Mean of weight·error, to be made small. */
  readonly loss: tf.Scalar;
  /** Mean squared error of each item's prediction, unweighted, [B]. */
  readonly errors: Tensor1D;
  /** Weight of each item, B numbers. */
  readonly weights: readonly number[];
}

/** What a network is asked, and what it should say. (A type, for `tf.tidy`.) */
export type DenoisingQuestion = {
  /** [B, …] */
  readonly xt: Tensor;
  /** c(t)·x_0 + d(t)·ε, [B, …] */
  readonly target: Tensor;
  /** Of each item's error, [B]. */
  readonly weights: Tensor1D;
};

/**
 * The question that {@link denoisingLoss} asks: all of it that no weight of the network has a part in.
 *
 * @param x0 clean data, [B, …]
 * @throws TutorialError `diffusion.shape`, `loss.weighting`, `loss.weight`
 *
 * @example
 * const [x0, noise] = [seededNoise([4, 2], 1), seededNoise([4, 2], 2)];
 * const options = { target: "noise", process: cosine(), times: [0.2, 0.4, 0.6, 0.8], noise } as const;
 * const { xt, target } = denoisingQuestion(x0, options); // target: the noise
 */
export function denoisingQuestion(x0: Tensor, options: DenoisingLossOptions): DenoisingQuestion {
  const { times, noise, process } = options;
  const weights = times.map((t) => lossWeight(t, options));
  return tf.tidy(() => {
    const ofData = scaleByTime(x0, times, (t) => targetRows(options, t).c);
    const ofNoise = scaleByTime(noise, times, (t) => targetRows(options, t).d);
    const xt = process.perturb(x0, times, noise);
    return { xt, target: ofData.add(ofNoise), weights: tf.tensor1d(weights) };
  });
}

/**
 * How wrong an answer is: mean of weight·‖answer − target‖²/D over the items.
 *
 * @param answer [B, …]
 * @returns the loss, and the squared error of each item, unweighted, [B]
 */
export function answerLoss(
  answer: Tensor,
  { target, weights }: Omit<DenoisingQuestion, "xt">,
): Pick<DenoisingLoss, "loss" | "errors"> {
  return tf.tidy(() => {
    const squared = answer.sub(target).square();
    const errors = squared.reshape([weights.size, -1]).mean<Tensor1D>(1);
    return { loss: errors.mul(weights).mean().asScalar(), errors };
  });
}

/**
 * The loss of a network that says of x_t = α·x_0 + σ·ε what x_0, ε or a mix of them is.
 *
 * L = mean over the batch of w(t)·‖F(x_t, t) − (c(t)·x_0 + d(t)·ε)‖²/D. Its minimum is the mean of
 * the target given x_t, from which the score of p_t follows: no density is ever needed.
 *
 * @param x0 clean data, [B, …]
 * @throws TutorialError `diffusion.shape`, `loss.weighting`, `loss.weight`
 *
 * Source: Vincent 2011, eq. 17; Song et al. 2021, eq. 7.
 *
 * @example
 * const x0 = seededNoise([4, 2], 1);
 * const noise = seededNoise([4, 2], 2);
 * const options = { target: "noise", process: cosine(), times: [0.2, 0.4, 0.6, 0.8], noise } as const;
 * const { loss } = denoisingLoss((xt) => tf.zerosLike(xt), x0, options); // about 1
 */
export function denoisingLoss(
  network: TimedNetwork,
  x0: Tensor,
  options: DenoisingLossOptions,
): DenoisingLoss {
  const { times } = options;
  const { loss, errors } = tf.tidy(() => {
    const question = denoisingQuestion(x0, options);
    return answerLoss(network(question.xt, times), question);
  });
  return { loss, errors, weights: times.map((t) => lossWeight(t, options)) };
}
