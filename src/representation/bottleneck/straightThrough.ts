/** A gradient for what has none: choosing the nearest. */
import { tf } from "../../tensor/tf";
import type { Tensor } from "../../tensor/tf";
import { withoutGradient } from "../../tensor/withoutGradient";

/**
 * Looks like `quantised` to what follows, and like `x` to the gradient.
 *
 * x + stopGradient(quantised − x)
 *
 * @returns a tensor of the shape of x
 *
 * Source: Bengio et al. 2013, "Estimating or propagating gradients through stochastic neurons"; van den Oord et al.
 * 2017, §3.2.
 *
 * @example
 * const slope = tf.grad((x) => straightThrough(x, x.round()).square().sum())(tf.scalar(1.4)); // 2·1
 */
export function straightThrough<T extends Tensor>(x: T, quantised: Tensor): T {
  return tf.tidy(() => x.add<T>(withoutGradient(() => quantised.sub(x))));
}
