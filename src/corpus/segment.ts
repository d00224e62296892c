/** A few bars out of a tune, from musical time to seconds. */
import { TutorialError } from "../error";
import type { BeatsPerMinute, Seconds } from "../units";
import type { Note } from "./note";
import { barTicks, ticksPerQuarter, tuneTicks } from "./tune";
import type { Ticks, Tune } from "./tune";

/** How long a tick is at a tempo: 60 / bpm / 24. */
export function tickSeconds(bpm: BeatsPerMinute): Seconds {
  return 60 / bpm / ticksPerQuarter;
}

/**
 * The bars on which a segment may begin: those whose first note starts on the bar line.
 *
 * A bar that a held note runs into, or that begins with a rest, is left out.
 *
 * @param length only bars from which the tune goes on for this long; where there is none, the first bar, and the tune
 *   comes round again as dancers expect
 * @returns bar numbers, counted from 0
 *
 * @example
 * const bars = startingBars(findTune("Off to Donnybrook"), 8 * ticksPerQuarter);
 */
export function startingBars(tune: Tune, length: Ticks = 0): number[] {
  const bar = barTicks(tune.meter);
  const onsets = new Set(tune.notes.map((note) => note.start));
  const bars: number[] = [];
  const end = tuneTicks(tune);
  for (let number = 0; (number + 1) * bar <= end; number++) {
    if (onsets.has(number * bar) && number * bar + length <= end) bars.push(number);
  }
  return bars.length > 0 ? bars : [0];
}

/** Which segment of a tune, how fast, how high. */
export interface SegmentOptions {
  /** The bar it starts on, counted from 0. Default 0. */
  readonly bar?: number;
  /** Quarter notes a minute. */
  readonly bpm: BeatsPerMinute;
  readonly seconds: Seconds;
  /** Semitones up, or down if negative. Default 0. */
  readonly transpose?: number;
}

/**
 * The notes that sound in a segment, in seconds from its start; one that runs past the end is cut there.
 *
 * A tune that is over before the segment begins again from its first bar.
 *
 * @throws TutorialError `corpus.segment.bar` if the tune has no such bar
 *
 * @example
 * const notes = segmentNotes(findTune("Off to Donnybrook"), { bpm: 110, seconds: 4 });
 */
export function segmentNotes(tune: Tune, options: SegmentOptions): Note[] {
  const { bar = 0, bpm, seconds, transpose = 0 } = options;
  const length = tuneTicks(tune);
  const first = bar * barTicks(tune.meter);
  if (!(Number.isSafeInteger(bar) && bar >= 0 && first < length)) {
    throw new TutorialError({
      code: "corpus.segment.bar",
      where: "segmentNotes",
      expected: `a bar of 0 to ${length / barTicks(tune.meter) - 1} of "${tune.title}"`,
      got: String(bar),
      fix: "startingBars(tune) lists the bars on which a segment may begin",
    });
  }
  const tick = tickSeconds(bpm);
  const notes: Note[] = [];
  for (let round = 0; (round * length - first) * tick < seconds; round++) {
    for (const note of tune.notes) {
      const start = (note.start + round * length - first) * tick;
      if (start < 0 || start >= seconds) continue;
      const duration = Math.min(note.duration * tick, seconds - start);
      notes.push({ pitch: note.pitch + transpose, start, duration });
    }
  }
  return notes;
}
