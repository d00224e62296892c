/** What a tune is: a melody in ticks, and the facts printed with it. */
import type { MidiPitch } from "../units";

/** Musical time: 24 ticks are one quarter note. */
export type Ticks = number;

/** How many {@link Ticks} a quarter note lasts in the tune book. */
export const ticksPerQuarter: Ticks = 24;

/** The modes that the tune book uses. */
export const modes = ["major", "minor", "mixolydian", "dorian"] as const;
/** One of {@link modes}. */
export type Mode = (typeof modes)[number];

/** A note of a tune, in musical time. */
export interface TuneNote {
  readonly pitch: MidiPitch;
  readonly start: Ticks;
  readonly duration: Ticks;
}

/** A melody: one voice, its notes in order, none overlapping the next. */
export interface Tune {
  /** Its name in the tune book, e.g. `"r0005"`. */
  readonly id: string;
  readonly title: string;
  /** The book that it was printed in. */
  readonly book: string;
  /** Where that book comes from, as the tune book words it. */
  readonly region: string;
  /** The kind of dance or song: reel, jig, air … */
  readonly rhythm: string;
  /** As printed, e.g. `"6/8"`. */
  readonly meter: string;
  /** As printed, e.g. `"Bb"`. */
  readonly tonic: string;
  readonly mode: Mode;
  readonly notes: readonly TuneNote[];
}

/**
 * How long a bar of a meter is: 4 · 24 · beats / unit.
 *
 * @param meter e.g. `"6/8"`, which has 72 ticks
 *
 * @example
 * console.log(barTicks("6/8")); // 72
 */
export function barTicks(meter: string): Ticks {
  const [beats, unit] = meter.split("/").map(Number);
  return (4 * ticksPerQuarter * beats) / unit;
}

/**
 * How long a tune is, up to the bar line after its last note.
 *
 * @example
 * const seconds = (tuneTicks(findTune("r0005")) / ticksPerQuarter) * (60 / 100); // at 100 quarter notes a minute
 */
export function tuneTicks(tune: Tune): Ticks {
  const last = tune.notes[tune.notes.length - 1];
  const bar = barTicks(tune.meter);
  return Math.ceil((last.start + last.duration) / bar) * bar;
}
