/** What the sentences of the captions are put together from. */
import { isPlural } from "./instrumentWords";

/** What a frame joins. Every frame says all of it. */
export interface CaptionParts {
  /** "violin" */
  readonly instrument: string;
  /** "quick, high", or nothing. */
  readonly qualities: string;
  /** "reel", or "tune" if the rhythm is not to be said. */
  readonly noun: string;
  /** Is {@link CaptionParts.noun} a rhythm? */
  readonly isRhythm: boolean;
  /** "in D major", or nothing. */
  readonly attributes: string;
  /** All of these: "a quick, high reel in D major". */
  readonly tune: string;
  /** "at a brisk pace, in a high register", or nothing. */
  readonly remarks: string;
  /** The same, with a space or a comma before it: ", played slowly", or nothing. */
  readonly ending: string;
  /** The same facts as bare tags: "reel", "quick", "D major". */
  readonly tags: readonly string[];
}

/** One way to put {@link CaptionParts} into a sentence. */
export type CaptionFrame = (parts: CaptionParts) => string;

/** The words that there are, with a space between. */
export function spaced(...words: readonly string[]): string {
  return words.filter((word) => word !== "").join(" ");
}

/**
 * The indefinite article before some words: "an" before a vowel letter.
 *
 * No word of the captions begins with a vowel that is spoken as a consonant ("European"), nor with a silent h ("hour");
 * a test keeps it so.
 */
export function withArticle(words: string): string {
  return `${/^[aeiou]/i.test(words) ? "an" : "a"} ${words}`;
}

/** "a violin", but "the bagpipes". */
export function player(instrument: string): string {
  return isPlural(instrument) ? `the ${instrument}` : withArticle(instrument);
}

/** "play" or "plays", as the instrument asks. */
export function verb(instrument: string, plain: string): string {
  return isPlural(instrument) ? plain : `${plain}s`;
}
