/** Captions as a frozen backbone reads them: each is read once, before a training, and drawn as often as needed. */
import type { TextBackbone } from "../../conditioning/text/textBackbone";
import type { TextEmbedding } from "../../conditioning/textEmbedding";
import { caption } from "../../corpus/caption";
import type { Wording } from "../../corpus/captionWords";
import type { ClipFacts } from "../../corpus/facts";
import type { Random } from "../../tensor/random";
import { cachedTexts } from "./captionCache";

/** Captions of clips. */
export interface CaptionBank {
  /** One of the captions of each clip, by chance. */
  draw(random: Random, clips: readonly number[]): TextEmbedding;
}

/** How many captions a clip has, in which words, and which. */
export interface CaptionBankOptions {
  readonly perClip: number;
  readonly wording?: Wording;
  readonly seed: number;
  readonly say?: (words: string) => void;
}

/**
 * Reads several captions of each clip.
 *
 * @param backbone stays the caller's, who may dispose it when this is done
 * @internal
 */
export async function openCaptionBank(
  backbone: TextBackbone,
  facts: readonly ClipFacts[],
  { perClip, wording, seed, say }: CaptionBankOptions,
): Promise<CaptionBank> {
  const texts = facts.flatMap((one, clip) =>
    Array.from({ length: perClip }, (_, i) =>
      caption(one, { wording, seed: (seed * 1_000_003 + clip * perClip + i) % 0x7fffffff }),
    ),
  );
  const store = await cachedTexts(backbone, texts, say);
  return {
    draw: (random, clips) =>
      store.take(clips.map((clip) => clip * perClip + random.integer(perClip))),
  };
}
