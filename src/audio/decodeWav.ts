/** The bytes of a wav file into a clip. */
import { checkClip } from "./checkClip";
import type { AudioClip } from "./clip";
import { sampleCodecs } from "./sampleFormat";
import { readWavHeader } from "./wavHeader";

/**
 * Decodes a wav file of 8, 16, 24 or 32-bit integers or 32 or 64-bit floats, any number of channels.
 *
 * An integer k of b bits becomes k / 2^(b−1), so {@link encodeWav} gives back the same bytes.
 *
 * @param bytes the whole file
 * @param where the function that speaks in the error
 * @throws TutorialError `audio.wav.…` (see {@link readWavHeader}), `audio.clip.notFinite`
 *
 * @example
 * const clip = decodeWav(encodeWav(monoClip(new Float32Array([0, 0.5]), 8000)));
 */
export function decodeWav(bytes: Uint8Array, where = "decodeWav"): AudioClip {
  const header = readWavHeader(bytes, where);
  const codec = sampleCodecs[header.format];
  const frameBytes = header.channels * codec.bytes;
  const length = Math.floor(header.dataBytes / frameBytes);
  const view = new DataView(bytes.buffer, bytes.byteOffset + header.dataStart, header.dataBytes);
  const channels = Array.from({ length: header.channels }, (_, channel) => {
    const samples = new Float32Array(length);
    for (let i = 0; i < length; i++) {
      samples[i] = codec.read(view, i * frameBytes + channel * codec.bytes);
    }
    return samples;
  });
  const clip = { channels, sampleRate: header.sampleRate };
  checkClip(clip, where);
  return clip;
}
