/** A constant in the eyes of the gradient. */
import { tf } from "./tf";
import type { Tensor } from "./tf";

/**
 * Computes something through which no gradient flows: the "stop gradient" of papers.
 *
 * @example
 * const slope = tf.grad((x) => x.mul(withoutGradient(() => x.square())).sum())(tf.scalar(3)); // 9, not 27
 */
export function withoutGradient<T extends Tensor>(body: () => T): T {
  // What an operation of one's own does inside is not recorded; this one has no inputs to differentiate by.
  return tf.customGrad(() => ({ value: body(), gradFunc: () => [] }))();
}
