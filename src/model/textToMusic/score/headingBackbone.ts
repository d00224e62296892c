/** The words as the reader of tempo and key sees them: each of them twice. */
import { clapSize } from "../../../conditioning/clap/textTower";
import type { TextBackbone } from "../../../conditioning/text/textBackbone";
import { openUniversalSentenceEncoder } from "../../../conditioning/text/universalSentenceEncoder";
import { tf } from "../../../tensor/tf";
import type { Tensor3D } from "../../../tensor/tf";
import { openClap } from "../../clap/clap";

/**
 * Opens a backbone whose tokens are what CLAP hears in a word, 128 numbers, and beside them what the sentence encoder
 * says of it, 512. CLAP knows which words sound alike, "brisk" and "swift"; the sentence encoder has kept what cannot
 * be told from a few seconds of sound, such as the D of "D minor".
 *
 * @param folder of trained weights; `assets/weights` unless given
 * @throws TutorialError those of opening both
 *
 * @example
 * const backbone = await openHeadingBackbone();
 * const { tokens } = await backbone.embed(["a slow air in D minor"]); // [1, L, 640]
 * backbone.dispose();
 */
export async function openHeadingBackbone(folder?: string): Promise<TextBackbone> {
  const encoder = await openUniversalSentenceEncoder();
  try {
    const clap = await openClap({ backbone: encoder, folder });
    return {
      ...encoder,
      name: `CLAP beside ${encoder.name}`,
      globalSize: clapSize,
      tokenSize: clapSize + encoder.tokenSize,
      async embed(texts) {
        const said = await encoder.embed(texts);
        const heard = clap.hearText(said);
        const tokens = tf.concat<Tensor3D>([heard.tokens, said.tokens], 2);
        tf.dispose([said, heard.tokens]);
        return { ...heard, tokens };
      },
      dispose() {
        clap.dispose();
        encoder.dispose();
      },
    };
  } catch (error) {
    encoder.dispose();
    throw error;
  }
}
