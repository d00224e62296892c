/** A model of a plan and arrays, wherever they come from: a disk, or chance. */
import { stableAudioConditioner } from "../conditioning/conditioner";
import { loadStableAudioDit } from "../dit/dit";
import type { StableAudioParts } from "../music/options";
import { oobleck } from "../oobleck/oobleck";
import type { StableAudioPlan } from "../plan";
import type { T5Config } from "../t5/config";
import { t5Encoder } from "../t5/encoder";
import type { Precision } from "../../tensor/precision";
import type { T5Tokenizer } from "../t5/tokenizer";
import { autoencoderPrefix } from "./sources";
import type { ModelArrays } from "./sources";

/** The text side besides its weights. */
export interface TextSide {
  readonly tokenizer: T5Tokenizer;
  readonly config: T5Config;
}

/**
 * Builds all parts, the largest one last. A part that is refused leaves nothing of the others.
 *
 * @throws TutorialError `stableAudio.t5.weights`, `stableAudio.conditioning.weights`,
 *   `stableAudio.conditioning.vocabulary`, `oobleck.weights`, `stableAudio.dit.weights`
 * @internal
 */
export function buildStableAudio(
  plan: StableAudioPlan,
  arrays: ModelArrays,
  { tokenizer, config }: TextSide,
  precision?: Precision,
): StableAudioParts {
  const made: { dispose(): void }[] = [];
  const own = <T extends { dispose(): void }>(part: T): T => {
    made.push(part);
    return part;
  };
  try {
    const encoder = own(t5Encoder(arrays.textEncoder, config));
    const conditioner = own(
      stableAudioConditioner({ plan: plan.conditioning, arrays: arrays.conditioner, tokenizer, encoder }), // prettier-ignore
    );
    const prefix = plan.layout === "diffusers" ? "" : autoencoderPrefix;
    const autoencoder = own(oobleck(plan.autoencoder, arrays.autoencoder, { prefix, precision }));
    const network = own(loadStableAudioDit(arrays.network, plan.network, { precision }));
    return { plan, tokenizer, encoder, conditioner, network, autoencoder };
  } catch (error) {
    for (const part of made) part.dispose();
    throw error;
  }
}
