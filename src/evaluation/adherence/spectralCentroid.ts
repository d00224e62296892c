/** How bright a sound is, in one number. */
import type { AudioClip } from "../../audio/clip";
import { tf } from "../../tensor/tf";
import type { Hertz, Seconds } from "../../units";
import { frameSize, magnitudes } from "./magnitudes";

const frame: Seconds = 0.064;

/**
 * The mean frequency of a whole clip, weighed by magnitude: Σ f·|X| / Σ |X| over all bins and frames, so that loud
 * moments count for more. {@link soundFeatures} has its course over time.
 *
 * @returns NaN for silence
 * @throws TutorialError those of {@link checkClip}
 *
 * @example
 * const tone = Float32Array.from({ length: 16000 }, (_, i) => Math.sin((2 * Math.PI * 440 * i) / 16000));
 * console.log(spectralCentroid(monoClip(tone, 16000))); // near 440
 */
export function spectralCentroid(clip: AudioClip): Hertz {
  const fftSize = frameSize(frame, clip.sampleRate);
  const sums = tf.tidy(() => magnitudes(clip, fftSize).sum(0).dataSync<"float32">());
  const total = sums.reduce((sum, value) => sum + value, 0);
  if (total < 1e-6) return Number.NaN;
  const weighted = sums.reduce((sum, value, k) => sum + value * k, 0);
  return (weighted / total) * (clip.sampleRate / fftSize);
}
