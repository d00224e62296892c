/** Tempo: how many quarter notes a minute, and the word for it. */
import { TutorialError } from "../error";
import type { BeatsPerMinute, Seconds } from "../units";
import type { Note } from "./note";

/** The words for tempo. */
export const tempoClasses = ["slow", "medium", "fast"] as const;
/** One of {@link tempoClasses}. */
export type TempoClass = (typeof tempoClasses)[number];

/** From a lowest to a highest tempo, both included. */
export interface TempoRange {
  readonly low: BeatsPerMinute;
  readonly high: BeatsPerMinute;
}

/** Which tempos a word stands for. The gaps between them keep a word from being a matter of taste. */
export const tempoRanges: Readonly<Record<TempoClass, TempoRange>> = {
  slow: { low: 62, high: 78 },
  medium: { low: 102, high: 118 },
  fast: { low: 150, high: 175 },
};

/**
 * Notes a quarter note between which the tempo can be heard. Nobody tells a slow reel in sixteenths from a fast air
 * in quarters by the beat alone: outside of this range a caption keeps silent about tempo.
 */
export const audibleDensity: { readonly low: number; readonly high: number } = {
  low: 1.3,
  high: 2.3,
};

/**
 * The word for a tempo; undefined in the gaps between the words.
 *
 * @param bpm quarter notes a minute
 *
 * @example
 * console.log(tempoClassOf(110), tempoClassOf(90)); // medium undefined
 */
export function tempoClassOf(bpm: BeatsPerMinute): TempoClass | undefined {
  return tempoClasses.find((name) => bpm >= tempoRanges[name].low && bpm <= tempoRanges[name].high);
}

/** How many notes begin in each quarter note, on average: onsets / (seconds · bpm / 60). */
export function notesPerQuarter(
  notes: readonly Note[],
  seconds: Seconds,
  bpm: BeatsPerMinute,
): number {
  return notes.length / ((seconds * bpm) / 60);
}

/** Is the tempo audible: does {@link notesPerQuarter} lie within {@link audibleDensity}? */
export function tempoIsHeard(
  notes: readonly Note[],
  seconds: Seconds,
  bpm: BeatsPerMinute,
): boolean {
  const density = notesPerQuarter(notes, seconds, bpm);
  return density >= audibleDensity.low && density <= audibleDensity.high;
}

/** Refuses a tempo that is no tempo. */
export function checkTempo(bpm: BeatsPerMinute, where: string): void {
  if (bpm >= 20 && bpm <= 400) return;
  throw new TutorialError({
    code: "corpus.tempo",
    where,
    expected: "a tempo of 20 to 400 quarter notes a minute",
    got: String(bpm),
    fix: "pass for example {bpm: 110}",
  });
}
