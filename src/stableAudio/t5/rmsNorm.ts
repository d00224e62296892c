/** T5's normalisation: by size alone. */
import { tf } from "../../tensor/tf";
import type { Tensor, Tensor1D } from "../../tensor/tf";

/**
 * Brings the last axis to a root mean square of 1, then scales it: y = x/√(mean(x²) + ε)·g.
 *
 * Unlike layer normalisation it takes no mean away and adds no shift.
 *
 * @param x [..., D]
 * @param gain g, [D]
 * @returns [..., D]
 *
 * Source: Zhang & Sennrich 2019, "Root Mean Square Layer Normalization", eq. 4.
 *
 * @example
 * const y = rmsNorm(tf.tensor2d([[3, 4]]), tf.tensor1d([1, 1])); // 0.849, 1.131
 */
export function rmsNorm<T extends Tensor>(x: T, gain: Tensor1D, epsilon = 1e-6): T {
  return tf.tidy(() => {
    const power = x.square().mean(-1, true).add(epsilon); // [..., 1]
    return x.mul(power.rsqrt()).mul<T>(gain);
  });
}
