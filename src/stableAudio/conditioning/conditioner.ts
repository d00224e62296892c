/** From a request to what Stable Audio Open hears: a row of vectors to listen to, and one vector for all frames. */
import { TutorialError } from "../../error";
import { numberEmbedding } from "../../conditioning/numberEmbedding";
import { dense } from "../../nn/dense";
import type { Parameters } from "../../nn/parameters";
import type { PublishedArrays } from "../../representation/vocoder/publishedWeights";
import { tf } from "../../tensor/tf";
import type { Tensor2D, Tensor3D } from "../../tensor/tf";
import type { T5Encoder } from "../t5/encoder";
import type { T5Tokenizer } from "../t5/tokenizer";
import type { ConditioningPlan, NumberCondition, TextCondition } from "./plan";
import { checkRequests } from "./request";
import type { ConditionValues } from "./request";
import { conditionerParameters, isProjected, numberFrequencies } from "./weights";

/** One condition of B requests. (A type, for `tf.tidy`.) */
export type EmbeddedCondition = {
  /** [B, L, D]; of a number L is 1. */
  readonly embedding: Tensor3D;
  /** [B, L], 1 where there is a token. Where there is none the embedding is 0. */
  readonly mask: Tensor2D;
};

/** All that the network hears. (A type, for `tf.tidy`.) */
export type StableAudioConditions = {
  /**
   * Prompt, then numbers, [B, L, D], for cross-attention. Its zeros are listened to as well: cutting or masking them
   * would change the music.
   */
  readonly crossAttention: Tensor3D;
  /** [B, L]. The published networks take no notice of it. */
  readonly mask: Tensor2D;
  /** The numbers side by side, [B, n·D]. */
  readonly global: Tensor2D;
};

/** See {@link stableAudioConditioner}. */
export interface StableAudioConditioner {
  readonly plan: ConditioningPlan;
  /** Each condition by itself, by its id. */
  readonly embed: (requests: readonly ConditionValues[]) => Record<string, EmbeddedCondition>;
  /** All conditions, as the network hears them. */
  readonly conditions: (requests: readonly ConditionValues[]) => StableAudioConditions;
  /** Releases the conditioners' own weights; the encoder's are its owner's. */
  readonly dispose: () => void;
}

/** What a conditioner is made of. */
export interface StableAudioConditionerParts {
  readonly plan: ConditioningPlan;
  /** `decodeSafetensors(bytes).tensors` of the model, or of diffusers' projection_model. */
  readonly arrays: PublishedArrays;
  readonly tokenizer: T5Tokenizer;
  readonly encoder: T5Encoder;
}

/** A prompt: T5's vectors, through a linear layer where widths differ, and zeros at padding. */
function embedText(
  { plan, tokenizer, encoder }: StableAudioConditionerParts,
  parameters: Parameters,
  { id, maxLength, alwaysProjected }: TextCondition,
  texts: readonly string[],
): EmbeddedCondition {
  const batch = tokenizer.batch(texts, maxLength);
  const said = encoder.encode(batch.ids, batch.mask); // [B, L, Dt]
  const embedding = isProjected(plan, alwaysProjected, encoder.config.width)
    ? dense(parameters, `${id}.projection`, said, plan.width) // [B, L, D]
    : said;
  const mask = tf.tensor2d(batch.mask.flat(), [texts.length, maxLength]);
  // After the layer, so that its bias does not speak for padding.
  return { embedding: embedding.mul<Tensor3D>(mask.expandDims(2)), mask };
}

/** A number: one token. */
function embedNumber(
  { width }: ConditioningPlan,
  parameters: Parameters,
  { id, least, greatest }: NumberCondition,
  numbers: readonly number[],
): EmbeddedCondition {
  const options = { least, greatest, width, frequencies: numberFrequencies };
  const vectors = numberEmbedding(parameters, id, numbers, options); // [B, D]
  return { embedding: vectors.expandDims<Tensor3D>(1), mask: tf.ones([numbers.length, 1]) };
}

/**
 * The conditioners of Stable Audio Open with published weights.
 *
 * The prompt becomes T5's vectors, those of padding 0. Seconds become a vector each: brought to 0 … 1 between the ends
 * of their range, drawn out into learned waves, and through a linear layer. The network hears all of them one after
 * the other by cross-attention, and the seconds once more, side by side, at every frame.
 *
 * A negative prompt is conditioned in the same way; without one, the other half of guidance hears zeros for the whole
 * sequence, those of the seconds too, and the same global vector.
 *
 * @throws TutorialError `stableAudio.conditioning.weights`, `stableAudio.conditioning.vocabulary`; from its methods
 *   `stableAudio.conditioning.request`, `stableAudio.tokenizer.length`
 *
 * Source: Evans et al. 2024, "Stable Audio Open", §2; Stability-AI/stable-audio-tools, `models/conditioners.py`.
 *
 * @example
 * function hear(parts: StableAudioConditionerParts): StableAudioConditions {
 *   const conditioner = stableAudioConditioner(parts);
 *   return conditioner.conditions([conditionValues({ prompt: "warm piano", secondsTotal: 10 })]);
 * }
 */
export function stableAudioConditioner(parts: StableAudioConditionerParts): StableAudioConditioner {
  const { plan, arrays, tokenizer, encoder } = parts;
  checkVocabulary(tokenizer, encoder);
  const parameters = conditionerParameters(arrays, plan, encoder.config.width);
  const embed = (requests: readonly ConditionValues[]): Record<string, EmbeddedCondition> => {
    checkRequests(plan, requests);
    return tf.tidy(() =>
      Object.fromEntries(
        plan.conditions.map((condition) => {
          const values = requests.map((request) => request[condition.id]);
          const embedded =
            condition.kind === "text"
              ? embedText(parts, parameters, condition, values as string[])
              : embedNumber(plan, parameters, condition, values as number[]);
          return [condition.id, embedded];
        }),
      ),
    );
  };
  return {
    plan,
    embed,
    conditions: (requests) =>
      tf.tidy(() => {
        const all = embed(requests);
        const heard = plan.crossAttention.map((id) => all[id]);
        const numbers = plan.global.map((id) => all[id].embedding.squeeze<Tensor2D>([1]));
        return {
          crossAttention: tf.concat(
            heard.map(({ embedding }) => embedding),
            1,
          ), // [B, L, D]
          mask: tf.concat(
            heard.map(({ mask }) => mask),
            1,
          ), // [B, L]
          global: tf.concat(numbers, 1), // [B, n·D]
        };
      }),
    dispose: () => parameters.dispose(),
  };
}

function checkVocabulary({ size }: T5Tokenizer, { config }: T5Encoder): void {
  if (size <= config.vocabulary) return;
  throw new TutorialError({
    code: "stableAudio.conditioning.vocabulary",
    where: "stableAudioConditioner",
    expected: `a tokenizer of at most ${config.vocabulary} tokens, as many as the encoder knows`,
    got: `one of ${size}`,
    fix: "take tokenizer and text encoder from the same model",
  });
}
