/** What a model has composed beside the sound: its score, read back as beat, key and notes. */
import type { Note } from "../../../corpus/note";
import type { BeatsPerMinute, Frames, Seconds } from "../../../units";
import { frequencies, heightScale, scoreChannels, scoreSize, unitNumber } from "./channels";
import type { ScoreChannel } from "./channels";
import type { ScoreFrames } from "./writeScore";

/** A score as it is read. */
export interface ReadScore {
  /** Quarter notes a minute. */
  readonly bpm: BeatsPerMinute;
  /** Sharps of the key signature; flats are negative. */
  readonly sharps: number;
  readonly notes: readonly Note[];
}

/** Tempos that are tried. */
const tempos = { slowest: 40, fastest: 240, step: 0.5 } as const;

/** The tempo at which a hand that goes round would stay beside the beat the best: max over f of |Σₜ z[t]·e^(−2πi·f·t)|. */
function tempoOf(turns: readonly (readonly [number, number])[], frame: Seconds): BeatsPerMinute {
  let best = { bpm: Number.NaN, beside: -1 };
  for (let bpm = tempos.slowest; bpm <= tempos.fastest; bpm += tempos.step) {
    let beside = 0;
    turns.forEach(([x, y], f) => {
      const angle = (2 * Math.PI * ((f + 0.5) * frame * bpm)) / 60;
      beside += x * Math.cos(angle) + y * Math.sin(angle);
    });
    if (beside > best.beside) best = { bpm, beside };
  }
  return best.bpm;
}

/** A place on the circle of fifths: −5 to 6 steps from its top. */
function stepsOf(turns: readonly (readonly [number, number])[]): number {
  const [x, y] = turns.reduce(([a, b], [c, d]) => [a + c, b + d], [0, 0]);
  const steps = Math.round((Math.atan2(y, x) / (2 * Math.PI)) * 12);
  return steps < -5 ? steps + 12 : steps;
}

/** Half-way between no and yes. */
const between = (p: number): number => (unitNumber(false, p) + unitNumber(true, p)) / 2;

/**
 * Reads a score as `writeScore` writes it, or as a model has composed it: what is more yes than no counts.
 *
 * @param score [T, K], row by row
 * @returns the notes that begin in it, each until the next begins or no pitch class is heard any more
 *
 * @example
 * const plan = (await openCorpus({ count: 1 })).planAt(0);
 * const layout = { frames: 64, seconds: 0.064 };
 * const { bpm, notes } = readScore(writeScore(plan, layout), layout);
 * console.log(plan.facts.bpm, bpm, plan.notes.length, notes.length);
 */
export function readScore(score: Float32Array, { frames, seconds }: ScoreFrames): ReadScore {
  const at = (f: Frames, name: ScoreChannel, k = 0): number =>
    score[f * scoreSize + scoreChannels[name] + k];
  const all = Array.from({ length: frames }, (_, f) => f);
  const turns = (name: ScoreChannel) =>
    all.map((f): readonly [number, number] => [at(f, name), at(f, name, 1)]);
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
  for (const f of all) {
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
  return { bpm: tempoOf(turns("beat"), seconds), sharps: stepsOf(turns("signature")), notes };
}
