/** CLAP's side of the words: what a text backbone says of a text, as a direction among sounds. */
import { silu } from "../../nn/activations";
import { dense } from "../../nn/dense";
import { dropout } from "../../nn/dropout";
import type { Parameters } from "../../nn/parameters";
import type { Random } from "../../tensor/random";
import { tf } from "../../tensor/tf";
import type { Tensor2D, Tensor3D } from "../../tensor/tf";
import type { TextEmbedding } from "../textEmbedding";
import { attentionPooling } from "./attentionPooling";

/** Numbers in an embedding of CLAP, of texts and of sounds alike. */
export const clapSize = 128;

const heads = 8;
/** Much of a sentence's vector is how it is put, which must not be learned by heart: other sentences will come. */
const dropped = 0.2;

/**
 * Each token by itself: dropout, a linear layer, SiLU. What is read of a text is made of these, and a network that
 * hears words one by one may listen to them, too.
 *
 * @param tokens of a frozen backbone, of any width
 * @param random for the dropout of training; none without
 * @returns [B, L, 128]
 *
 * @example
 * const words = clapWords(new Parameters(7), tf.ones([3, 9, 512])); // [3, 9, 128]
 */
export function clapWords(parameters: Parameters, tokens: Tensor3D, random?: Random): Tensor3D {
  return tf.tidy(() => {
    const kept = random ? dropout(tokens, dropped, random) : tokens;
    return silu(dense(parameters, "text.tokens", kept, clapSize));
  });
}

/**
 * Text → features: each token through a layer, then {@link attentionPooling} over those that say something; beside
 * it the vector of the whole text, which alone does not keep "slow" and "fast" apart; both together become 128 numbers.
 *
 * @param text of a frozen backbone, of any widths
 * @param random for the dropout of training; none without
 * @returns [B, 128], of any length: {@link unitLength} makes it an embedding
 *
 * @example
 * const parameters = new Parameters(7);
 * const text = { global: tf.ones<tf.Rank.R2>([3, 512]), tokens: tf.ones<tf.Rank.R3>([3, 9, 512]), mask: tf.ones<tf.Rank.R2>([3, 9]) };
 * const features = clapTextTower(parameters, text); // [3, 128]
 */
export function clapTextTower(
  parameters: Parameters,
  { global, tokens, mask }: TextEmbedding,
  random?: Random,
): Tensor2D {
  const drop = (x: Tensor2D): Tensor2D => (random ? dropout(x, dropped, random) : x);
  return tf.tidy(() => {
    const words = clapWords(parameters, tokens, random); //                                [B, L, 128]
    const said = silu(attentionPooling(parameters, "text.pool", words, { mask, heads })); // [B, 128]
    const whole = silu(dense(parameters, "text.global", drop(global), clapSize));
    const both = drop(tf.concat([said, whole], 1)); //                                     [B, 256]
    return dense(parameters, "text.out", both, clapSize);
  });
}
