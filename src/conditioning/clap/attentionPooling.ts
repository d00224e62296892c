/** Many vectors to one: a weighted mean whose weights are learned. */
import { dense } from "../../nn/dense";
import type { Parameters } from "../../nn/parameters";
import { tf } from "../../tensor/tf";
import type { Tensor2D, Tensor3D, Tensor4D } from "../../tensor/tf";

/** Which places count, and how many weighted means there are. */
export interface AttentionPoolingOptions {
  /** 1 where there is a token and 0 where there is none, [B, L]. A row of zeros is pooled to zeros. */
  readonly mask: Tensor2D;
  /** H, which divides the width D. */
  readonly heads: number;
}

/** What a place without a token gets instead of its score: e^−10000 is 0. */
const never = -1e4;

/**
 * Attention with one learned query a head: softmax over the tokens of x·q, by which x·V is averaged.
 *
 * Its weights are `NAME.scores` [D, H] and `NAME.values` [D, D].
 *
 * @param x [B, L, D]
 * @returns [B, D]: H means of D/H numbers each
 *
 * Source: Lee et al. 2019, "Set Transformer", §3.2, pooling by multi-head attention with a single seed.
 *
 * @example
 * const parameters = new Parameters(7);
 * const x = seededNoise<tf.Rank.R3>([2, 5, 64], 1);
 * const pooled = attentionPooling(parameters, "pool", x, { mask: tf.ones([2, 5]), heads: 4 }); // [2, 64]
 */
export function attentionPooling(
  parameters: Parameters,
  name: string,
  x: Tensor3D,
  { mask, heads }: AttentionPoolingOptions,
): Tensor2D {
  const [batch, length, width] = x.shape;
  return tf.tidy(() => {
    const absent = tf.sub(1, mask).mul(never).expandDims(2);
    // No bias: the same for all tokens, it would change no share.
    const asked = dense(parameters, `${name}.scores`, x, heads, { bias: false });
    const scores = asked.add<Tensor3D>(absent); //                                      [B, L, H]
    const weights = tf.softmax(scores.transpose([0, 2, 1])).mul(mask.expandDims(1)); // [B, H, L]
    const values = dense(parameters, `${name}.values`, x, width)
      .reshape<Tensor4D>([batch, length, heads, width / heads])
      .transpose<Tensor4D>([0, 2, 1, 3]); //                                            [B, H, L, D/H]
    return tf.matMul(weights.expandDims<Tensor4D>(2), values).reshape<Tensor2D>([batch, width]);
  });
}
