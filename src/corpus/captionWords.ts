/**
 * The two wordings of the captions: one to train on, and one held out, which no training caption has. The words
 * themselves are in `captions/`, one file for each kind of fact.
 */

/** Which wording a caption uses: the one to train on, or the one no training caption has. */
export const wordings = ["train", "heldOut"] as const;
/** One of {@link wordings}. */
export type Wording = (typeof wordings)[number];

/** Ways to say one thing. */
export interface Ways {
  /** Before "reel" or "tune": "slow". */
  readonly adjectives: readonly string[];
  /** After everything: "at a slow tempo". */
  readonly phrases: readonly string[];
  /** On their own, set off by a comma or more: "take your time". */
  readonly asides: readonly string[];
}

/** Ways to say one thing, in training and held out. */
export type WaysByWording = Readonly<Record<Wording, Ways>>;

/** The words as they are, and again after "very", "really", "quite", "rather" and "pretty". */
export function byDegrees(...words: readonly string[]): string[] {
  const degrees = ["very", "really", "quite", "rather", "pretty"];
  return words.flatMap((word) => [word, ...degrees.map((degree) => `${degree} ${word}`)]);
}
