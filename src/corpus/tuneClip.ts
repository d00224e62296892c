/** One tune, one instrument, one tempo, one register: a clip and what is true of it. */
import type { AudioClip } from "../audio/clip";
import type { BeatsPerMinute, Hertz, MidiPitch, Seconds } from "../units";
import { caption } from "./caption";
import type { CaptionOptions } from "./caption";
import type { ClipFacts } from "./facts";
import { instrumentNamed } from "./instruments";
import type { InstrumentName } from "./instruments";
import { keyIsHeard, transposeTonic } from "./key";
import type { Note } from "./note";
import { checkSeconds, openOrchestra } from "./orchestra";
import { meanPitch, registerCentres, registerOf, registers } from "./register";
import type { Register } from "./register";
import { oneOf } from "./oneOf";
import { segmentNotes } from "./segment";
import { tuneSplits } from "./split";
import { checkTempo, tempoClassOf, tempoIsHeard } from "./tempo";
import type { Tune } from "./tune";

/** How a tune is to be played. */
export interface TunePlan extends CaptionOptions {
  /** Default `"violin"`. */
  readonly instrument?: InstrumentName;
  /** Quarter notes a minute. Default 110. */
  readonly bpm?: BeatsPerMinute;
  /** Moves the segment so that its mean pitch comes nearest to this; left out: as printed. */
  readonly register?: Register | MidiPitch;
  /** The bar to start on. Default 0. */
  readonly bar?: number;
  /** Default 4.096, which is 65,536 samples at 16 kHz. */
  readonly seconds?: Seconds;
}

/** A clip before it sounds: notes, facts, caption. */
export interface ClipPlan {
  /** The notes that sound, in seconds and at sounding pitch. */
  readonly notes: readonly Note[];
  readonly facts: ClipFacts;
  readonly caption: string;
  readonly seconds: Seconds;
}

/** A piece of text–audio data: what sounds, what is true of it, and what is said of it. */
export interface CorpusClip extends ClipPlan {
  readonly clip: AudioClip;
}

/** How many semitones bring the notes nearest to a mean pitch. */
function transpositionTo(register: Register | MidiPitch, notes: readonly Note[]): number {
  if (typeof register === "number") return Math.round(register - meanPitch(notes));
  const details = { code: "corpus.register.unknown", where: "planTune", kind: "a register" };
  return Math.round(registerCentres[oneOf(register, registers, details)] - meanPitch(notes));
}

/**
 * Plans a clip without playing it: which notes, what is true of them, how to say it.
 *
 * @throws TutorialError `corpus.instrument.unknown`, `corpus.tempo`, `corpus.seconds`, `corpus.segment.bar`,
 *   `corpus.register.unknown`, `corpus.wording.unknown`
 *
 * @example
 * const plan = planTune(findTune("Off to Donnybrook"), { instrument: "flute", bpm: 160, register: "high" });
 * console.log(plan.caption, plan.facts.key, plan.notes.length);
 */
export function planTune(tune: Tune, options: TunePlan = {}): ClipPlan {
  const { bpm = 110, bar = 0, seconds = 4.096, register } = options;
  const instrument = instrumentNamed(options.instrument ?? "violin", "planTune");
  checkTempo(bpm, "planTune");
  checkSeconds(seconds, "planTune");
  const printed = segmentNotes(tune, { bar, bpm, seconds });
  const shift = register === undefined ? 0 : transpositionTo(register, printed);
  const notes = printed.map((note) => ({ ...note, pitch: note.pitch + shift }));
  const tonic = transposeTonic(tune.tonic, tune.mode, shift);
  const pitch = meanPitch(notes);
  const facts: ClipFacts = {
    tuneId: tune.id,
    title: tune.title,
    book: tune.book,
    region: tune.region,
    rhythm: tune.rhythm,
    meter: tune.meter,
    instrument,
    tonic,
    mode: tune.mode,
    key: `${tonic} ${tune.mode}`,
    keyHeard: keyIsHeard(notes, tonic, tune.mode),
    bpm,
    tempo: tempoClassOf(bpm),
    tempoHeard: tempoIsHeard(notes, seconds, bpm),
    meanPitch: pitch,
    register: registerOf(pitch),
    split: tuneSplits().get(tune.id),
  };
  return { notes, facts, caption: caption(facts, options), seconds };
}

/** {@link TunePlan}, and how to render it. */
export interface TuneClipOptions extends TunePlan {
  /** Default 16,000. */
  readonly sampleRate?: Hertz;
}

/**
 * Plays some bars of a tune and says what is true of them.
 *
 * @returns the clip, its notes, its facts, and a caption
 * @throws TutorialError those of {@link planTune} and {@link openOrchestra}
 *
 * @example
 * const { clip, caption: text } = await tuneClip(findTune("Off to Donnybrook"), { instrument: "koto", bpm: 100 });
 */
export async function tuneClip(tune: Tune, options: TuneClipOptions = {}): Promise<CorpusClip> {
  const plan = planTune(tune, options);
  const orchestra = await openOrchestra();
  const { instrument } = plan.facts;
  const { seconds } = plan;
  const clip = orchestra.play(plan.notes, { instrument, seconds, sampleRate: options.sampleRate });
  return { ...plan, clip };
}
