/** What stands between the linear layers. */
import { tf } from "../tensor/tf";
import type { Tensor } from "../tensor/tf";

/** x·σ(x), also called swish. Source: Hendrycks & Gimpel 2016; Ramachandran et al. 2017. */
export function silu<T extends Tensor>(x: T): T {
  return tf.mul(x, tf.sigmoid(x));
}

/** ½·x·(1 + tanh(√(2/π)·(x + 0.044715·x³))). Source: Hendrycks & Gimpel 2016. */
export function gelu<T extends Tensor>(x: T): T {
  const inner = tf.mul(tf.add(x, tf.mul(0.044715, tf.pow(x, 3))), Math.sqrt(2 / Math.PI));
  return tf.mul(tf.mul(x, 0.5), tf.add(tf.tanh(inner), 1));
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
} as const;

export type Activation = keyof typeof activations;
