/** A clip into the bytes of a wav file. */
import { TutorialError } from "../error";
import { Random } from "../tensor/random";
import { checkClip } from "./checkClip";
import type { AudioClip } from "./clip";
import { sampleCodecs } from "./sampleFormat";

/** The formats {@link encodeWav} writes. */
export const wavFormats = ["pcm8", "pcm16", "pcm24", "float32"] as const;
export type WavFormat = (typeof wavFormats)[number];

export interface EncodeWavOptions {
  /** Default `"pcm16"`. `"float32"` keeps every sample as it is, also those outside [-1, 1]. */
  readonly format?: WavFormat;
  /**
   * A seed turns on dither: triangular noise of ±1 step before rounding, which makes the rounding
   * error independent of the sound (Lipshitz, Wannamaker and Vanderkooy 1992). Off by default, so
   * that what was read is written back bit for bit.
   */
  readonly ditherSeed?: number;
}

function writeText(view: DataView, at: number, text: string): void {
  for (let i = 0; i < text.length; i++) view.setUint8(at + i, text.charCodeAt(i));
}

/**
 * Encodes a clip as a wav file.
 *
 * Integer formats clip what lies outside [-1, 1): see {@link countClipped} and {@link normalise}.
 *
 * @returns the whole file
 * @throws TutorialError `audio.wav.format`, `audio.wav.sampleRate`, and those of {@link checkClip}
 *
 * @example
 * const bytes = encodeWav(monoClip(new Float32Array([0, 0.5, -0.5]), 8000), { format: "pcm24" });
 */
export function encodeWav(clip: AudioClip, options: EncodeWavOptions = {}): Uint8Array {
  const { format = "pcm16", ditherSeed } = options;
  const length = checkClip(clip, "encodeWav");
  const { channels, sampleRate } = clip;
  if (!wavFormats.includes(format)) {
    throw new TutorialError({
      code: "audio.wav.format",
      where: "encodeWav",
      expected: `one of ${wavFormats.join(", ")}`,
      got: `"${String(format)}"`,
      fix: 'leave it out for "pcm16", which every player knows',
    });
  }
  if (!Number.isInteger(sampleRate)) {
    throw new TutorialError({
      code: "audio.wav.sampleRate",
      where: "encodeWav",
      expected: "a whole number of samples a second, as the file format has no place for others",
      got: String(sampleRate),
      fix: "resample the clip, e.g. to 22050",
    });
  }
  const codec = sampleCodecs[format];
  const frameBytes = channels.length * codec.bytes;
  const dataBytes = length * frameBytes;
  const padding = dataBytes % 2;
  const isFloat = format === "float32";
  // A file that is not plain integers carries two empty bytes more and a fact chunk.
  const fmtBytes = isFloat ? 18 : 16;
  const dataStart = 12 + 8 + fmtBytes + (isFloat ? 12 : 0) + 8;
  const bytes = new Uint8Array(dataStart + dataBytes + padding);
  const view = new DataView(bytes.buffer);
  writeText(view, 0, "RIFF");
  view.setUint32(4, bytes.length - 8, true);
  writeText(view, 8, "WAVEfmt ");
  view.setUint32(16, fmtBytes, true);
  view.setUint16(20, isFloat ? 3 : 1, true);
  view.setUint16(22, channels.length, true);
  view.setUint32(24, sampleRate, true);
  view.setUint32(28, sampleRate * frameBytes, true);
  view.setUint16(32, frameBytes, true);
  view.setUint16(34, codec.bytes * 8, true);
  if (isFloat) {
    writeText(view, 38, "fact");
    view.setUint32(42, 4, true);
    view.setUint32(46, length, true);
  }
  writeText(view, dataStart - 8, "data");
  view.setUint32(dataStart - 4, dataBytes, true);

  const random = ditherSeed === undefined || isFloat ? undefined : new Random(ditherSeed, "dither");
  const step = 2 ** (1 - codec.bytes * 8);
  channels.forEach((channel, c) => {
    for (let i = 0; i < length; i++) {
      const noise = random ? (random.uniform() - random.uniform()) * step : 0;
      codec.write(view, dataStart + i * frameBytes + c * codec.bytes, channel[i] + noise);
    }
  });
  return bytes;
}
