/** A clip in thirty-two numbers: how bright, noisy, loud and of what colour it is, and how much of that changes. */
import type { AudioClip } from "../../audio/clip";
import { soundFeatures } from "../../audio/soundFeatures";
import type { SoundFeatures } from "../../audio/soundFeatures";

/** MFCC that are kept. The one before them is the level, which loudness has already. */
const coefficients = 12;
/** Of a magnitude spectrum; keeps the logarithm of flatness finite for a pure tone. */
const leastFlatness = 1e-4;

/** One series a feature, each on the scale on which ears and statistics are at home. */
function series(features: SoundFeatures): Record<string, readonly number[]> {
  // Silence has no colour: its frames are left out, unless there is nothing else.
  const sounding = Array.from(features.centroid.keys()).filter(
    (m) => features.centroid[m] > 0 && Number.isFinite(features.flatness[m]),
  );
  const over = (value: (m: number) => number): number[] => sounding.map(value);
  const colours = Array.from({ length: coefficients }, (_, k): [string, number[]] => [
    `MFCC ${k + 1}`,
    over((m) => features.mfcc[m][k + 1]),
  ]);
  return {
    brightness: over((m) => Math.log2(features.centroid[m])),
    noisiness: over((m) => Math.log2(Math.max(features.flatness[m], leastFlatness))),
    loudness: over((m) => features.loudness[m]),
    "zero crossings": over((m) => Math.log2(1 + features.zeroCrossings[m])),
    ...Object.fromEntries(colours),
  };
}

function moments(values: readonly number[]): { mean: number; spread: number } {
  if (values.length === 0) return { mean: 0, spread: 0 };
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return { mean, spread: Math.sqrt(variance) };
}

/**
 * Describes a clip by the mean and the spread over its frames of what Meyda hears in it.
 *
 * Brightness is log₂ of the spectral centroid in hertz, noisiness log₂ of spectral flatness; then loudness, log₂ of the
 * zero crossings a second, and MFCC 1 to 12. One frame of 1024 samples in every 2048, which is quick; silent
 * ones do not count, and a clip of nothing else is all zeros.
 *
 * @returns 32 numbers by name, always in the same order
 * @throws TutorialError those of {@link soundFeatures}
 *
 * @example
 * const tone = Float32Array.from({ length: 16000 }, (_, i) => Math.sin((2 * Math.PI * 440 * i) / 16000));
 * const description = describeClip(monoClip(tone, 16000));
 * console.log(2 ** description["brightness"]); // about 440 Hz
 */
export function describeClip(clip: AudioClip): Record<string, number> {
  const features = soundFeatures(clip, {
    frameSize: 1024,
    hop: 2048,
    coefficients: coefficients + 1,
  });
  const found: [string, number][] = [];
  for (const [name, values] of Object.entries(series(features))) {
    const { mean, spread } = moments(values);
    found.push([name, mean], [`${name}, spread`, spread]);
  }
  return Object.fromEntries(found);
}
