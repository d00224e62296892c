/** Meyda with its traps closed: it keeps its settings, and tables made from them, in one global object. */
import Meyda from "meyda";
import type { MeydaAudioFeature, MeydaFeaturesObject } from "meyda";
import { TutorialError } from "../error";
import type { Hertz, Samples } from "../units";

export interface MeydaSettings {
  readonly sampleRate: Hertz;
  /** A power of two. */
  readonly frameSize: Samples;
  /** Mel bands for the MFCC. */
  readonly melBands: number;
  /** How many MFCC, at most melBands. */
  readonly coefficients: number;
}

/** Settings of Meyda and the tables it derives from them, which its own types hide. */
interface MeydaState {
  bufferSize: number;
  sampleRate: Hertz;
  melBands: number;
  numberOfMFCCCoefficients: number;
  windowingFunction: string;
  barkScale?: unknown;
  melFilterBank?: unknown;
  chromaFilterBank?: unknown;
}

/**
 * Extracts Meyda's features from frames.
 *
 * Meyda makes its filter banks at the first call and keeps them when the sample rate changes, so they are
 * taken away before and after; and its settings are put back, for those who also use it themselves.
 *
 * @param frames each of `frameSize` samples
 * @throws TutorialError `audio.features.frameSize` unless the frame size is a power of two
 */
export function meydaFrames<F extends MeydaAudioFeature & keyof MeydaFeaturesObject>(
  frames: readonly Float32Array[],
  features: readonly F[],
  settings: MeydaSettings,
): Pick<MeydaFeaturesObject, F>[] {
  const { frameSize, sampleRate, melBands, coefficients } = settings;
  if (!Number.isInteger(Math.log2(frameSize)) || frameSize < 64) {
    throw new TutorialError({
      code: "audio.features.frameSize",
      where: "meydaFrames",
      expected: "frames of a power of two of samples, 64 or more",
      got: String(frameSize),
      fix: "pass for example {frameSize: 2048}",
    });
  }
  const state = Meyda as unknown as MeydaState;
  const before = { ...state };
  const noTables = { barkScale: undefined, melFilterBank: undefined, chromaFilterBank: undefined };
  Object.assign(state, noTables, {
    bufferSize: frameSize,
    sampleRate,
    melBands,
    numberOfMFCCCoefficients: coefficients,
    windowingFunction: "hanning",
  });
  try {
    return frames.map(
      (frame) => Meyda.extract([...features], frame) as Pick<MeydaFeaturesObject, F>,
    );
  } finally {
    Object.assign(state, before, noTables);
  }
}
