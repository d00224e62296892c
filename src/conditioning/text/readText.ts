/** From a text to the numbers of its pieces, and to what has to be said about them. */
import { normaliseText, wordStart } from "./normaliseText";
import { cutNotice, emptyNotice, truncatedNotice, unknownNotices } from "./notices";
import type { TextReading } from "./textBackbone";
import { bestPieces } from "./unigram";
import type { PieceOfText, Vocabulary } from "./unigram";

/** With what, and how much. */
export interface ReadTextOptions {
  readonly vocabulary: Vocabulary;
  /** Pieces that are kept. */
  readonly maxTokens: number;
}

/** Far more than the pieces that are kept can hold; Unicode's normalisation is slow on some long texts. */
const mostCharacters = 1000;

/** The first characters of a text, none of them cut in half. */
function beginning(text: string): string {
  if (text.length <= mostCharacters) return text;
  return [...text.slice(0, 2 * mostCharacters)].slice(0, mostCharacters).join("");
}

/** How many pieces are heard: as many as fit, up to the end of a word if any word fits. */
function heardCount(pieces: readonly PieceOfText[], maxTokens: number): number {
  if (pieces.length <= maxTokens) return pieces.length;
  let count = maxTokens;
  // Half a word would be another word.
  while (count > 0 && !pieces[count].text.startsWith(wordStart)) count--;
  return count > 0 ? count : maxTokens;
}

/**
 * Cuts a text into pieces, keeps at most `maxTokens`, and says in its notices what will not be heard.
 *
 * @internal
 */
export function readText(text: string, { vocabulary, maxTokens }: ReadTextOptions): TextReading {
  const start = beginning(text);
  // The vocabulary has "slow", but neither "Slow" nor "SLOW".
  const pieces = bestPieces(normaliseText(start).toLowerCase(), vocabulary);
  const count = heardCount(pieces, maxTokens);
  const heard = pieces.slice(0, count);
  const notices = unknownNotices(heard, vocabulary.unknownId);
  if (pieces.length === 0) notices.push(emptyNotice);
  if (count < pieces.length) notices.push(truncatedNotice(heard, pieces.slice(count), maxTokens));
  else if (start.length < text.length) notices.push(cutNotice(mostCharacters));
  return {
    text,
    pieces: heard.map((piece) => piece.text),
    ids: heard.map(({ id }) => id),
    notices,
  };
}
