/** Dropout: no answer may hang on any one number. */
import type { Random } from "../tensor/random";
import { tf } from "../tensor/tf";
import type { Tensor } from "../tensor/tf";

/**
 * Sets a share of the numbers to 0 and makes the others 1/(1 − share) times as large, so that their sum is expected
 * to stay. For training only.
 *
 * @param x any shape
 * @param share from 0 to below 1
 * @returns of the same shape
 *
 * Source: Srivastava et al. 2014, "Dropout".
 *
 * @example
 * const y = dropout(tf.ones([4, 64]), 0.25, new Random(7)); // a quarter 0, the others 4/3
 */
export function dropout<T extends Tensor>(x: T, share: number, random: Random): T {
  return tf.tidy(() => {
    const kept = Float32Array.from({ length: x.size }, () =>
      random.uniform() < share ? 0 : 1 / (1 - share),
    );
    return x.mul<T>(tf.tensor(kept, x.shape));
  });
}
