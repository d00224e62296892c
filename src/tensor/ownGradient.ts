/** An operation with a gradient of its own: one formula, where the chain rule would take many steps. */
import { tf } from "./tf";
import type { Tensor } from "./tf";

/** What an operation computes, and how it is differentiated. */
export interface OwnGradient<O extends Tensor> {
  readonly value: O;
  /** What the gradient will need; it is kept until then. */
  readonly keep: Tensor[];
  /** Of the gradient with respect to the value, and of what was kept: that with respect to each of the inputs. */
  readonly gradient: (g: O, kept: Tensor[]) => Tensor[];
}

/**
 * Computes something whose gradient is given by hand.
 *
 * @param inputs with respect to which there is a gradient
 * @param operation of these inputs; nothing that it does inside is recorded
 *
 * @example
 * const cube = (x: Tensor) =>
 *   ownGradient([x], (y) => ({
 *     value: y.pow(3),
 *     keep: [y],
 *     gradient: (g, [kept]) => [g.mul(kept.square()).mul(3)],
 *   }));
 * const slope = tf.grad(cube)(tf.scalar(2)); // 12
 */
export function ownGradient<I extends readonly Tensor[], O extends Tensor>(
  inputs: readonly [...I],
  operation: (...inputs: I) => OwnGradient<O>,
): O {
  const recorded = tf.customGrad<O>((...given) => {
    const save = given.at(-1) as unknown as tf.GradSaveFunc;
    const { value, keep, gradient } = operation(...(given.slice(0, -1) as unknown as I));
    save(keep);
    return { value, gradFunc: gradient };
  });
  return tf.tidy(() => recorded(...inputs));
}
