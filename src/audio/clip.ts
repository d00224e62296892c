/** A piece of sound: samples around zero, and how fast to play them. */
import type { Hertz, Seconds } from "../units";

/** Sound in memory: one `Float32Array` of S samples a channel, nominally in [-1, 1]. */
export interface AudioClip {
  readonly channels: readonly Float32Array[];
  readonly sampleRate: Hertz;
}

/**
 * A clip of one channel.
 *
 * @param samples S samples, nominally in [-1, 1]; kept, not copied
 * @param sampleRate samples a second
 *
 * @example
 * const tone = Float32Array.from({ length: 16000 }, (_, i) => Math.sin((2 * Math.PI * 440 * i) / 16000));
 * const clip = monoClip(tone, 16000);
 */
export function monoClip(samples: Float32Array, sampleRate: Hertz): AudioClip {
  return { channels: [samples], sampleRate };
}

/**
 * How long a clip plays: S / sampleRate.
 *
 * @example
 * console.log(duration(monoClip(new Float32Array(8000), 16000))); // 0.5
 */
export function duration(clip: AudioClip): Seconds {
  return (clip.channels[0]?.length ?? 0) / clip.sampleRate;
}

/**
 * One channel out of many: their mean, so that a sound that is the same in all keeps its level.
 *
 * @returns a clip of one channel; the very same clip when it already has one
 *
 * @example
 * const stereo = { channels: [new Float32Array([1, 1]), new Float32Array([0, 1])], sampleRate: 8000 };
 * console.log(toMono(stereo).channels[0]); // 0.5, 1
 */
export function toMono(clip: AudioClip): AudioClip {
  if (clip.channels.length === 1) return clip;
  const mean = new Float32Array(clip.channels[0].length);
  for (const channel of clip.channels) {
    for (let i = 0; i < mean.length; i++) mean[i] += channel[i] / clip.channels.length;
  }
  return monoClip(mean, clip.sampleRate);
}
