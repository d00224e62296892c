/** What a score says of each frame of music, number by number: which channel says what. */

/** The channels of a score, in order, each with how many numbers it takes. */
const widths = {
  /** cos and sin of the angle that a beat goes round in. */
  beat: 2,
  /** cos and sin of the key signature's place on the circle of fifths. */
  signature: 2,
  /** The same of the tonic. */
  tonic: 2,
  /** Does a note begin here? */
  onset: 1,
  /** And where within the frame? */
  moment: 1,
  /** How high is the note that sounds? */
  height: 1,
  /** Which of the twelve pitch classes is it? */
  pitchClass: 12,
} as const;

/** What is said of a frame. */
export type ScoreChannel = keyof typeof widths;

/** Where each channel begins. */
export const scoreChannels = Object.fromEntries(
  Object.keys(widths).map((name, i) => [
    name,
    Object.values(widths)
      .slice(0, i)
      .reduce<number>((sum, width) => sum + width, 0),
  ]),
) as Readonly<Record<ScoreChannel, number>>;

/** K: numbers of a score in each frame. */
export const scoreSize = Object.values(widths).reduce<number>((sum, width) => sum + width, 0);

/** How often something is so, in the corpus: by this a yes-or-no comes to mean 0 and variance 1. */
export const frequencies = { onset: 0.19, pitchClass: 0.075 } as const;

/** Yes and no as numbers of mean 0 and variance 1: (b − p)/√(p·(1 − p)). */
export function unitNumber(yes: boolean, p: number): number {
  return (Number(yes) - p) / Math.sqrt(p * (1 - p));
}

/** Heights are counted from the middle register, in units of how far they spread. */
export const heightScale = { centre: 67, spread: 11 } as const;
