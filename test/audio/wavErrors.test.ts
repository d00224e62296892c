import { describe, expect, test } from "vitest";
import { monoClip } from "../../src/audio/clip";
import { decodeWav } from "../../src/audio/decodeWav";
import { encodeWav } from "../../src/audio/encodeWav";
import { chunk, fmt, riff, sound } from "./wavBytes";

describe("what is refused, and in which words", () => {
  const two = new Uint8Array(2);
  const nan = chunk("data", new Uint8Array(new Float32Array([0, Number.NaN]).buffer));
  const tera = chunk("data", two, 0xffffffff);
  const ascii = (text: string): Uint8Array => new TextEncoder().encode(text);

  test("zero bytes", () => {
    expect(() => decodeWav(new Uint8Array(0))).toThrowErrorMatchingInlineSnapshot(
      `[TutorialError: decodeWav: expected a WAV file, got a file of zero bytes; download or record it again]`,
    );
  });
  test("text", () => {
    expect(() => decodeWav(ascii("<html>404</html>"))).toThrowErrorMatchingInlineSnapshot(
      `[TutorialError: decodeWav: expected a WAV file (RIFF … WAVE), got text; check that the download ended and that this is the file you mean]`,
    );
  });
  test.each(["tone.mp3", "tone.ogg", "tone.flac", "tone.aiff"])("%s", (name) => {
    expect(() => decodeWav(sound(name))).toThrowErrorMatchingSnapshot();
  });
  test("zeros", () => {
    expect(() => decodeWav(new Uint8Array(4000))).toThrowErrorMatchingInlineSnapshot(
      `[TutorialError: decodeWav: expected a WAV file (RIFF … WAVE), got nothing but zero bytes; check that the download ended and that this is the file you mean]`,
    );
  });
  test("a header cut short", () => {
    expect(() => decodeWav(sound("pcm16.wav").slice(0, 30))).toThrowErrorMatchingInlineSnapshot(
      `[TutorialError: decodeWav: expected a chunk "data", got 30 bytes with "fmt "; copy or download it again]`,
    );
  });
  test("samples cut short", () => {
    expect(() => decodeWav(sound("pcm16.wav").slice(0, 100))).toThrowErrorMatchingInlineSnapshot(
      `[TutorialError: decodeWav: expected 202 bytes of samples, as the header says, got 56; copy or download it again]`,
    );
  });
  test("no samples", () => {
    expect(() =>
      decodeWav(riff(fmt(), chunk("data", new Uint8Array(0)))),
    ).toThrowErrorMatchingInlineSnapshot(
      `[TutorialError: decodeWav: expected at least one sample, got 0 bytes of them; record it again]`,
    );
  });
  test("4 gigabytes in a small file", () => {
    expect(() => decodeWav(riff(fmt(), tera))).toThrowErrorMatchingInlineSnapshot(
      `[TutorialError: decodeWav: expected 4294967295 bytes of samples, as the header says, got 2; copy or download it again]`,
    );
  });
  test("a header that contradicts itself", () => {
    const absurd = fmt(1, 65535, 0xffffffff, 16);
    expect(() => decodeWav(riff(absurd, nan))).toThrowErrorMatchingInlineSnapshot(
      `[TutorialError: decodeWav: expected a header that agrees with itself, got 65535 channels, 4294967295 Hz, 65534 bytes for each instant; save it again as plain 16-bit WAV, e.g. \`ffmpeg -i in.wav -c:a pcm_s16le out.wav\`]`,
    );
  });
  test("a format chunk too short", () => {
    expect(() => decodeWav(riff(chunk("fmt ", two), nan))).toThrowErrorMatchingInlineSnapshot(
      `[TutorialError: decodeWav: expected a fmt chunk of 16 bytes or more, got 2; save it again as plain 16-bit WAV, e.g. \`ffmpeg -i in.wav -c:a pcm_s16le out.wav\`]`,
    );
  });
  test.each(["adpcm.wav", "mulaw.wav", "alaw.wav", "rf64.wav"])("%s", (name) => {
    expect(() => decodeWav(sound(name))).toThrowErrorMatchingSnapshot();
  });
  test("12-bit integers", () => {
    expect(() => decodeWav(riff(fmt(1, 1, 8000, 12), nan))).toThrowErrorMatchingInlineSnapshot(
      `[TutorialError: decodeWav: expected samples of 8, 16, 24, 32 bits or 32, 64-bit floats, got integers of 12 bits; save it again as plain 16-bit WAV, e.g. \`ffmpeg -i in.wav -c:a pcm_s16le out.wav\`]`,
    );
  });
  test("NaN among floats", () => {
    expect(() => decodeWav(riff(fmt(3, 1, 8000, 32), nan))).toThrowErrorMatchingInlineSnapshot(
      `[TutorialError: decodeWav: expected finite samples, got NaN at sample 1 (0.0001 s) of channel 0; look at what made the clip: a division by zero, or training that diverged]`,
    );
  });
  test("writing NaN, an unknown format, half a sample a second", () => {
    const clip = monoClip(new Float32Array([Number.NaN]), 8000);
    expect(() => encodeWav(clip)).toThrowErrorMatchingInlineSnapshot(
      `[TutorialError: encodeWav: expected finite samples, got NaN at sample 0 (0.0000 s) of channel 0; look at what made the clip: a division by zero, or training that diverged]`,
    );
    const good = monoClip(new Float32Array(1), 8000);
    expect(() => encodeWav(good, { format: "mp3" as "pcm16" })).toThrowErrorMatchingInlineSnapshot(
      `[TutorialError: encodeWav: expected one of pcm8, pcm16, pcm24, float32, got "mp3"; leave it out for "pcm16", which every player knows]`,
    );
    expect(() => encodeWav({ ...good, sampleRate: 0.5 })).toThrowErrorMatchingInlineSnapshot(
      `[TutorialError: encodeWav: expected a whole number of samples a second, as the file format has no place for others, got 0.5; resample the clip, e.g. to 22050]`,
    );
  });
});
