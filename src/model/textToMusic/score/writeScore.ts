/** Notes as numbers beside each frame of a latent: what diffusion can compose. */
import type { Note } from "../../../corpus/note";
import type { Frames, Seconds } from "../../../units";
import { frequencies, heightScale, scoreChannels, scoreSize, unitNumber } from "./channels";
import type { NoteChannel } from "./channels";
import type { ScoreFrames } from "./head";

/** What sounds in each frame, and where in it a note begins; −1 for nothing. */
function framesOfNotes(
  notes: readonly Note[],
  frames: Frames,
  frame: Seconds,
): { readonly pitches: Float32Array; readonly moments: Float32Array } {
  const pitches = new Float32Array(frames).fill(-1);
  const moments = new Float32Array(frames).fill(-1);
  const longest = new Float32Array(frames).fill(frame / 4);
  for (const { pitch, start, duration } of notes) {
    const [from, to] = [start / frame, (start + duration) / frame];
    const first = Math.floor(from);
    if (first >= 0 && first < frames) moments[first] = from - first;
    for (let f = Math.max(0, first); f < Math.min(frames, Math.ceil(to)); f++) {
      const share = (Math.min(to, f + 1) - Math.max(from, f)) * frame;
      if (share <= longest[f]) continue;
      longest[f] = share;
      pitches[f] = pitch;
    }
  }
  return { pitches, moments };
}

/**
 * Writes the notes of a clip, frame by frame, each channel of mean 0 and variance 1 over the corpus: a note begins in a
 * frame, at a moment of it, and sounds there if no other does longer.
 *
 * @returns [T, K], row by row; what is where says {@link scoreChannels}
 *
 * Source: Kouzelis et al. 2025, "Boosting Generative Image Modeling via Joint Image-Feature Synthesis", for diffusing
 * what is seen and what it means together; Chefer et al. 2025, "VideoJAM", for the same with motion.
 *
 * @example
 * const { notes } = (await openCorpus({ count: 1 })).planAt(0);
 * const score = writeScore(notes, { frames: 64, seconds: 0.064 }); // 64 × 15 numbers
 */
export function writeScore(
  notes: readonly Note[],
  { frames, seconds }: Omit<ScoreFrames, "from">,
): Float32Array {
  const { pitches, moments } = framesOfNotes(notes, frames, seconds);
  const score = new Float32Array(frames * scoreSize);
  for (let f = 0; f < frames; f++) {
    const [pitch, moment] = [pitches[f], moments[f]];
    const say = (name: NoteChannel, values: readonly number[]): void =>
      score.set(values, f * scoreSize + scoreChannels[name]);
    say("onset", [unitNumber(moment >= 0, frequencies.onset)]);
    say("moment", [moment >= 0 ? (moment - 0.5) * Math.sqrt(12 / frequencies.onset) : 0]);
    say("height", [pitch >= 0 ? (pitch - heightScale.centre) / heightScale.spread : 0]);
    say(
      "pitchClass",
      Array.from({ length: 12 }, (_, c) =>
        unitNumber(pitch >= 0 && pitch % 12 === c, frequencies.pitchClass),
      ),
    );
  }
  return score;
}
