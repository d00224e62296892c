/** Which clip is the i-th: a draw of tune, instrument, tempo and register, a function of (seed, split, i) alone. */
import { TutorialError } from "../error";
import { Random } from "../tensor/random";
import type { BeatsPerMinute, MidiPitch, Seconds } from "../units";
import type { Wording } from "./captionWords";
import type { InstrumentName } from "./instruments";
import { registerCentres } from "./register";
import type { Register } from "./register";
import { segmentNotes, startingBars, tickSeconds } from "./segment";
import type { Split } from "./split";
import { tempoIsHeard, tempoRanges } from "./tempo";
import type { TempoClass } from "./tempo";
import { planTune } from "./tuneClip";
import type { ClipPlan } from "./tuneClip";
import type { Tune } from "./tune";

/** What a corpus draws from. */
export interface DrawSettings {
  readonly seed: number;
  readonly split: Split;
  readonly seconds: Seconds;
  readonly instruments: readonly InstrumentName[];
  readonly tempos: readonly TempoClass[];
  readonly registers: readonly Register[];
  readonly wording: Wording;
  readonly audibleTempo: boolean;
  /** Lists of tunes, each as likely as the others: one list, or one of major tunes and one of all other modes. */
  readonly pools: readonly (readonly Tune[])[];
}

/** The semitones around a register's centre that are drawn from; planning rounds by half a semitone more. */
const registerSpread = 2.4;
/** So many tunes are tried before a corpus is declared impossible. */
const attempts = 500;

/** A tune, and a bar of it from which the asked segment may start. */
interface Place {
  readonly tune: Tune;
  readonly bar: number;
}

function drawPlace(settings: DrawSettings, bpm: BeatsPerMinute, random: Random): Place {
  const { seconds, pools, audibleTempo } = settings;
  for (let attempt = 0; attempt < attempts; attempt++) {
    const tune = random.choice(random.choice(pools));
    const bar = random.choice(startingBars(tune, seconds / tickSeconds(bpm)));
    const notes = segmentNotes(tune, { bar, bpm, seconds });
    if (notes.length > 0 && (!audibleTempo || tempoIsHeard(notes, seconds, bpm)))
      return { tune, bar };
  }
  throw new TutorialError({
    code: "corpus.draw",
    where: "openCorpus",
    expected: `segments of ${seconds} s whose tempo can be heard`,
    got: `none in ${attempts} tries at ${bpm} quarter notes a minute`,
    fix: "ask for more seconds, or pass {audibleTempo: false}",
  });
}

/**
 * Plans the i-th clip of a corpus.
 *
 * @param index i; no clip depends on any other
 */
export function drawPlan(settings: DrawSettings, index: number): ClipPlan {
  const { seed, split, seconds, wording } = settings;
  const random = new Random(seed, "corpus", split, index);
  const instrument = random.choice(settings.instruments);
  const { low, high } = tempoRanges[random.choice(settings.tempos)];
  const bpm: BeatsPerMinute = low + random.integer(high - low + 1);
  const centre = registerCentres[random.choice(settings.registers)];
  const register: MidiPitch = centre + registerSpread * (2 * random.uniform() - 1);
  const { tune, bar } = drawPlace(settings, bpm, random);
  const words = { seed: random.integer(0x7fffffff), wording };
  return planTune(tune, { instrument, bpm, register, bar, seconds, ...words });
}
