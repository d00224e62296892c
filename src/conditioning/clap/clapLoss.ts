/** The contrastive loss of CLAP: each sound picks its text among those of the batch, each text its sound. */
import { TutorialError } from "../../error";
import { tf } from "../../tensor/tf";
import type { Tensor, Tensor2D } from "../../tensor/tf";
import { unitLength } from "./unitLength";

/** Features of pairs as the towers give them, of any length: row i of both belongs together. */
export interface ClapPairs {
  /** [B, D] */
  readonly audio: Tensor2D;
  /** [B, D] */
  readonly text: Tensor2D;
  /** ln of the scale by which cosines become logits, one number; CLIP begins at ln(1/0.07) and learns it. */
  readonly logScale: Tensor;
}

/** What else {@link clapLoss} may know. */
export interface ClapLossOptions {
  /**
   * Which texts are true of which sounds, [B, B] of 0 and 1 (sounds down, texts across): where a text is true of several,
   * each of them is right, in equal shares. Without it, only that of the same row.
   */
  readonly matches?: Tensor2D;
}

/**
 * How well each sound goes with each text: exp(logScale)·A·Tᵀ, A and T of length 1.
 *
 * @returns [B, B], sounds down, texts across
 * @throws TutorialError `clap.pairs`
 *
 * @example
 * const [audio, text] = [1, 2].map((seed) => seededNoise<tf.Rank.R2>([8, 128], seed));
 * const logits = clapLogits({ audio, text, logScale: tf.scalar(0) }); // [8, 8] of cosines
 */
export function clapLogits({ audio, text, logScale }: ClapPairs): Tensor2D {
  checkPairs(audio, text);
  return tf.tidy(() => {
    const cosines = tf.matMul(unitLength(audio), unitLength(text), false, true);
    return cosines.mul<Tensor2D>(logScale.reshape([]).exp());
  });
}

/** Mean over rows of −Σ share·ln softmax(logits); the logarithm is taken before it can overflow. */
function crossEntropy(logits: Tensor2D, right: Tensor2D): tf.Scalar {
  const shares = right.div<Tensor2D>(right.sum(1, true));
  return tf.logSoftmax(logits).mul(shares).sum().div<tf.Scalar>(-logits.shape[0]);
}

/**
 * The symmetric contrastive loss, half of the cross-entropy along the rows and half of that along the columns:
 *
 * ½·mean_i(−ln softmax_j(s·aᵢ·tⱼ)[i]) + ½·mean_j(−ln softmax_i(s·aᵢ·tⱼ)[j]), s = exp(logScale)
 *
 * For B unrelated pairs it is ln B. Differentiable on every backend.
 *
 * @throws TutorialError `clap.pairs`
 *
 * Source: Radford et al. 2021 (CLIP), Figure 3; Wu et al. 2023 (LAION-CLAP), eq. 1. With `matches`: Khosla et al. 2020,
 * "Supervised Contrastive Learning", eq. 2, between two kinds of things.
 *
 * @example
 * const [audio, text] = [1, 2].map((seed) => seededNoise<tf.Rank.R2>([8, 128], seed));
 * const loss = clapLoss({ audio, text, logScale: tf.scalar(Math.log(1 / 0.07)) });
 */
export function clapLoss(pairs: ClapPairs, { matches }: ClapLossOptions = {}): tf.Scalar {
  return tf.tidy(() => {
    const logits = clapLogits(pairs);
    const right = matches ?? tf.eye(logits.shape[0]);
    const bySound = crossEntropy(logits, right);
    const byText = crossEntropy(logits.transpose(), right.transpose());
    return bySound.add(byText).mul<tf.Scalar>(0.5);
  });
}

/** Features of pairs, and what a small network on top of each tower makes of them. */
export interface ClapPairsWithHeads {
  readonly audio: Tensor2D;
  readonly text: Tensor2D;
  /** The audio features through the audio head, [B, D]. */
  readonly audioHead: Tensor2D;
  /** The text features through the text head, [B, D]. */
  readonly textHead: Tensor2D;
  /** Of audio against the text head. */
  readonly logScale: Tensor;
  /** Of the audio head against text. */
  readonly textLogScale: Tensor;
}

/**
 * LAION's variant with a head on each tower: sounds against headed texts and headed sounds against texts, the mean of
 * the four cross-entropies.
 *
 * Each tower keeps features of its own, and the heads translate.
 *
 * @throws TutorialError `clap.pairs`
 *
 * Source: LAION-CLAP, `ClipLoss` with `mlp_loss`.
 *
 * @example
 * const [audio, text, audioHead, textHead] = [1, 2, 3, 4].map((seed) => seededNoise<tf.Rank.R2>([8, 16], seed));
 * const logScale = tf.scalar(2);
 * const loss = clapLossWithHeads({ audio, text, audioHead, textHead, logScale, textLogScale: logScale });
 */
export function clapLossWithHeads(pairs: ClapPairsWithHeads): tf.Scalar {
  const { audio, text, audioHead, textHead, logScale, textLogScale } = pairs;
  return tf.tidy(() => {
    const bySound = clapLoss({ audio, text: textHead, logScale });
    const byText = clapLoss({ audio: audioHead, text, logScale: textLogScale });
    return bySound.add(byText).mul<tf.Scalar>(0.5);
  });
}

function checkPairs(audio: Tensor2D, text: Tensor2D): void {
  const [a, b] = [audio.shape.join(", "), text.shape.join(", ")];
  if (audio.rank === 2 && a === b) return;
  throw new TutorialError({
    code: "clap.pairs",
    where: "clapLogits",
    expected: "features of as many sounds as texts, equally wide, both [B, D]",
    got: `audio [${a}] and text [${b}]`,
    fix: "give each sound its text, and end both towers with the same width",
  });
}
