/** Clips of any tunes: instruments, tempos and registers spread over them, the same each time. */
import { instrumentNames } from "../corpus/instruments";
import { registers } from "../corpus/register";
import { startingBars, tickSeconds } from "../corpus/segment";
import { tempoClasses, tempoRanges } from "../corpus/tempo";
import { barTicks } from "../corpus/tune";
import type { Tune } from "../corpus/tune";
import { planTune, tuneClip } from "../corpus/tuneClip";
import type { CorpusClip, TunePlan } from "../corpus/tuneClip";
import { Random } from "../tensor/random";
import type { Seconds } from "../units";

/** Which tune, and how it is played. */
export interface EvaluationClip {
  readonly tune: Tune;
  readonly plan: TunePlan;
}

const seconds: Seconds = 4.096;

/**
 * Spreads clips evenly over a tune book: sixteen of them have every instrument once, nine every pair of tempo
 * and register, 144 every combination.
 */
export function evaluationClips(tunes: readonly Tune[], count: number): EvaluationClip[] {
  return Array.from({ length: count }, (_, i) => {
    const tune = tunes[Math.floor((i * tunes.length) / count) % tunes.length];
    const { low, high } = tempoRanges[tempoClasses[i % tempoClasses.length]];
    const bpm = (low + high) / 2;
    const plan: TunePlan = {
      instrument: instrumentNames[i % instrumentNames.length],
      bpm,
      register: registers[Math.floor(i / tempoClasses.length) % registers.length],
      seconds,
    };
    const bars = startingBars(tune, seconds / tickSeconds(bpm));
    // A tune may begin with a rest as long as a clip.
    const sounding = bars.filter((bar) => planTune(tune, { ...plan, bar }).notes.length > 0);
    const first = Math.floor(tune.notes[0].start / barTicks(tune.meter));
    const bar = new Random(i, "evaluate").choice(sounding.length > 0 ? sounding : [first]);
    return { tune, plan: { ...plan, bar } };
  });
}

/** Plays one of them. */
export function renderClip({ tune, plan }: EvaluationClip): Promise<CorpusClip> {
  return tuneClip(tune, plan);
}
