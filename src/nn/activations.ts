/** What stands between the linear layers. */
import { ownGradient } from "../tensor/ownGradient";
import { tf } from "../tensor/tf";
import type { Tensor } from "../tensor/tf";

/** x·σ(x), also called swish. Source: Hendrycks & Gimpel 2016; Ramachandran et al. 2017. */
export function silu<T extends Tensor>(x: T): T {
  return ownGradient([x], (input) => {
    const s = tf.sigmoid(input);
    const y = tf.mul<T>(input, s);
    return {
      value: y,
      keep: [s, y],
      // dy/dx = σ + y − σ·y: fewer passes over the widest tensors of a network than the chain rule takes.
      gradient: (g, [a, b]) => [tf.mul(g, a.add(b).sub(a.mul(b)))],
    };
  });
}

/** ½·x·(1 + tanh(√(2/π)·(x + 0.044715·x³))). Source: Hendrycks & Gimpel 2016. */
export function gelu<T extends Tensor>(x: T): T {
  const inner = tf.mul(
    tf.add(x, tf.mul(0.044715, tf.mul(x, tf.square(x)))),
    Math.sqrt(2 / Math.PI),
  );
  return tf.mul(tf.mul(x, 0.5), tf.add(tf.tanh(inner), 1));
}

/** x·Φ(x) with the normal distribution Φ itself, of which {@link gelu} is an approximation. Source: Hendrycks & Gimpel 2016. */
export function exactGelu<T extends Tensor>(x: T): T {
  return tf.mul(tf.mul(x, 0.5), tf.add(tf.erf(tf.mul(x, Math.SQRT1_2)), 1));
}

/** All activations by name; `linear` is none. */
export const activations = {
  linear: <T extends Tensor>(x: T): T => x,
  relu: <T extends Tensor>(x: T): T => tf.relu(x),
  leakyRelu: <T extends Tensor>(x: T): T => tf.leakyRelu(x, 0.2),
  tanh: <T extends Tensor>(x: T): T => tf.tanh(x),
  sigmoid: <T extends Tensor>(x: T): T => tf.sigmoid(x),
  silu,
  gelu,
  exactGelu,
} as const;

export type Activation = keyof typeof activations;
