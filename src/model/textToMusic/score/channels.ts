/** What a score says of each frame of music, number by number: which channel says what. */

/** Channels in order, each with how many numbers it takes. */
type Widths = Readonly<Record<string, number>>;

/** Where each channel begins. */
function placesOf<W extends Widths>(widths: W): Readonly<Record<keyof W, number>> {
  let begin = 0;
  const places = Object.entries(widths).map(([name, width]) => {
    const place = [name, begin] as const;
    begin += width;
    return place;
  });
  return Object.fromEntries(places) as Record<keyof W, number>;
}

const sizeOf = (widths: Widths): number => Object.values(widths).reduce((sum, one) => sum + one, 0);

const headWidths = {
  /** cos and sin of the angle that a beat goes round in. */
  beat: 2,
  /** cos and sin of the key signature's place on the circle of fifths. */
  signature: 2,
  /** The same of the tonic. */
  tonic: 2,
} as const;

const noteWidths = {
  /** Does a note begin here? */
  onset: 1,
  /** And where within the frame? */
  moment: 1,
  /** How high is the note that sounds? */
  height: 1,
  /** Which of the twelve pitch classes is it? */
  pitchClass: 12,
} as const;

/** What stands at the head of a score, and holds for all of it. */
export type HeadChannel = keyof typeof headWidths;
/** What is said of the notes. */
export type NoteChannel = keyof typeof noteWidths;

/** Where each channel of a head begins. */
export const headChannels = placesOf(headWidths);
/** Numbers of a head in each frame. */
export const headSize = sizeOf(headWidths);

/** Where each channel of the notes begins. */
export const scoreChannels = placesOf(noteWidths);
/** K: numbers of the notes in each frame. */
export const scoreSize = sizeOf(noteWidths);

/** How often something is so, in the corpus: by this a yes-or-no comes to mean 0 and variance 1. */
export const frequencies = { onset: 0.19, pitchClass: 0.075 } as const;

/** Yes and no as numbers of mean 0 and variance 1: (b − p)/√(p·(1 − p)). */
export function unitNumber(yes: boolean, p: number): number {
  return (Number(yes) - p) / Math.sqrt(p * (1 - p));
}

/** Heights are counted from the middle register, in units of how far they spread. */
export const heightScale = { centre: 67, spread: 11 } as const;
