/** Where the U-Net's frames hear each other, and the text. */
import type { Entered, Prefix } from "../../conditioning/modes/mode";
import { selfAttention } from "../../nn/attention";
import { zeros } from "../../nn/initializers";
import type { Parameters } from "../../nn/parameters";
import { standardise } from "../../nn/standardise";
import { tf } from "../../tensor/tf";
import type { Tensor3D } from "../../tensor/tf";
import type { NetworkObserver } from "../observe";
import { hearInBlock, prefixed } from "../textSites";
import type { UnetStep } from "./layout";

/** Music, and the words of temporal concatenation that travel with it from one attention to the next. @internal */
export interface MusicAndWords {
  /** [B, N, D] */
  readonly music: Tensor3D;
  readonly words: Prefix | undefined;
}

/** What an attention is told. */
interface AttentionInput {
  /** Which block it is in. */
  readonly step: UnetStep;
  readonly heads: number;
  readonly entered: readonly Entered[];
  readonly observe?: NetworkObserver;
}

/** All words that are to stand before the music. @internal */
export function wordsOf(entered: readonly Entered[]): Prefix | undefined {
  const prefixes = entered.flatMap(({ prefix }) => (prefix ? [prefix] : []));
  if (prefixes.length === 0) return undefined;
  return {
    tokens: tf.concat(
      prefixes.map(({ tokens }) => tokens),
      1,
    ),
    mask: tf.concat(
      prefixes.map(({ mask }) => mask),
      1,
    ),
  };
}

/**
 * x ← x + attention(norm(x)), then the text if it enters here; words before the music take part in both.
 *
 * Words have no place among frames that are halved and doubled, so convolutions pass them by; here they stand before
 * the music, whatever its length by now, and what they have become is what the next attention begins with. Each
 * token is normalised by itself, so that padding among the words changes nothing for the others. The way out is zero
 * at first.
 *
 * Source: Dhariwal & Nichol 2021, §3, for the attention; Rombach et al. 2022, §3.3, for the text after it.
 * @internal
 */
export function attentionBlock(
  parameters: Parameters,
  name: string,
  { music, words }: MusicAndWords,
  { step: { block = 0, site = 0 }, heads, entered, observe }: AttentionInput,
): MusicAndWords {
  const { together, bias, music: onlyMusic } = prefixed(music, words ? [{ prefix: words }] : []);
  const heard = selfAttention(parameters, name, standardise(together, 1e-6), {
    heads,
    bias,
    lastInitializer: zeros,
    observe: observe && ((value) => observe({ at: "selfAttention", block, value })),
  });
  const all = hearInBlock(together.add<Tensor3D>(heard), {
    block: site,
    entered,
    observe: observe && ((sight) => observe({ ...sight, block })),
  });
  const first = words?.tokens.shape[1] ?? 0;
  return {
    music: onlyMusic(all),
    words: words && { tokens: all.slice([0, 0, 0], [-1, first, -1]), mask: words.mask },
  };
}
