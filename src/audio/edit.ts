/** Cutting and joining clips. */
import { TutorialError } from "../error";
import type { Seconds } from "../units";
import { checkClip } from "./checkClip";
import { duration } from "./clip";
import type { AudioClip } from "./clip";

/**
 * A piece out of a clip, from `start` to `end`, both rounded to the nearest sample.
 *
 * @param end left out: to the end of the clip
 * @throws TutorialError `audio.crop.range` unless 0 ≤ start < end ≤ duration
 *
 * @example
 * const firstHalf = crop(monoClip(new Float32Array(8000), 8000), 0, 0.5);
 */
export function crop(clip: AudioClip, start: Seconds, end: Seconds = duration(clip)): AudioClip {
  const length = checkClip(clip, "crop");
  const from = Math.round(start * clip.sampleRate);
  const to = Math.round(end * clip.sampleRate);
  if (!(from >= 0 && from < to && to <= length)) {
    throw new TutorialError({
      code: "audio.crop.range",
      where: "crop",
      expected: `0 <= start < end <= ${duration(clip).toFixed(4)} s`,
      got: `start ${start} s, end ${end} s`,
      fix: "both are seconds from the start of the clip",
    });
  }
  return { ...clip, channels: clip.channels.map((channel) => channel.slice(from, to)) };
}

/** How long {@link fade} takes at each end. */
export interface FadeOptions {
  /** Default 0. */
  readonly in?: Seconds;
  /** Default 0. */
  readonly out?: Seconds;
}

/**
 * Fades a clip in and out by a raised cosine, g(u) = (1 − cos πu)/2, so that a cut does not click.
 *
 * @throws TutorialError `audio.fade.length` if a fade is negative or longer than the clip
 *
 * @example
 * const soft = fade(monoClip(new Float32Array(8000).fill(0.5), 8000), { in: 0.01, out: 0.05 });
 */
export function fade(clip: AudioClip, options: FadeOptions): AudioClip {
  const length = checkClip(clip, "fade");
  const rise = Math.round((options.in ?? 0) * clip.sampleRate);
  const fall = Math.round((options.out ?? 0) * clip.sampleRate);
  if (!(rise >= 0 && fall >= 0 && rise <= length && fall <= length)) {
    throw new TutorialError({
      code: "audio.fade.length",
      where: "fade",
      expected: `fades of 0 to ${duration(clip).toFixed(4)} s, the length of the clip`,
      got: `in ${options.in ?? 0} s, out ${options.out ?? 0} s`,
      fix: "shorten the fade; 0.005 s is enough to hide a click",
    });
  }
  const gain = (u: number): number => (1 - Math.cos(Math.PI * u)) / 2;
  const channels = clip.channels.map((channel) => {
    const faded = channel.slice();
    // Half a sample in, so that the first sample is not wasted on an exact zero.
    for (let i = 0; i < rise; i++) faded[i] *= gain((i + 0.5) / rise);
    for (let i = 0; i < fall; i++) faded[length - 1 - i] *= gain((i + 0.5) / fall);
    return faded;
  });
  return { ...clip, channels };
}

/**
 * Clips one after another.
 *
 * @param gap silence between two of them
 * @throws TutorialError `audio.concatenate.differ` unless all share one rate and number of channels
 *
 * @example
 * const beep = monoClip(new Float32Array(800).fill(0.1), 8000);
 * const twice = concatenate([beep, beep], 0.1);
 */
export function concatenate(clips: readonly AudioClip[], gap: Seconds = 0): AudioClip {
  const kinds = new Set(clips.map((c) => `${c.channels.length} channel(s) at ${c.sampleRate} Hz`));
  if (kinds.size !== 1) {
    throw new TutorialError({
      code: "audio.concatenate.differ",
      where: "concatenate",
      expected: "clips of one sample rate and one number of channels",
      got: kinds.size === 0 ? "no clips" : [...kinds].join("; "),
      fix: "use toMono and resample first",
    });
  }
  const [{ sampleRate, channels }] = clips;
  const silence = Math.round(Math.max(0, gap) * sampleRate);
  const lengths = clips.map((clip) => checkClip(clip, "concatenate"));
  const total = lengths.reduce((sum, length) => sum + length, silence * (clips.length - 1));
  const joined = channels.map((_, channel) => {
    const out = new Float32Array(total);
    let at = 0;
    for (const clip of clips) {
      out.set(clip.channels[channel], at);
      at += clip.channels[channel].length + silence;
    }
    return out;
  });
  return { sampleRate, channels: joined };
}
