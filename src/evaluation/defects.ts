/** What is wrong with a decoded clip beyond being unlike the original: clicks, hum, clipped samples. */
import { checkClip } from "../audio/checkClip";
import { toMono } from "../audio/clip";
import type { AudioClip } from "../audio/clip";
import { countClipped } from "../audio/level";
import { TutorialError } from "../error";
import type { Decibels, Hertz } from "../units";
import { countClicks } from "./clicks";
import { loudestHum } from "./hum";

/** Plain numbers, all of them 0 or very low for a clip that is what it should be. */
export interface Defects {
  /** Jumps that the original does not have. */
  readonly clicks: number;
  /** The strongest steady tone that the original does not have, re full scale: under −70 nobody hears it. */
  readonly hum: Decibels;
  /** Where {@link Defects.hum} is. */
  readonly humFrequency: Hertz;
  /** Samples outside [−1, 1], which a player cuts off. */
  readonly clippedSamples: number;
}

/**
 * Looks for what coding and decoding must not add to a clip.
 *
 * @param original several channels become their mean
 * @param decoded of the same length and rate
 * @throws TutorialError `evaluation.clips`, and those of {@link checkClip}
 *
 * @example
 * const tone = Float32Array.from({ length: 16000 }, (_, i) => 0.3 * Math.sin((2 * Math.PI * 440 * i) / 16000));
 * const broken = tone.slice();
 * broken[8000] += 0.5;
 * const { clicks } = defects(monoClip(tone, 16000), monoClip(broken, 16000)); // 1
 */
export function defects(original: AudioClip, decoded: AudioClip): Defects {
  const lengths = [checkClip(original, "defects"), checkClip(decoded, "defects")];
  if (lengths[0] !== lengths[1] || original.sampleRate !== decoded.sampleRate) {
    throw new TutorialError({
      code: "evaluation.clips",
      where: "defects",
      expected: "two clips of the same length and sample rate",
      got: `${lengths.join(" and ")} samples at ${original.sampleRate} and ${decoded.sampleRate} Hz`,
      fix: "crop what was decoded to the original",
    });
  }
  const { sampleRate } = original;
  const [x, y] = [original, decoded].map((clip) => toMono(clip).channels[0]);
  const hum = loudestHum(x, y, sampleRate);
  return {
    clicks: countClicks(x, y, sampleRate),
    hum: hum.level,
    humFrequency: hum.frequency,
    clippedSamples: countClipped(decoded),
  };
}
