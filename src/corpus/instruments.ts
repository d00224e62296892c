/** The sixteen instruments of `assets/instruments.sf3`. */
import { oneOf } from "./oneOf";

/**
 * Each instrument's General MIDI program, counted from 0.
 *
 * All of them sound at the pitch that is written: the fundamental of each was measured from F2 to B6 and lies within 23
 * cents of it, the whistle's usually 10 above (`test/corpus/pitch.test.ts`). The bagpipe has no drone; the banjo's highest
 * strings, from G♯5 up, ring for half a second only.
 */
export const instrumentPrograms = {
  piano: 0,
  vibraphone: 11,
  "church organ": 19,
  accordion: 21,
  "nylon guitar": 24,
  violin: 40,
  cello: 42,
  harp: 46,
  trumpet: 56,
  oboe: 68,
  clarinet: 71,
  flute: 73,
  whistle: 78,
  banjo: 105,
  koto: 107,
  bagpipe: 109,
} as const;

/** The name of one of the sixteen instruments. */
export type InstrumentName = keyof typeof instrumentPrograms;

/** The sixteen instruments, in the order of their General MIDI programs. */
export const instrumentNames: readonly InstrumentName[] = Object.keys(
  instrumentPrograms,
) as InstrumentName[];

/**
 * The given name, if it names an instrument.
 *
 * @param where the function that speaks in the error
 * @throws TutorialError `corpus.instrument.unknown`, with all sixteen and the nearest in spelling
 */
export function instrumentNamed(name: string, where = "instrumentNamed"): InstrumentName {
  return oneOf(name, instrumentNames, {
    code: "corpus.instrument.unknown",
    where,
    kind: "an instrument",
  });
}
