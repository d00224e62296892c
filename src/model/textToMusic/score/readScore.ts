/** What a model has composed beside the sound: its score, read back as notes. */
import type { Note } from "../../../corpus/note";
import type { Frames } from "../../../units";
import { frequencies, heightScale, scoreChannels, scoreSize, unitNumber } from "./channels";
import type { NoteChannel } from "./channels";
import type { ScoreFrames } from "./head";

/** Half-way between no and yes. */
const between = (p: number): number => (unitNumber(false, p) + unitNumber(true, p)) / 2;

/**
 * Reads a score as `writeScore` writes it, or as a model has composed it: what is more yes than no counts.
 *
 * @param score [T, K], row by row
 * @returns the notes that begin in it, each until the next begins or no pitch class is heard any more
 *
 * @example
 * const { notes } = (await openCorpus({ count: 1 })).planAt(0);
 * const layout = { frames: 64, seconds: 0.064 };
 * console.log(notes.length, readScore(writeScore(notes, layout), layout).length);
 */
export function readScore(
  score: Float32Array,
  { frames, seconds }: Omit<ScoreFrames, "from">,
): Note[] {
  const at = (f: Frames, name: NoteChannel, k = 0): number =>
    score[f * scoreSize + scoreChannels[name] + k];
  const classOf = (f: Frames): number | undefined => {
    const heard = Array.from({ length: 12 }, (_, c) => at(f, "pitchClass", c));
    const loudest = Math.max(...heard);
    return loudest > between(frequencies.pitchClass) ? heard.indexOf(loudest) : undefined;
  };
  const pitchOf = (f: Frames, pitchClass: number): number => {
    const height = at(f, "height") * heightScale.spread + heightScale.centre;
    return pitchClass + 12 * Math.round((height - pitchClass) / 12);
  };
  const notes: Note[] = [];
  for (let f = 0; f < frames; f++) {
    if (at(f, "onset") < between(frequencies.onset)) continue;
    // A note that begins late in a frame is heard from the next one on.
    const heard = at(f, "moment") > 0 && f + 1 < frames ? f + 1 : f;
    const pitchClass = classOf(heard) ?? classOf(f);
    if (pitchClass === undefined) continue;
    let end = f + 1;
    while (
      end < frames &&
      classOf(end) !== undefined &&
      at(end, "onset") < between(frequencies.onset)
    )
      end++;
    const moment = at(f, "moment") / Math.sqrt(12 / frequencies.onset) + 0.5;
    const start = (f + Math.min(1, Math.max(0, moment))) * seconds;
    const duration = Math.max(seconds / 2, end * seconds - start);
    notes.push({ pitch: pitchOf(heard, pitchClass), start, duration });
  }
  return notes;
}
