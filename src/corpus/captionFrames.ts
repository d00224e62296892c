/** The sentences of the captions: how instrument, tune and remarks are put together. */
import type { Wording } from "./captionWords";

/** What a frame joins. */
export interface CaptionParts {
  /** "violin" */
  readonly instrument: string;
  /** "a quick reel in D major" */
  readonly tune: string;
  /** "at a brisk pace, in a high register", or nothing. */
  readonly remarks: string;
  /** The same facts as bare tags: "reel", "quick", "D major". */
  readonly tags: readonly string[];
}

/** One way to put {@link CaptionParts} into a sentence. */
export type CaptionFrame = (parts: CaptionParts) => string;

/**
 * The indefinite article before some words: "an" before a vowel letter.
 *
 * No word of the captions begins with a vowel that is spoken as a consonant ("European"), nor with a silent h ("hour");
 * a test keeps it so.
 */
export function withArticle(words: string): string {
  return `${/^[aeiou]/i.test(words) ? "an" : "a"} ${words}`;
}

/** The remarks after a space, or nothing. */
function after(remarks: string): string {
  return remarks ? ` ${remarks}` : "";
}

/** The frames of each wording; no frame is in both. */
export const captionFrames: Readonly<Record<Wording, readonly CaptionFrame[]>> = {
  train: [
    ({ instrument, tune, remarks }) => `${tune} on the ${instrument}${after(remarks)}`,
    ({ instrument, tune, remarks }) =>
      `${tune} played on ${withArticle(instrument)}${after(remarks)}`,
    ({ instrument, tune, remarks }) => `${withArticle(instrument)} plays ${tune}${after(remarks)}`,
    ({ instrument, tune, remarks }) => `${instrument} playing ${tune}${after(remarks)}`,
    ({ instrument, tune, remarks }) => `solo ${instrument}: ${tune}${after(remarks)}`,
    ({ instrument, tune, remarks }) => `${tune} for solo ${instrument}${after(remarks)}`,
    ({ instrument, tune, remarks }) => `play ${tune} on the ${instrument}${after(remarks)}`,
    ({ instrument, tags }) => [instrument, ...tags].join(", "),
  ],
  heldOut: [
    ({ instrument, tune, remarks }) => `music for ${instrument}, ${tune}${after(remarks)}`,
    ({ instrument, tune, remarks }) =>
      `here ${withArticle(instrument)} performs ${tune}${after(remarks)}`,
    ({ instrument, tune, remarks }) =>
      `${tune} sounded by ${withArticle(instrument)}${after(remarks)}`,
    ({ instrument, tune, remarks }) =>
      `I would like to hear ${tune} from ${withArticle(instrument)}${after(remarks)}`,
    ({ instrument, tune, remarks }) =>
      `an unaccompanied ${instrument} with ${tune}${after(remarks)}`,
    ({ instrument, tags }) => `instrument: ${[instrument, ...tags].join("; ")}`,
  ],
};
