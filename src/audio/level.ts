/** How loud a clip is, and making it as loud as wanted. */
import { TutorialError } from "../error";
import type { Decibels, Samples } from "../units";
import { checkClip } from "./checkClip";
import type { AudioClip } from "./clip";

/**
 * The largest magnitude of any sample: max |x|.
 *
 * @example
 * console.log(peak(monoClip(new Float32Array([0.25, -0.5]), 8000))); // 0.5
 */
export function peak(clip: AudioClip): number {
  let largest = 0;
  for (const channel of clip.channels) {
    for (const sample of channel) largest = Math.max(largest, Math.abs(sample));
  }
  return largest;
}

/**
 * Root mean square over all samples of all channels: √(mean x²). A full-scale sine has 0.707.
 *
 * @example
 * console.log(rms(monoClip(new Float32Array([0.5, -0.5]), 8000))); // 0.5
 */
export function rms(clip: AudioClip): number {
  let sum = 0;
  let count = 0;
  for (const channel of clip.channels) {
    for (const sample of channel) sum += sample * sample;
    count += channel.length;
  }
  return Math.sqrt(sum / Math.max(1, count));
}

/**
 * Is there nothing to hear? True when 20·log₁₀(peak) lies under the threshold.
 *
 * @param threshold re full scale; −80 dB is under the noise of a quiet room at usual volume
 *
 * @example
 * console.log(isSilent(monoClip(new Float32Array(100), 8000))); // true
 */
export function isSilent(clip: AudioClip, threshold: Decibels = -80): boolean {
  return peak(clip) < 10 ** (threshold / 20);
}

/**
 * How many samples lie outside [-1, 1] and would be clipped by a player or an integer file.
 *
 * @example
 * console.log(countClipped(monoClip(new Float32Array([0.5, 1.5, -2]), 8000))); // 2
 */
export function countClipped(clip: AudioClip): Samples {
  let count = 0;
  for (const channel of clip.channels) {
    for (const sample of channel) if (Math.abs(sample) > 1) count++;
  }
  return count;
}

/** What {@link normalise} aims at: a peak, or a root mean square. Exactly one of them. */
export type NormaliseOptions = { readonly peak: number } | { readonly rms: number };

/**
 * Scales a clip by one factor so that its peak, or its root mean square, is as asked.
 *
 * @param options `{peak: 0.9}` (the default) or `{rms: 0.1}`; with `rms` the peak may pass 1
 * @throws TutorialError `audio.normalise.silent`, `audio.normalise.target`, and those of {@link checkClip}
 *
 * @example
 * const quiet = monoClip(new Float32Array([0.01, -0.02]), 8000);
 * console.log(peak(normalise(quiet, { peak: 0.5 }))); // 0.5
 */
export function normalise(clip: AudioClip, options: NormaliseOptions = { peak: 0.9 }): AudioClip {
  checkClip(clip, "normalise");
  const [target, level] = "peak" in options ? [options.peak, peak(clip)] : [options.rms, rms(clip)];
  if (!(target > 0 && Number.isFinite(target))) {
    throw new TutorialError({
      code: "audio.normalise.target",
      where: "normalise",
      expected: "a level above zero",
      got: String(target),
      fix: "pass {peak: 0.9} or {rms: 0.1}",
    });
  }
  if (level === 0) {
    throw new TutorialError({
      code: "audio.normalise.silent",
      where: "normalise",
      expected: "a clip with some sound",
      got: "all samples zero",
      fix: "ask isSilent(clip) first: no factor makes silence loud",
    });
  }
  const gain = target / level;
  return { ...clip, channels: clip.channels.map((channel) => channel.map((x) => x * gain)) };
}
