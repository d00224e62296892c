/** An audio player as html: the sound travels inside, so it plays in a saved or exported page too. */
import type { AudioClip } from "../audio/clip";
import { encodeWav } from "../audio/encodeWav";
import { peak, rms } from "../audio/level";
import { TutorialError } from "../error";
import { escapeHtml, small } from "./html";

/** A clip and what to write at its player. */
export interface LabelledClip {
  readonly label?: string;
  readonly clip: AudioClip;
  /** A line of text under the player. */
  readonly note?: string;
}

/** A player in html, and the same said in words. */
export interface Player {
  readonly html: string;
  readonly text: string;
}

const decibels = (ratio: number) => `${(20 * Math.log10(ratio)).toFixed(1)} dB`.replace("-", "−");

/** The factor that brings a peak to 1 if it is above: a player would cut it off otherwise. */
export function gainFor(clips: readonly AudioClip[]): number {
  return 1 / Math.max(1, ...clips.map(peak));
}

function describe(clip: AudioClip, gain: number): string[] {
  const { channels, sampleRate } = clip;
  const seconds = channels[0].length / sampleRate;
  const layout = channels.length === 1 ? [] : [`${channels.length} channels`];
  const loud = rms(clip);
  const level = loud === 0 ? "silence" : `RMS ${decibels(loud)}`;
  const words = [`${seconds.toFixed(2)} s`, ...layout, level].join(" · ");
  if (gain === 1) return [words];
  const why = peak(clip) * gain > 0.999 ? "its peak is above full scale" : "as much as the loudest";
  return [words, `⚠ turned down by ${decibels(1 / gain)}: ${why}`];
}

/**
 * Builds the player of one clip.
 *
 * @param item the clip and its words
 * @param gain see {@link gainFor}
 * @param maxKilobytes the largest sound to put into the notebook
 * @throws TutorialError `notebook.player.size`, and those of {@link encodeWav}
 */
export function buildPlayer(item: LabelledClip, gain: number, maxKilobytes = Infinity): Player {
  const { label, clip, note } = item;
  const scaled = {
    ...clip,
    channels: clip.channels.map((channel) => channel.map((x) => x * gain)),
  };
  const wav = Buffer.from(encodeWav(gain < 1 ? scaled : clip));
  const base64 = wav.toString("base64");
  const kilobytes = base64.length / 1024;
  if (kilobytes > maxKilobytes) {
    throw new TutorialError({
      code: "notebook.player.size",
      where: "play",
      expected: `a sound of at most ${maxKilobytes} KB in the notebook`,
      got: `${Math.ceil(kilobytes)} KB${label === undefined ? "" : ` for “${label}”`}`,
      fix: "cut it shorter, mix it to mono, resample it lower, or raise maxKilobytes",
    });
  }
  const lines = [...(note === undefined ? [] : [note]), ...describe(clip, gain)];
  const heading = label === undefined ? "" : `<div><b>${escapeHtml(label)}</b></div>`;
  const audio =
    `<audio controls preload="metadata" style="width:100%;height:40px" ` +
    `src="data:audio/wav;base64,${base64}"></audio>`;
  const said = lines.map((line) => `<div>${small(line)}</div>`).join("");
  return {
    html: heading + audio + said,
    text: [label ?? "a clip", ...lines].join(" · "),
  };
}
