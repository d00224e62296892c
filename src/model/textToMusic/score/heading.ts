/** The reader of tempo and key, trained. */
import type { TextEmbedding } from "../../../conditioning/textEmbedding";
import type { Parameters } from "../../../nn/parameters";
import { clapSize } from "../../../conditioning/clap/textTower";
import { tf } from "../../../tensor/tf";
import { openTrained } from "../../weights/openTrained";
import type { HeadChances } from "./drawHead";
import { headLogits } from "./headingNetwork";

/** Knows what texts let one expect at the head of a score. */
export interface Heading {
  /** @param gone which of the texts are not there */
  chances(text: TextEmbedding, gone: readonly boolean[]): HeadChances[];
  dispose(): void;
}

/** A heading over such weights, which are its own from now on. */
export function headingOf(parameters: Parameters): Heading {
  return {
    chances({ tokens, mask }, gone) {
      const [tempo, key] = tf.tidy(() => {
        const kept = tf.tensor3d(
          gone.map((one) => Number(!one)),
          [gone.length, 1, 1],
        );
        const logits = headLogits(parameters, { tokens: tokens.mul<tf.Tensor3D>(kept), mask });
        return [logits.tempo.arraySync(), logits.key.arraySync()];
      });
      return gone.map((_, i) => ({ tempo: tempo[i], key: key[i] }));
    },
    dispose: () => parameters.dispose(),
  };
}

/**
 * Opens the heading that comes with the library.
 *
 * @param folder of trained weights; `assets/weights` unless given
 * @throws TutorialError those of {@link openTrained}
 */
export function openHeading(folder?: string): Heading {
  const { model } = openTrained({
    name: "heading",
    folder,
    open(parameters) {
      tf.tidy(() => {
        const tokens = tf.zeros<tf.Rank.R3>([1, 1, clapSize]);
        headLogits(parameters, { tokens, mask: tf.ones<tf.Rank.R2>([1, 1]) });
      });
      return headingOf(parameters);
    },
  });
  return model;
}
