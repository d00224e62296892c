/** How long the clips are that a text model learns from, and what it is told of their time. */
import type { Frames, Seconds } from "../../units";

/** One length of clips: how many are made, and how many are in a batch. */
export interface ClipLength {
  readonly seconds: Seconds;
  /** How many clips of the train split. */
  readonly clips: number;
  /** How many in a step: about as many frames whatever their length. */
  readonly batch: number;
  /** In how many of 100 steps. */
  readonly share: number;
}

/** Latent frames a second: 16,000 samples, 1,024 a frame. */
export const framesPerSecond = 15.625;

/** Most clips are four seconds long; the others teach what is different about shorter and longer ones. */
export const clipLengths: readonly ClipLength[] = [
  { seconds: 4.096, clips: 10_000, batch: 32, share: 76 },
  { seconds: 1.024, clips: 400, batch: 64, share: 4 },
  { seconds: 2.048, clips: 800, batch: 48, share: 5 },
  { seconds: 8.192, clips: 800, batch: 16, share: 8 },
  { seconds: 16.384, clips: 400, batch: 8, share: 7 },
];

/** How much a model learns from. */
export interface DataSize {
  /** How many times the clips of {@link clipLengths}. */
  readonly times: number;
  /** Captions of each clip that are read, each in other words. */
  readonly captionsPerClip: number;
}

/** What the compared models learn from. */
export const comparedData: DataSize = { times: 1, captionsPerClip: 4 };
/** What the default does: as many captions, of twice as many clips. */
export const defaultData: DataSize = { times: 2, captionsPerClip: 2 };

/** Lengths of clips, with as many clips as there are in data of that size. */
export function lengthsOf({ times }: DataSize): ClipLength[] {
  return clipLengths.map((length) => ({ ...length, clips: times * length.clips }));
}

/** The shortest and the longest music that a text model is asked for. */
export const shortest: Seconds = 1;
/** See {@link shortest}. */
export const longest: Seconds = 16;

/**
 * Frames for so many seconds.
 *
 * @example
 * console.log(framesFor(4)); // 63
 */
export function framesFor(seconds: Seconds): Frames {
  return Math.ceil(seconds * framesPerSecond);
}
