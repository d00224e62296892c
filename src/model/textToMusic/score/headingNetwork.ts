/** Reads a text for what it says of tempo and key, and of nothing else. */
import { clapSize } from "../../../conditioning/clap/textTower";
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

/** A text's tokens and which of them are there. (A type, for `tf.tidy`.) */
type Words = Pick<TextEmbedding, "tokens" | "mask">;

const listeners = 4;
const answerWidth = 128;
/** Of training: how many tokens are not heard, how many of their numbers, and how much the others are blurred. */
const blur = { unheard: 0.2, dropped: 0.2, noise: 0.3 } as const;

/** In training nothing may hang on one token or one number, or words that no caption has lead astray. */
function blurred({ tokens, mask }: Words, random: Random): Words {
  const noise = tf.tensor3d(random.normals(tokens.size), tokens.shape).mul(blur.noise).add(1);
  const heard = dropout(tokens.mul<Tensor3D>(noise), blur.dropped, random);
  const kept = dropout(mask, blur.unheard, random).sign<Tensor2D>();
  const anyKept = kept.sum(1, true).greater(0).tile([1, mask.shape[1]]);
  return { tokens: heard, mask: tf.where(anyKept, kept, mask) };
}

interface ReaderOptions {
  /** Of what is kept of a token. */
  readonly width: number;
  /** Answers among which it chooses. */
  readonly answers: number;
  readonly random?: Random;
}

/** Four listeners each weigh the tokens, softmax over those that are there; what they hear goes through a layer. */
function reader(
  parameters: Parameters,
  name: string,
  words: Words,
  { width, answers, random }: ReaderOptions,
): Tensor2D {
  const { tokens, mask } = random ? blurred(words, random) : words;
  const heard = silu(dense(parameters, `${name}.tokens`, tokens, width)); // [B, L, width]
  const hidden = mask.expandDims<Tensor3D>(2).sub(1).mul(1e9);
  const asked = dense(parameters, `${name}.listeners`, heard, listeners).add<Tensor3D>(hidden);
  const weights = tf.softmax(asked.transpose<Tensor3D>([0, 2, 1])); // [B, 4, L]
  const all = tf.matMul(weights, heard).reshape<Tensor2D>([-1, listeners * width]);
  const read = silu(dense(parameters, `${name}.read`, all, answerWidth));
  return dense(parameters, name, read, answers);
}

/**
 * What a text lets one expect, by two readers: that of tempo is told what CLAP hears in each token, and that of key what
 * the sentence encoder says of it. The text as a whole is not asked: most of it is about other things.
 *
 * @param words tokens as {@link openHeadingBackbone} has them, [B, L, 128 + 512]
 * @param random for training; none without
 *
 * @example
 * const words = { tokens: seededNoise<tf.Rank.R3>([1, 5, 640], 1), mask: tf.ones<tf.Rank.R2>([1, 5]) };
 * const { tempo, key } = headLogits(new Parameters(7), words); // [1, 81], [1, 48]
 */
export function headLogits(
  parameters: Parameters,
  { tokens, mask }: Words,
  random?: Random,
): HeadLogits {
  return tf.tidy(() => {
    const [heard, said] = tf.split<Tensor3D>(tokens, [clapSize, tokens.shape[2] - clapSize], 2);
    const tempo = { width: 48, answers: tempoSteps.count, random };
    const key = { width: 128, answers: keyCount, random };
    return {
      tempo: reader(parameters, "tempo", { tokens: heard, mask }, tempo),
      key: reader(parameters, "key", { tokens: said, mask }, key),
    };
  });
}
