/** The corpus: as many text–audio pairs as you like, made when asked for and never kept. */
import { TutorialError } from "../error";
import type { Hertz, Seconds } from "../units";
import { wordings } from "./captionWords";
import type { Wording } from "./captionWords";
import { drawPlan } from "./draw";
import type { DrawSettings } from "./draw";
import { instrumentNames } from "./instruments";
import type { InstrumentName } from "./instruments";
import { oneOf } from "./oneOf";
import { checkRate, checkSeconds, openOrchestra } from "./orchestra";
import { registers } from "./register";
import type { Register } from "./register";
import { splitNamed, tuneSplits } from "./split";
import type { Split } from "./split";
import { tempoClasses } from "./tempo";
import type { TempoClass } from "./tempo";
import { loadTunes } from "./tuneBook";
import type { ClipPlan, CorpusClip } from "./tuneClip";

/** What a corpus is made of. */
export interface CorpusOptions {
  /** Default `"train"`. No melody is in two splits. */
  readonly split?: Split;
  /** Another seed, other clips. Default 0. */
  readonly seed?: number;
  /** How many clips. Default 1,000. */
  readonly count?: number;
  /** Length of each. Default 4.096, which is 65,536 samples at 16 kHz. */
  readonly seconds?: Seconds;
  /** Default 16,000. */
  readonly sampleRate?: Hertz;
  /** Default all sixteen, each as often. */
  readonly instruments?: readonly InstrumentName[];
  /** Default all three, each as often. */
  readonly tempos?: readonly TempoClass[];
  /** Default all three, each as often. */
  readonly registers?: readonly Register[];
  /** Default `"train"`; `"heldOut"` captions use sentences and synonyms that no training caption has. */
  readonly wording?: Wording;
  /** Major in half of the clips, where the tune book has 87 % of it. Default true. */
  readonly balanceModes?: boolean;
  /** Only segments in which the tempo can be heard, of 1.3 to 2.3 notes a quarter note. Default true. */
  readonly audibleTempo?: boolean;
}

/** An endless supply with an end: `count` clips, each made when it is asked for. */
export interface Corpus extends Iterable<CorpusClip> {
  readonly count: number;
  readonly sampleRate: Hertz;
  readonly seconds: Seconds;
  /**
   * The i-th clip, the same whichever were made before.
   *
   * @throws TutorialError `corpus.index`
   */
  clipAt(index: number): CorpusClip;
  /** The i-th clip's notes, facts and caption without its sound: a hundred times as fast. */
  planAt(index: number): ClipPlan;
}

/** A list out of the options, checked name by name, or everything. */
function listed<Name extends string>(
  asked: readonly Name[] | undefined,
  all: readonly Name[],
  kind: string,
): readonly Name[] {
  if (asked === undefined) return all;
  if (asked.length === 0) {
    throw new TutorialError({
      code: `corpus.${kind}.none`,
      where: "openCorpus",
      expected: `at least one ${kind}`,
      got: "an empty list",
      fix: "leave the option out to have them all",
    });
  }
  const kindOf = kind === "instrument" ? "an instrument" : `a ${kind}`;
  const details = { code: `corpus.${kind}.unknown`, where: "openCorpus", kind: kindOf };
  return asked.map((name) => oneOf(name, all, details));
}

function checkCount(count: number): void {
  if (Number.isSafeInteger(count) && count > 0) return;
  throw new TutorialError({
    code: "corpus.count",
    where: "openCorpus",
    expected: "a whole number of clips above 0",
    got: String(count),
    fix: "pass for example {count: 1000}",
  });
}

function settingsOf(options: CorpusOptions): DrawSettings {
  const { seed = 0, seconds = 4.096, audibleTempo = true, balanceModes = true } = options;
  const split = splitNamed(options.split ?? "train", "openCorpus");
  checkSeconds(seconds, "openCorpus");
  const side = tuneSplits();
  const tunes = loadTunes().filter((tune) => side.get(tune.id) === split);
  const major = tunes.filter((tune) => tune.mode === "major");
  const other = tunes.filter((tune) => tune.mode !== "major");
  return {
    seed,
    split,
    seconds,
    audibleTempo,
    instruments: listed(options.instruments, instrumentNames, "instrument"),
    tempos: listed(options.tempos, tempoClasses, "tempo"),
    registers: listed(options.registers, registers, "register"),
    wording: listed([options.wording ?? "train"], wordings, "wording")[0],
    pools: balanceModes ? [major, other] : [tunes],
  };
}

/**
 * Opens a corpus of real tunes on sampled instruments with true captions.
 *
 * Each clip is drawn by (seed, split, index) alone, so that any one can be made again without the others, and none is
 * kept: ten thousand clips take the memory of one.
 *
 * @throws TutorialError `corpus.split.unknown`, `corpus.instrument.unknown`, `corpus.tempo.unknown`,
 *   `corpus.register.unknown`, `corpus.wording.unknown`, `corpus.seconds`, `corpus.sampleRate`, `corpus.count`
 *
 * @example
 * const corpus = await openCorpus({ split: "train", seed: 7, count: 3, instruments: ["violin", "koto"] });
 * for (const { clip, caption: text } of corpus) console.log(duration(clip), text);
 */
export async function openCorpus(options: CorpusOptions = {}): Promise<Corpus> {
  const { count = 1000, sampleRate = 16000 } = options;
  checkCount(count);
  checkRate(sampleRate, "openCorpus");
  const settings = settingsOf(options);
  const { seconds } = settings;
  const orchestra = await openOrchestra();
  const planAt = (index: number): ClipPlan => {
    if (!(Number.isSafeInteger(index) && index >= 0 && index < count)) {
      throw new TutorialError({
        code: "corpus.index",
        where: "Corpus.clipAt",
        expected: `a whole index of 0 to ${count - 1}`,
        got: String(index),
        fix: "open the corpus with a larger count, or ask for an earlier clip",
      });
    }
    return drawPlan(settings, index);
  };
  const clipAt = (index: number): CorpusClip => {
    const plan = planAt(index);
    const { instrument } = plan.facts;
    return { ...plan, clip: orchestra.play(plan.notes, { instrument, seconds, sampleRate }) };
  };
  return {
    count,
    sampleRate,
    seconds,
    planAt,
    clipAt,
    *[Symbol.iterator]() {
      for (let index = 0; index < count; index++) yield clipAt(index);
    },
  };
}
