/** Which note is sounding, moment by moment: the fundamental frequency of a melody. */
import { checkClip } from "../audio/checkClip";
import { toMono } from "../audio/clip";
import type { AudioClip } from "../audio/clip";
import type { Decibels, Hertz, Seconds } from "../units";
import { periodAt } from "./yin";

export interface PitchTrackOptions {
  /** From one frame to the next. Default 0.01. */
  readonly hop?: Seconds;
  /** The lowest fundamental. Default 65 (C2). */
  readonly lowest?: Hertz;
  /** The highest fundamental. Default 2,100 (C7). */
  readonly highest?: Hertz;
  /** A frame further from repeating than this has no pitch. Default 0.2. */
  readonly aperiodicity?: number;
  /** A frame softer than the loudest by this has no pitch. Default −40. */
  readonly quietest?: Decibels;
}

/** One value a frame. */
export interface PitchTrack {
  /** The middle of each frame. */
  readonly times: Float32Array;
  /** NaN where there is no pitch. */
  readonly frequencies: Float32Array;
  readonly aperiodicity: Float32Array;
}

/** Of three neighbours the middle one by size, where all have a pitch: a lone octave error is outvoted. */
function withoutLoneErrors(frequencies: Float32Array): Float32Array {
  return frequencies.map((frequency, i) => {
    const three = frequencies.subarray(Math.max(0, i - 1), i + 2);
    return three.length < 3 || three.some(Number.isNaN) ? frequency : three.slice().sort()[1];
  });
}

/**
 * The fundamental frequency of a sound that is one voice at a time, by YIN, and where there is none.
 *
 * Frames are two longest periods wide and at least 40 ms, so a note shorter than that, and the first and last 20 ms of
 * any, are seen beside their neighbours. Of notes that ring into each other the louder is heard.
 *
 * @param clip several channels become their mean; a clip too short for a frame has no frames
 * @throws TutorialError those of {@link checkClip}
 *
 * Source: de Cheveigné and Kawahara 2002, "YIN, a fundamental frequency estimator for speech and music".
 *
 * @example
 * const tone = Float32Array.from({ length: 16000 }, (_, i) => Math.sin((2 * Math.PI * 440 * i) / 16000));
 * const { frequencies } = pitchTrack(monoClip(tone, 16000)); // 440 Hz everywhere
 */
export function pitchTrack(clip: AudioClip, options: PitchTrackOptions = {}): PitchTrack {
  checkClip(clip, "pitchTrack");
  const { hop = 0.01, lowest = 65, highest = 2100, aperiodicity = 0.2, quietest = -40 } = options;
  const { sampleRate } = clip;
  const [samples] = toMono(clip).channels;
  const range = {
    width: Math.round(Math.max(0.04, 2 / lowest) * sampleRate),
    shortest: Math.floor(sampleRate / highest),
    longest: Math.ceil(sampleRate / lowest),
  };
  const size = range.width + range.longest + 1;
  const step = hop * sampleRate;
  const count = Math.max(0, 1 + Math.floor((samples.length - size) / step));
  const starts = Array.from({ length: count }, (_, m) => Math.round(m * step));
  const loudness = starts.map((at) => {
    const frame = samples.subarray(at, at + size);
    return Math.sqrt(frame.reduce((sum, x) => sum + x * x, 0) / size);
  });
  const least = Math.max(1e-6, Math.max(0, ...loudness) * 10 ** (quietest / 20));
  const found = starts.map((at, m) =>
    loudness[m] >= least ? periodAt(samples, at, range) : { period: NaN, aperiodicity: 1 },
  );
  const all = withoutLoneErrors(Float32Array.from(found, ({ period }) => sampleRate / period));
  const isVoiced = found.map((one) => one.aperiodicity <= aperiodicity);
  return {
    times: Float32Array.from(starts, (at) => (at + size / 2) / sampleRate),
    frequencies: all.map((frequency, m) => (isVoiced[m] ? frequency : Number.NaN)),
    aperiodicity: Float32Array.from(found, (one) => one.aperiodicity),
  };
}
