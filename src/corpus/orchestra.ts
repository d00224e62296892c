/** Sixteen players who read notes and give clips. */
import { monoClip } from "../audio/clip";
import type { AudioClip } from "../audio/clip";
import { fade } from "../audio/edit";
import { normalise, peak } from "../audio/level";
import { TutorialError } from "../error";
import type { Hertz, Seconds } from "../units";
import { assetPath } from "./assets";
import { decimate } from "./decimate";
import { instrumentNamed, instrumentPrograms } from "./instruments";
import type { InstrumentName } from "./instruments";
import type { Note } from "./note";
import { openSynthesizer } from "./synthesizer";
import type { Synthesizer } from "./synthesizer";

/** How {@link Orchestra.play} plays. */
export interface PlayOptions {
  readonly instrument: InstrumentName;
  readonly seconds: Seconds;
  /** Default 16,000. */
  readonly sampleRate?: Hertz;
  /** Root mean square of the clip; less where the peak would pass 0.99. Default 0.1. */
  readonly rms?: number;
  /** A raised cosine over the end, so that a note cut there does not click. Default 0.03. */
  readonly fadeOut?: Seconds;
}

/** Plays notes on any of the sixteen instruments. */
export interface Orchestra {
  /**
   * Renders notes of one instrument, one channel, deterministic to the bit.
   *
   * The samples are played at a whole multiple of the asked rate, 44.1 kHz or more, then low-passed and decimated:
   * transposing samples at 16 kHz itself would fold their overtones back as noise.
   *
   * @returns round(seconds · sampleRate) samples
   * @throws TutorialError `corpus.instrument.unknown`, `corpus.seconds`, `corpus.sampleRate`, `corpus.notes.empty`,
   *   `corpus.notes.bad`
   */
  play(notes: readonly Note[], options: PlayOptions): AudioClip;
}

/** Below this rate the instruments' own samples would be folded. */
const lowestPlayingRate: Hertz = 44100;

/** The factor by which a clip is played faster than asked, and the rate that makes. */
function playingRate(sampleRate: Hertz): { readonly factor: number; readonly rate: Hertz } {
  const factor = Math.ceil(lowestPlayingRate / sampleRate);
  return { factor, rate: factor * sampleRate };
}

function checkNotes(notes: readonly Note[], seconds: Seconds): void {
  const bad = notes.findIndex(
    ({ pitch, start, duration }) =>
      !(Number.isInteger(pitch) && pitch >= 0 && pitch <= 127 && start >= 0 && duration > 0),
  );
  if (bad >= 0) {
    throw new TutorialError({
      code: "corpus.notes.bad",
      where: "Orchestra.play",
      expected: "notes of whole MIDI pitch 0 to 127, start >= 0 s and duration > 0 s",
      got: `note ${bad}: ${JSON.stringify(notes[bad])}`,
      fix: "segmentNotes(tune, ...) makes such notes; transpose by whole semitones",
    });
  }
  if (notes.some(({ start }) => start < seconds)) return;
  throw new TutorialError({
    code: "corpus.notes.empty",
    where: "Orchestra.play",
    expected: `at least one note that starts within ${seconds} s`,
    got: `${notes.length} notes, none of them`,
    fix: "ask for more seconds, or for notes that start earlier",
  });
}

/** Refuses a length that no clip can have. */
export function checkSeconds(seconds: Seconds, where: string): void {
  if (seconds > 0 && seconds <= 600) return;
  throw new TutorialError({
    code: "corpus.seconds",
    where,
    expected: "a length above 0 and up to 600 seconds",
    got: String(seconds),
    fix: "pass for example {seconds: 4.096}",
  });
}

/** Refuses a sample rate that no clip can have. */
export function checkRate(sampleRate: Hertz, where: string): void {
  if (Number.isSafeInteger(sampleRate) && sampleRate >= 4000 && sampleRate <= 96000) return;
  throw new TutorialError({
    code: "corpus.sampleRate",
    where,
    expected: "a whole sample rate of 4,000 to 96,000 Hz",
    got: String(sampleRate),
    fix: "pass for example {sampleRate: 16000}",
  });
}

/** To the asked level, but never into clipping: a plucked string's peak can be twenty times its mean. */
function level(clip: AudioClip, rms: number): AudioClip {
  const loud = normalise(clip, { rms });
  return peak(loud) > 0.99 ? normalise(loud, { peak: 0.99 }) : loud;
}

function orchestraOf(synthesizer: Synthesizer): Orchestra {
  return {
    play(notes, { instrument, seconds, sampleRate = 16000, rms = 0.1, fadeOut = 0.03 }) {
      const program = instrumentPrograms[instrumentNamed(instrument, "Orchestra.play")];
      checkSeconds(seconds, "Orchestra.play");
      checkRate(sampleRate, "Orchestra.play");
      checkNotes(notes, seconds);
      const { factor, rate } = playingRate(sampleRate);
      const length = Math.round(seconds * sampleRate);
      const samples = decimate(synthesizer.play(notes, program, length * factor, rate), factor); // [S]
      const clip = monoClip(samples, sampleRate);
      return level(fade(clip, { out: Math.min(fadeOut, length / sampleRate) }), rms);
    },
  };
}

let shared: Promise<Orchestra> | undefined;

/**
 * The orchestra of `assets/instruments.sf3`: read at the first call (about 0.1 s), shared by all later ones.
 *
 * @throws TutorialError `corpus.asset.missing`, `corpus.soundFont`
 *
 * @example
 * const orchestra = await openOrchestra();
 * const scale = [60, 62, 64, 65, 67].map((pitch, i) => ({ pitch, start: i * 0.5, duration: 0.5 }));
 * const clip = orchestra.play(scale, { instrument: "koto", seconds: 3 });
 */
export function openOrchestra(): Promise<Orchestra> {
  shared ??= openSynthesizer(assetPath("instruments.sf3"))
    .then(orchestraOf)
    .catch((error: unknown) => {
      shared = undefined; // so that a restored file is read at the next call
      throw error;
    });
  return shared;
}
