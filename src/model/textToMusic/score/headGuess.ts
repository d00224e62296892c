/** Which tempo and which key a text lets one expect: drawn first, so that all that follows can be in time and in tune. */
import { dense } from "../../../nn/dense";
import { mlp } from "../../../nn/mlp";
import type { Parameters } from "../../../nn/parameters";
import type { TextEmbedding } from "../../../conditioning/textEmbedding";
import { tf } from "../../../tensor/tf";
import type { Tensor1D, Tensor2D } from "../../../tensor/tf";
import { keyCount, tempoSteps } from "./head";

/** Unnormalised log-probabilities. (A type, for `tf.tidy`.) */
export type HeadLogits = {
  /** Of each step of tempo, [B, 81]. */
  readonly tempo: Tensor2D;
  /** Of each key, [B, 48]. */
  readonly key: Tensor2D;
};

const width = 128;

/**
 * What a text says of tempo and key: its global vector and the mean of its tokens through a layer, and a linear one for
 * each question. Music is then p(tempo, key | text)·p(notes, sound | tempo, key, text).
 *
 * @param gone [B], 1 for a text that is taken away
 */
export function headLogits(
  parameters: Parameters,
  { global, tokens, mask }: TextEmbedding,
  gone: Tensor1D,
): HeadLogits {
  return tf.tidy(() => {
    const weights = mask.div(mask.sum(1, true).maximum(1)).expandDims<tf.Tensor3D>(2);
    const mean = tokens.mul(weights).sum<Tensor2D>(1);
    const kept = gone.mul(-1).add(1).expandDims<Tensor2D>(1);
    const heard = tf.concat2d([global, mean], 1).mul<Tensor2D>(kept);
    const h = mlp(parameters, "head.text", heard, { sizes: [width, width] });
    const read = h.mul<Tensor2D>(h.sigmoid());
    return {
      tempo: dense(parameters, "head.tempo", read, tempoSteps.count),
      key: dense(parameters, "head.key", read, keyCount),
    };
  });
}

/** Cross-entropy of what is true, the mean over both questions. */
export function headLoss(
  { tempo, key }: HeadLogits,
  truth: { readonly tempos: Tensor2D; readonly keys: Tensor2D },
): tf.Scalar {
  return tf.tidy(() => {
    const entropy = (logits: Tensor2D, right: Tensor2D): tf.Scalar =>
      tf.logSoftmax(logits).mul(right).sum(1).mean().neg().asScalar();
    return entropy(tempo, truth.tempos).add<tf.Scalar>(entropy(key, truth.keys)).mul(0.5);
  });
}
