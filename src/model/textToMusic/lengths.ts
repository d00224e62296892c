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
  { seconds: 4.096, clips: 20_000, batch: 32, share: 76 },
  { seconds: 1.024, clips: 800, batch: 64, share: 4 },
  { seconds: 2.048, clips: 1_600, batch: 48, share: 5 },
  { seconds: 8.192, clips: 1_600, batch: 16, share: 8 },
  { seconds: 16.384, clips: 800, batch: 8, share: 7 },
];

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
