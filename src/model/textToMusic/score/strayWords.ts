/** Captions with words in them that have nothing to do with them. */
import { encoderFiles } from "../../../conditioning/text/packageFiles";
import { vocabularyOf } from "../../../conditioning/text/vocabulary";
import type { Random } from "../../../tensor/random";

const most = 4;

/** The whole words of the sentence encoder's vocabulary, from three letters on: about 4,000. */
export function strayWords(): string[] {
  const { pieces } = vocabularyOf(encoderFiles().json("vocab.json"));
  return [...pieces.keys()]
    .filter((piece) => /^▁[a-z]{3,}$/.test(piece))
    .map((piece) => piece.slice(1));
}

/**
 * A text with one to four such words strewn in. Captions alone are made of few words, all of which mean something: from
 * them a reader never learns to pass over what it does not know.
 *
 * @internal
 */
export function withStrayWords(text: string, words: readonly string[], random: Random): string {
  const all = text.split(" ");
  for (let left = 1 + random.integer(most); left > 0; left--) {
    all.splice(random.integer(all.length + 1), 0, random.choice(words));
  }
  return all.join(" ");
}
