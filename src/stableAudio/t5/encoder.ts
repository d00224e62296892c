/** The T5 encoder: what stands in a text, a vector for each of its tokens. */
import { TutorialError } from "../../error";
import { hiddenKeys } from "../../nn/attention";
import type { PublishedArrays } from "../../representation/vocoder/publishedWeights";
import { tf } from "../../tensor/tf";
import type { Tensor2D, Tensor3D, Tensor4D } from "../../tensor/tf";
import { t5Block } from "./block";
import type { T5Config } from "./config";
import { relativeBias } from "./relativeBias";
import { rmsNorm } from "./rmsNorm";
import { t5Weights } from "./weights";

/** B rows of L numbers. */
type Rows = readonly (readonly number[])[];

/** Is shown what goes into each block, [B, L, D]. The tensor lives only during the call. */
export type T5Observer = (hidden: Tensor3D, block: number) => void;

/** See {@link t5Encoder}. */
export interface T5Encoder {
  readonly config: T5Config;
  /**
   * A vector for each token.
   *
   * @param ids [B, L], as {@link T5Tokenizer} gives them
   * @param mask [B, L], 1 for a token and 0 for padding, which no token listens to; all are tokens unless given
   * @returns [B, L, D]; at padding too, where it says nothing
   * @throws TutorialError `stableAudio.t5.tokens`
   */
  readonly encode: (ids: Rows, mask?: Rows, observe?: T5Observer) => Tensor3D;
  /** What the distances of L tokens add to their scores, [1, H, L, L]. */
  readonly positionBias: (length: number) => Tensor4D;
  /** Releases the weights. */
  readonly dispose: () => void;
}

function wrong(expected: string, got: string): TutorialError {
  return new TutorialError({
    code: "stableAudio.t5.tokens",
    where: "T5Encoder.encode",
    expected,
    got,
    fix: "pass what tokenizer.batch(texts, maxLength) gives, of the tokenizer this encoder was trained with",
  });
}

function checkRows(rows: Rows, name: string, shape: readonly [number, number]): void {
  const lengths = rows.map((row) => row.length);
  if (rows.length === shape[0] && lengths.every((one) => one === shape[1] && one > 0)) return;
  throw wrong(`${name} of ${shape.join(" × ")}`, `rows of ${lengths.join(", ") || "nothing"}`);
}

function checkTokens(ids: Rows, mask: Rows, vocabulary: number): void {
  if (ids.length === 0 || ids[0].length === 0) throw wrong("at least one token", "none");
  const shape = [ids.length, ids[0].length] as const;
  checkRows(ids, "ids", shape);
  checkRows(mask, "a mask", shape);
  const alien = ids.flat().find((id) => !(Number.isInteger(id) && id >= 0 && id < vocabulary));
  if (alien !== undefined) throw wrong(`ids from 0 to ${vocabulary - 1}`, String(alien));
  const bent = mask.flat().find((one) => one !== 0 && one !== 1);
  if (bent !== undefined) throw wrong("a mask of ones and zeros", String(bent));
}

/**
 * A T5 encoder with published weights.
 *
 * The tokens' vectors go through blocks of self-attention, in which a token knows how far away the others stand but not
 * where it stands itself, and of feed-forward layers. The last normalisation gives what a music model listens to.
 *
 * Names and layouts are Hugging Face's (`encoder.block.0.layer.0.SelfAttention.q.weight`, [out, in]). Each weight must
 * be there, and no other; those of a decoder are passed over.
 *
 * @param arrays `decodeSafetensors(bytes).tensors` of the text encoder's model.safetensors
 * @throws TutorialError `stableAudio.t5.weights`; then nothing is kept
 *
 * Source: Raffel et al. 2020, "Exploring the Limits of Transfer Learning with a Unified Text-to-Text Transformer".
 *
 * @example
 * const { tensors } = decodeSafetensors(new Parameters(7).toSafetensors()); // of a real file
 * try {
 *   const encoder = t5Encoder(tensors, t5BaseConfig);
 *   const embedded = encoder.encode([[3, 4, 5, 1]]); // [1, 4, 768]
 *   encoder.dispose();
 * } catch (error) {
 *   console.log(String(error)); // names the first weight that is missing
 * }
 */
export function t5Encoder(arrays: PublishedArrays, config: T5Config): T5Encoder {
  const weights = t5Weights(arrays, config);
  const positionBias = (length: number): Tensor4D =>
    relativeBias(weights.distances, length, config);
  return {
    config,
    positionBias,
    dispose: weights.dispose,
    encode: (ids, mask = ids.map((row) => row.map(() => 1)), observe) => {
      checkTokens(ids, mask, config.vocabulary);
      const [batch, length] = [ids.length, ids[0].length];
      return tf.tidy(() => {
        const hidden = hiddenKeys(tf.tensor2d(mask.flat(), [batch, length])); // [B, 1, 1, L]
        const bias = positionBias(length).add<Tensor4D>(hidden); // [B, H, L, L]
        const rows = tf.gather<Tensor2D>(weights.table, tf.tensor1d(ids.flat(), "int32"));
        let x = rows.reshape<Tensor3D>([batch, length, config.width]);
        for (const [index, block] of weights.blocks.entries()) {
          observe?.(x, index);
          const next = t5Block(block, x, bias, config);
          x.dispose(); // so that only one block's numbers are alive at a time
          x = next;
        }
        return rmsNorm(x, weights.finalNorm, config.epsilon);
      });
    },
  };
}
