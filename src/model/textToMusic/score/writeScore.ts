/** Notes, beat and key as numbers beside each frame of a latent: what diffusion can compose. */
import { pitchClassOf } from "../../../corpus/key";
import type { Mode } from "../../../corpus/tune";
import type { ClipPlan } from "../../../corpus/tuneClip";
import type { Frames, Seconds } from "../../../units";
import { frequencies, heightScale, scoreChannels, scoreSize, unitNumber } from "./channels";

/** Semitones from a mode's tonic up to the major tonic of the same key signature. */
const toMajor: Readonly<Record<Mode, number>> = { major: 0, mixolydian: 5, dorian: 10, minor: 3 };

/** √2·(cos, sin) of an angle: two numbers of variance 1. */
function circle(turns: number): readonly [number, number] {
  const angle = 2 * Math.PI * turns;
  return [Math.SQRT2 * Math.cos(angle), Math.SQRT2 * Math.sin(angle)];
}

/** Place on the circle of fifths, in turns: C 0, G 1/12, D 2/12, … */
const fifths = (pitchClass: number): number => ((pitchClass * 7) % 12) / 12;

/** What sounds in each frame, and where in it a note begins; −1 for nothing. */
function framesOfNotes(
  notes: ClipPlan["notes"],
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

/** Of a score that is to be written: as many frames as its sound has. */
export interface ScoreFrames {
  readonly frames: Frames;
  /** Of each frame. */
  readonly seconds: Seconds;
}

/**
 * Writes the score of a clip, frame by frame, each channel of mean 0 and variance 1 over the corpus.
 *
 * The beat goes round once each quarter note from the first sample on, where a bar begins; key signature and tonic are
 * places on the circle of fifths; a note begins in a frame, at a moment of it, and sounds there if no other does longer.
 *
 * @returns [T, K], row by row; what is where says {@link scoreChannels}
 *
 * Source: Kouzelis et al. 2025, "Boosting Generative Image Modeling via Joint Image-Feature Synthesis", for diffusing
 * what is seen and what it means together; Chefer et al. 2025, "VideoJAM", for the same with motion.
 *
 * @example
 * const plan = (await openCorpus({ count: 1 })).planAt(0);
 * const score = writeScore(plan, { frames: 64, seconds: 0.064 }); // 64 × 21 numbers
 */
export function writeScore(
  { notes, facts }: Pick<ClipPlan, "notes" | "facts">,
  { frames, seconds }: ScoreFrames,
): Float32Array {
  const { pitches, moments } = framesOfNotes(notes, frames, seconds);
  const tonic = pitchClassOf(facts.tonic) ?? 0;
  const signature = circle(fifths(tonic + toMajor[facts.mode]));
  const home = circle(fifths(tonic));
  const score = new Float32Array(frames * scoreSize);
  for (let f = 0; f < frames; f++) {
    const [pitch, moment] = [pitches[f], moments[f]];
    const say = (name: keyof typeof scoreChannels, values: readonly number[]): void =>
      score.set(values, f * scoreSize + scoreChannels[name]);
    say("beat", circle(((f + 0.5) * seconds * facts.bpm) / 60));
    say("signature", signature);
    say("tonic", home);
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
