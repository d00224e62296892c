/** Any recording as a model takes it: mono, at the model's rate. */
import type { Hertz } from "../units";
import { checkClip } from "./checkClip";
import { toMono } from "./clip";
import type { AudioClip } from "./clip";
import { resample } from "./resample";

/** A clip that fits, and what was done to it. */
export interface FittedClip {
  readonly clip: AudioClip;
  /** One sentence for each change, to be shown to whoever listens; empty if the clip fitted as it was. */
  readonly notices: readonly string[];
}

/**
 * Mixes a clip down to one channel and brings it to a sample rate, saying so.
 *
 * @param sampleRate of the model, in hertz
 * @returns the clip itself if nothing had to be done
 * @throws TutorialError those of {@link checkClip} and {@link resample}
 *
 * @example
 * const stereo = { channels: [new Float32Array(44100), new Float32Array(44100)], sampleRate: 44100 };
 * const { clip, notices } = await fitClip(stereo, 16000); // 16,000 samples, two notices
 */
export async function fitClip(clip: AudioClip, sampleRate: Hertz): Promise<FittedClip> {
  checkClip(clip, "fitClip");
  const notices: string[] = [];
  let fitted = clip;
  if (clip.channels.length > 1) {
    notices.push(`The mean of ${clip.channels.length} channels was taken: the model hears mono.`);
    fitted = toMono(clip);
  }
  if (clip.sampleRate !== sampleRate) {
    notices.push(`Resampled from ${clip.sampleRate} to ${sampleRate} Hz, the rate of the model.`);
    fitted = await resample(fitted, sampleRate);
  }
  return { clip: fitted, notices };
}
