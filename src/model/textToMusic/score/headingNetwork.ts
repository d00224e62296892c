/** Reads a text for what it says of tempo and key, and of nothing else. */
import type { TextEmbedding } from "../../../conditioning/textEmbedding";
import { silu } from "../../../nn/activations";
import { dense } from "../../../nn/dense";
import { dropout } from "../../../nn/dropout";
import type { Parameters } from "../../../nn/parameters";
import type { Random } from "../../../tensor/random";
import { tf } from "../../../tensor/tf";
import type { Tensor2D, Tensor3D } from "../../../tensor/tf";
import { keyCount, tempoSteps } from "./head";

/** Unnormalised log-probabilities. (A type, for `tf.tidy`.) */
export type HeadLogits = {
  /** Of each step of tempo, [B, 81]. */
  readonly tempo: Tensor2D;
  /** Of each key, [B, 48]. */
  readonly key: Tensor2D;
};

const width = 48;
const listeners = 4;
const answerWidth = 128;
/** Of training: how many tokens are not heard, and how much each number is blurred. */
const blur = { unheard: 0.2, noise: 0.3 } as const;

/** In training nothing may hang on one token or one number, or words that no caption has lead astray. */
function blurred({ tokens, mask }: Pick<TextEmbedding, "tokens" | "mask">, random: Random) {
  const noise = tf.tensor3d(random.normals(tokens.size), tokens.shape).mul(blur.noise).add(1);
  const kept = dropout(mask, blur.unheard, random).sign<Tensor2D>();
  const anyKept = kept.sum(1, true).greater(0).tile([1, mask.shape[1]]);
  return { tokens: tokens.mul<Tensor3D>(noise), mask: tf.where(anyKept, kept, mask) };
}

/**
 * What a text lets one expect: four listeners each weigh its tokens, softmax over those that are there, and what they
 * hear goes through a layer. The text as a whole is not asked: most of it is about other things.
 *
 * @param random for training; none without
 *
 * @example
 * const text = { tokens: seededNoise<tf.Rank.R3>([1, 5, 128], 1), mask: tf.ones<tf.Rank.R2>([1, 5]) };
 * const { tempo, key } = headLogits(new Parameters(7), text); // [1, 81], [1, 48]
 */
export function headLogits(
  parameters: Parameters,
  text: Pick<TextEmbedding, "tokens" | "mask">,
  random?: Random,
): HeadLogits {
  return tf.tidy(() => {
    const { tokens, mask } = random ? blurred(text, random) : text;
    const heard = silu(dense(parameters, "tokens", tokens, width)); // [B, L, 48]
    const hidden = mask.expandDims<Tensor3D>(2).sub(1).mul(1e9);
    const asked = dense(parameters, "listeners", heard, listeners).add<Tensor3D>(hidden);
    const weights = tf.softmax(asked.transpose<Tensor3D>([0, 2, 1])); // [B, 4, L]
    const all = tf.matMul(weights, heard).reshape<Tensor2D>([-1, listeners * width]);
    const read = silu(dense(parameters, "read", all, answerWidth));
    return {
      tempo: dense(parameters, "tempo", read, tempoSteps.count),
      key: dense(parameters, "key", read, keyCount),
    };
  });
}
