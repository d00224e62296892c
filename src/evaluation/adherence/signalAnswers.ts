/** What a clip's notes alone say of register, tempo and mode: no classifier, nothing learnt. */
import { meanPitch, registerCentres, registers } from "../../corpus/register";
import type { Register } from "../../corpus/register";
import { audibleDensity, tempoClasses, tempoRanges } from "../../corpus/tempo";
import type { TempoClass } from "../../corpus/tempo";
import type { Seconds } from "../../units";
import { hearKey } from "./hearKey";
import type { Transcription } from "./transcribe";
import type { PromptMode } from "./truths";

/** Undefined where there are no notes to tell by. */
export interface SignalAnswers {
  readonly register: Register | undefined;
  readonly tempo: TempoClass | undefined;
  readonly mode: PromptMode | undefined;
}

/** The name whose value is the least. */
function least<Name extends string>(names: readonly Name[], value: (name: Name) => number): Name {
  return names.reduce((best, name) => (value(name) < value(best) ? name : best));
}

/** Notes a second in the middle of a class of tempo: its middle in quarter notes, at a middling density. */
function usualRate(tempo: TempoClass): number {
  const { low, high } = tempoRanges[tempo];
  return ((low + high) / 2 / 60) * ((audibleDensity.low + audibleDensity.high) / 2);
}

/**
 * Register by the mean pitch, tempo by notes a second, mode by {@link hearKey}.
 *
 * The tempo is a guess with a known ceiling: fast quarters are as many notes a second as slow eighths.
 *
 * @param seconds the length of the clip
 *
 * @example
 * const { clip } = (await openCorpus({ count: 1, registers: ["low"] })).clipAt(0);
 * const { register } = signalAnswers(transcribe(clip), duration(clip)); // low
 */
export function signalAnswers({ notes, tuning }: Transcription, seconds: Seconds): SignalAnswers {
  if (notes.length === 0) return { register: undefined, tempo: undefined, mode: undefined };
  const height = meanPitch(notes) + tuning;
  const rate = notes.length / seconds;
  return {
    register: least(registers, (name) => Math.abs(height - registerCentres[name])),
    tempo: least(tempoClasses, (name) => Math.abs(Math.log(rate / usualRate(name)))),
    mode: hearKey(notes)?.mode,
  };
}
