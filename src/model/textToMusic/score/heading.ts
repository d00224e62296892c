/** The reader of tempo and key, trained. */
import type { TextBackbone } from "../../../conditioning/text/textBackbone";
import type { Parameters } from "../../../nn/parameters";
import { tf } from "../../../tensor/tf";
import { openTrained } from "../../weights/openTrained";
import type { HeadChances } from "./drawHead";
import { openHeadingBackbone } from "./headingBackbone";
import { headLogits } from "./headingNetwork";

/** Knows what texts let one expect at the head of a score. */
export interface Heading {
  /** Of each text; one without a word lets one expect what is usual. */
  chances(texts: readonly string[]): Promise<HeadChances[]>;
  dispose(): void;
}

/**
 * A heading over such weights.
 *
 * @param parameters its own from now on, as is the backbone
 * @param backbone as {@link openHeadingBackbone} opens it
 */
export function headingOf(parameters: Parameters, backbone: TextBackbone): Heading {
  return {
    async chances(texts) {
      const words = await backbone.embed(texts);
      const [tempo, key] = tf.tidy(() => {
        const logits = headLogits(parameters, words);
        return [logits.tempo.arraySync(), logits.key.arraySync()];
      });
      tf.dispose(words);
      return texts.map((_, i) => ({ tempo: tempo[i], key: key[i] }));
    },
    dispose() {
      parameters.dispose();
      backbone.dispose();
    },
  };
}

/**
 * Opens the heading that comes with the library.
 *
 * @param folder of trained weights; `assets/weights` unless given
 * @throws TutorialError those of {@link openTrained} and of {@link openHeadingBackbone}
 *
 * @example
 * const heading = await openHeading();
 * const [{ tempo, key }] = await heading.chances(["a slow air in D minor"]); // 81 and 48 numbers
 * heading.dispose();
 */
export async function openHeading(folder?: string): Promise<Heading> {
  const backbone = await openHeadingBackbone(folder);
  try {
    const { parameters } = openTrained({
      name: "heading",
      folder,
      open(weights) {
        tf.tidy(() => {
          const tokens = tf.zeros<tf.Rank.R3>([1, 1, backbone.tokenSize]);
          headLogits(weights, { tokens, mask: tf.ones<tf.Rank.R2>([1, 1]) });
        });
      },
    });
    return headingOf(parameters, backbone);
  } catch (error) {
    backbone.dispose();
    throw error;
  }
}
