/** Periodic activation: for signals that swing. */
import { tf } from "../tensor/tf";
import type { Tensor } from "../tensor/tf";
import { ones, zeros } from "./initializers";
import type { Parameters } from "./parameters";

/** Which of the two published forms. */
export interface SnakeOptions {
  /**
   * `"alpha"` unless given: one number per channel for speed and size of the swing.
   * `"logAlphaBeta"`: one for each, kept as logarithms, as in Stable Audio's autoencoder.
   */
  readonly form?: "alpha" | "logAlphaBeta";
}

/** Keeps the division finite where a learned size reaches 0; the published models use the same. */
const tiny = 1e-9;

/**
 * The snake activation, which adds a swing to the identity, learned per channel.
 *
 * y = x + sin²(α·x)/α with `NAME.alpha` [C]; or y = x + sin²(e^a·x)/e^b with `NAME.alpha`, `NAME.beta` [C]
 *
 * @param x [..., C]
 * @returns [..., C]
 * @throws TutorialError `nn.parameter.shape`
 *
 * Source: Ziyin et al. 2020, "Neural Networks Fail to Learn Periodic Functions", eq. 3.
 *
 * @example
 * const parameters = new Parameters(7);
 * const y = snake(parameters, "snake1", tf.ones([2, 64, 8])); // [2, 64, 8]
 */
export function snake<T extends Tensor>(
  parameters: Parameters,
  name: string,
  x: T,
  { form = "alpha" }: SnakeOptions = {},
): T {
  const size = [x.shape.at(-1)!] as [number];
  if (form === "alpha") {
    const alpha = parameters.get(`${name}.alpha`, size, ones);
    return swing(x, alpha, alpha);
  }
  const alpha = parameters.get(`${name}.alpha`, size, zeros);
  const beta = parameters.get(`${name}.beta`, size, zeros);
  return tf.tidy(() => swing(x, tf.exp(alpha), tf.exp(beta)));
}

function swing<T extends Tensor>(x: T, speed: Tensor, damping: Tensor): T {
  return tf.tidy(() => {
    const wave = tf.sin(tf.mul(x, speed)).square();
    return tf.add<T>(x, wave.mul(tf.reciprocal(damping.add(tiny))));
  });
}
