/** A block of the T5 encoder: tokens listen to each other, then each thinks for itself. */
import { activations } from "../../nn/activations";
import { fromHeads, toHeads } from "../../nn/attention";
import { tf } from "../../tensor/tf";
import type { Tensor2D, Tensor3D, Tensor4D } from "../../tensor/tf";
import type { T5Config } from "./config";
import { rmsNorm } from "./rmsNorm";
import type { T5BlockWeights } from "./weights";

/** x·Wᵀ on the last axis, with W [out, in]. */
function linear(x: Tensor3D, weight: Tensor2D): Tensor3D {
  const [batch, length, width] = x.shape;
  return tf
    .matMul(x.reshape<Tensor2D>([batch * length, width]), weight, false, true)
    .reshape<Tensor3D>([batch, length, weight.shape[0]]);
}

/** softmax(q·kᵀ + bias)·v: the scores are not divided by √(D/H), T5's first weights make up for it. */
function attention(x: Tensor3D, weights: T5BlockWeights, bias: Tensor4D, headSize: number) {
  const heads = (weight: Tensor2D): Tensor4D => toHeads(linear(x, weight), headSize);
  const scores = tf.matMul<Tensor4D>(heads(weights.query), heads(weights.key), false, true); // [B, H, L, L]
  const mixed = tf.matMul<Tensor4D>(tf.softmax(scores.add<Tensor4D>(bias)), heads(weights.value)); // [B, H, L, D/H]
  return linear(fromHeads(mixed), weights.out); // [B, L, D]
}

/** W_o·f(W_i·x), or, with a gate, W_o·(f(W_0·x) ⊙ W_1·x). */
function feedForward(x: Tensor3D, { widen, gate, narrow }: T5BlockWeights, config: T5Config) {
  const activate = activations[config.activation];
  const wide = linear(x, widen); // [B, L, inner]
  const inner = gate ? activate(linear(x, gate)).mul<Tensor3D>(wide) : activate(wide);
  return linear(inner, narrow); // [B, L, D]
}

/**
 * x + attention(norm(x)), and of that once more x + feedForward(norm(x)).
 *
 * @param x [B, L, D]
 * @param bias of distances and hidden padding, [B or 1, H, L, L]
 * @returns [B, L, D]
 *
 * Source: Raffel et al. 2020, §2.1.
 *
 * @internal
 */
export function t5Block(
  weights: T5BlockWeights,
  x: Tensor3D,
  bias: Tensor4D,
  config: T5Config,
): Tensor3D {
  return tf.tidy(() => {
    const heard = rmsNorm(x, weights.attentionNorm, config.epsilon);
    const mixed = x.add<Tensor3D>(attention(heard, weights, bias, config.headSize));
    const thought = rmsNorm(mixed, weights.feedForwardNorm, config.epsilon);
    return mixed.add<Tensor3D>(feedForward(thought, weights, config));
  });
}
