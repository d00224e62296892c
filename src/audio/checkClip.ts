/** Refuses a clip that cannot be played, naming what is wrong and where. */
import { TutorialError } from "../error";
import type { Samples } from "../units";
import type { AudioClip } from "./clip";

function checkFinite(samples: Float32Array, channel: number, clip: AudioClip, where: string): void {
  const index = samples.findIndex((sample) => !Number.isFinite(sample));
  if (index < 0) return;
  const time = (index / clip.sampleRate).toFixed(4);
  throw new TutorialError({
    code: "audio.clip.notFinite",
    where,
    expected: "finite samples",
    got: `${samples[index]} at sample ${index} (${time} s) of channel ${channel}`,
    fix: "look at what made the clip: a division by zero, or training that diverged",
  });
}

function checkLengths(clip: AudioClip, where: string): void {
  const lengths = clip.channels.map((channel) => channel.length);
  if (lengths.length === 0 || lengths[0] === 0) {
    throw new TutorialError({
      code: "audio.clip.empty",
      where,
      expected: "at least one channel with at least one sample",
      got: lengths.length === 0 ? "no channel" : "a clip of zero length",
      fix: "check the file or the slice that the clip was made from",
    });
  }
  if (lengths.some((length) => length !== lengths[0])) {
    throw new TutorialError({
      code: "audio.clip.channelLengths",
      where,
      expected: "channels of one length",
      got: `channels of ${lengths.join(" and ")} samples`,
      fix: "cut them to the shortest or pad them to the longest",
    });
  }
}

/**
 * Refuses a clip that cannot be played: a bad rate, no samples, channels of different lengths, NaN or ±∞.
 *
 * @param where the function that speaks in the error
 * @returns the number of samples a channel, S
 * @throws TutorialError `audio.clip.sampleRate`, `audio.clip.empty`, `audio.clip.channelLengths`,
 *   `audio.clip.notFinite` (with the first index and its time)
 *
 * @example
 * const samples = checkClip(monoClip(new Float32Array(100), 16000));
 */
export function checkClip(clip: AudioClip, where = "checkClip"): Samples {
  if (!(clip.sampleRate > 0 && Number.isFinite(clip.sampleRate))) {
    throw new TutorialError({
      code: "audio.clip.sampleRate",
      where,
      expected: "a sample rate above zero, in samples a second",
      got: String(clip.sampleRate),
      fix: "pass for example {channels, sampleRate: 22050}",
    });
  }
  checkLengths(clip, where);
  clip.channels.forEach((samples, channel) => checkFinite(samples, channel, clip, where));
  return clip.channels[0].length;
}
