/** CLAP as what a diffusion model may listen to. */
import { clapSize } from "../../conditioning/clap/textTower";
import type { TextBackbone } from "../../conditioning/text/textBackbone";
import { tf } from "../../tensor/tf";
import type { Clap } from "./clap";

/** Vectors of this length have numbers of variance about 1, which networks like as their input. */
const norm = Math.sqrt(clapSize);

/**
 * A text backbone whose global vector is CLAP's, times √128, and whose tokens are another's: CLAP has one vector a text.
 *
 * @param clap stays the caller's
 * @param backbone the one that CLAP reads with; it goes with the new one
 *
 * @example
 * const backbone = await openUniversalSentenceEncoder();
 * const clap = await openClap({ backbone });
 * const { global } = await clapBackbone(clap, backbone).embed(["a slow air on the flute"]); // [1, 128]
 */
export function clapBackbone(clap: Clap, backbone: TextBackbone): TextBackbone {
  return {
    ...backbone,
    name: `CLAP over ${backbone.name}`,
    globalSize: clapSize,
    async embed(texts) {
      const { global, tokens, mask } = await backbone.embed(texts);
      const own = await clap.embedText(texts);
      const scaled = tf.tidy(() => own.mul<tf.Tensor2D>(norm));
      tf.dispose([global, own]);
      return { global: scaled, tokens, mask };
    },
  };
}
