/** CLAP as what a diffusion model listens to: a pre-trained reader of texts that has heard music. */
import { clapSize } from "../../conditioning/clap/textTower";
import type { TextBackbone } from "../../conditioning/text/textBackbone";
import { openUniversalSentenceEncoder } from "../../conditioning/text/universalSentenceEncoder";
import { openClap } from "./clap";
import type { Clap } from "./clap";

/**
 * A text backbone over another: 128 numbers for a text and 128 for each of its tokens, in which what can be heard counts.
 *
 * A sentence encoder puts "slow" and "fast" close together, since they are said of the same things. CLAP has learned
 * that they do not sound alike.
 *
 * @param clap goes with the backbone
 * @param backbone the one that CLAP reads with; it goes with the new one
 *
 * @example
 * const backbone = await openUniversalSentenceEncoder();
 * const clap = await openClap({ backbone });
 * const { global, tokens } = await clapBackbone(clap, backbone).embed(["a slow air"]); // [1, 128], [1, L, 128]
 */
export function clapBackbone(clap: Clap, backbone: TextBackbone): TextBackbone {
  return {
    name: `CLAP over ${backbone.name}`,
    globalSize: clapSize,
    tokenSize: clapSize,
    maxTokens: backbone.maxTokens,
    read: (text) => backbone.read(text),
    embed: (texts) => clap.readText(texts),
    dispose() {
      clap.dispose();
      backbone.dispose();
    },
  };
}

/**
 * The reader of texts that comes with the library: {@link clapBackbone} over the Universal Sentence Encoder.
 *
 * @param folder of trained weights; `assets/weights` unless given
 * @throws TutorialError those of opening both
 *
 * @example
 * const backbone = await openClapBackbone();
 * const { tokens } = await backbone.embed(["a slow air on the flute"]);
 * backbone.dispose();
 */
export async function openClapBackbone(folder?: string): Promise<TextBackbone> {
  const backbone = await openUniversalSentenceEncoder();
  try {
    return clapBackbone(await openClap({ backbone, folder }), backbone);
  } catch (error) {
    backbone.dispose();
    throw error;
  }
}
