/** The average of the weights over the last steps, which samples better than the last of them. */
import { tf } from "../tensor/tf";
import type { Tensor1D } from "../tensor/tf";

/**
 * The share of the old average that is kept at a step: min(ema, (1 + n)/(10 + n)).
 *
 * Early on it is less than asked, or the average would long remember the random beginning.
 *
 * @param n steps done before
 *
 * Source: TensorFlow's ExponentialMovingAverage; k-diffusion.
 *
 * @example
 * const early = emaDecayAt(0, 0.999); // 0.1
 */
export function emaDecayAt(n: number, ema: number): number {
  return Math.min(ema, (1 + n) / (10 + n));
}

/**
 * average ← decay·average + (1 − decay)·weights, as a new vector.
 *
 * @param average [P]
 * @param weights [P]
 * @internal
 */
export function emaStep(average: Tensor1D, weights: Tensor1D, decay: number): Tensor1D {
  return tf.tidy(() => average.add(weights.sub(average).mul(1 - decay)));
}
