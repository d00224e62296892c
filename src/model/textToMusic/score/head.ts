/** The head of a score: tempo and key, which hold from the first note to the last. */
import { pitchClassOf } from "../../../corpus/key";
import { modes } from "../../../corpus/tune";
import type { Mode } from "../../../corpus/tune";
import type { BeatsPerMinute, Frames, Seconds } from "../../../units";
import { headChannels, headSize } from "./channels";

/** Tempo and key. */
export interface ScoreHead {
  /** Quarter notes a minute. */
  readonly bpm: BeatsPerMinute;
  readonly tonic: string;
  readonly mode: Mode;
}

/** Of which frames a score is written. */
export interface ScoreFrames {
  readonly frames: Frames;
  /** Of each frame. */
  readonly seconds: Seconds;
  /** The first of them, counted from where the piece begins; 0 unless given. */
  readonly from?: Frames;
}

/** Semitones from a mode's tonic up to the major tonic of the same key signature. */
const toMajor: Readonly<Record<Mode, number>> = { major: 0, mixolydian: 5, dorian: 10, minor: 3 };

/** √2·(cos, sin) of an angle: two numbers of variance 1. */
function circle(turns: number): readonly [number, number] {
  const angle = 2 * Math.PI * turns;
  return [Math.SQRT2 * Math.cos(angle), Math.SQRT2 * Math.sin(angle)];
}

/** Place on the circle of fifths, in turns: C 0, G 1/12, D 2/12, … */
const fifths = (pitchClass: number): number => ((pitchClass * 7) % 12) / 12;

/**
 * Writes a head beside each frame: a beat that goes round once each quarter note from the first sample on, where a bar
 * begins, and the places of key signature and tonic on the circle of fifths.
 *
 * @returns [T, 6], row by row; what is where says {@link headChannels}
 *
 * @example
 * const head = writeHead({ bpm: 110, tonic: "D", mode: "major" }, { frames: 64, seconds: 0.064 });
 */
export function writeHead(
  { bpm, tonic, mode }: ScoreHead,
  { frames, seconds, from = 0 }: ScoreFrames,
): Float32Array {
  const pitchClass = pitchClassOf(tonic) ?? 0;
  const signature = circle(fifths(pitchClass + toMajor[mode]));
  const home = circle(fifths(pitchClass));
  const head = new Float32Array(frames * headSize);
  for (let f = 0; f < frames; f++) {
    head.set(circle(((from + f + 0.5) * seconds * bpm) / 60), f * headSize + headChannels.beat);
    head.set(signature, f * headSize + headChannels.signature);
    head.set(home, f * headSize + headChannels.tonic);
  }
  return head;
}

/** Tempos that are told apart: 40, 42, … 200 quarter notes a minute. */
export const tempoSteps = { slowest: 40, step: 2, count: 81 } as const;

/** Which step a tempo is nearest to. */
export function tempoStepOf(bpm: BeatsPerMinute): number {
  const { slowest, step, count } = tempoSteps;
  return Math.min(count - 1, Math.max(0, Math.round((bpm - slowest) / step)));
}

/** The tempo of a step. */
export function tempoOfStep(step: number): BeatsPerMinute {
  return tempoSteps.slowest + tempoSteps.step * step;
}

/** Keys that are told apart: twelve tonics in each mode. */
export const keyCount = 12 * modes.length;

/** The number of a key. */
export function keyNumberOf({ tonic, mode }: Pick<ScoreHead, "tonic" | "mode">): number {
  return modes.indexOf(mode) * 12 + (pitchClassOf(tonic) ?? 0);
}
