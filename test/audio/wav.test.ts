import { describe, expect, test } from "vitest";
import { monoClip } from "../../src/audio/clip";
import { decodeWav } from "../../src/audio/decodeWav";
import { encodeWav, wavFormats } from "../../src/audio/encodeWav";
import { readWavHeader } from "../../src/audio/wavHeader";
import { Random } from "../../src/tensor/random";
import { largestDifference, noise } from "./sound";
import { chunk, fmt, riff, sound } from "./wavBytes";

/** 101 samples of ½·sin, written by another program (libsndfile) in every format. */
const expected = Float32Array.from(
  { length: 101 },
  (_, i) => 0.5 * Math.sin((2 * Math.PI * 440 * i) / 8000),
);

describe("reading what another program wrote", () => {
  test.each([
    ["pcm8.wav", 1 / 128],
    ["pcm16.wav", 1 / 32768],
    ["pcm24.wav", 2 ** -23],
    ["pcm32.wav", 2 ** -24],
    ["float32.wav", 0],
    ["float64.wav", 0],
    ["extensible-float.wav", 0],
  ])("%s", (name, tolerance) => {
    const clip = decodeWav(sound(name));
    expect(clip.sampleRate).toBe(8000);
    expect(clip.channels).toHaveLength(1);
    expect(largestDifference(clip.channels[0], expected)).toBeLessThanOrEqual(tolerance);
  });

  test("24-bit stereo in the extensible form", () => {
    const { channels } = decodeWav(sound("extensible-stereo.wav"));
    expect(channels).toHaveLength(2);
    expect(largestDifference(channels[0], expected)).toBeLessThanOrEqual(2 ** -23);
    expect(
      largestDifference(
        channels[1],
        expected.map((x) => -x),
      ),
    ).toBeLessThanOrEqual(2 ** -23);
  });

  test("16-bit: the same bytes written again", () => {
    const bytes = sound("pcm16.wav");
    expect(Buffer.from(encodeWav(decodeWav(bytes))).equals(bytes)).toBe(true);
  });
});

describe("round trips", () => {
  test.each([
    ["pcm8", 8],
    ["pcm16", 16],
    ["pcm24", 24],
  ] as const)("%s keeps every bit", (format, bits) => {
    const random = new Random(3, format);
    const scale = 2 ** (bits - 1);
    const whole = Float32Array.from({ length: 999 }, () => random.integer(2 * scale) / scale - 1);
    whole.set([-1, 1 - 1 / scale, 0]);
    const clip = { channels: [whole, whole.slice().reverse()], sampleRate: 44100 };
    expect(decodeWav(encodeWav(clip, { format }))).toEqual(clip);
  });

  test("float32 keeps everything, also outside [-1, 1]", () => {
    const clip = monoClip(
      noise(101).map((x) => x * 5),
      22050,
    );
    expect(decodeWav(encodeWav(clip, { format: "float32" }))).toEqual(clip);
  });

  test.each(wavFormats)("%s of odd size is padded to an even one", (format) => {
    expect(encodeWav(monoClip(new Float32Array(3), 8000), { format }).length % 2).toBe(0);
  });

  test("integers clip at full scale and do not wrap around", () => {
    const { channels } = decodeWav(encodeWav(monoClip(new Float32Array([2, -2, 1]), 8000)));
    expect(Array.from(channels[0])).toEqual([32767 / 32768, -1, 32767 / 32768]);
  });

  test("dither frees the error of the sound: a tone below half a step survives in the mean", () => {
    const level = 0.3 / 128;
    const quiet = monoClip(new Float32Array(20000).fill(level), 8000);
    const mean = (seed?: number): number => {
      const bytes = encodeWav(quiet, { format: "pcm8", ditherSeed: seed });
      return decodeWav(bytes).channels[0].reduce((sum, x) => sum + x, 0) / 20000;
    };
    expect(mean()).toBe(0);
    expect(Math.abs(mean(1) - level)).toBeLessThan(0.03 / 128);
    expect(mean(1)).toBe(mean(1));
  });
});

describe("headers as found in the wild", () => {
  const data = chunk("data", new Uint8Array([0, 64, 0, 192]));

  test("chunks that are not sound are skipped, with the padding of odd sizes", () => {
    const junk = chunk("JUNK", new Uint8Array(7));
    const list = chunk("LIST", new TextEncoder().encode("INFOISFT"));
    const { channels } = decodeWav(riff(junk, fmt(), list, data, chunk("id3 ", new Uint8Array(3))));
    expect(Array.from(channels[0])).toEqual([0.5, -0.5]);
  });

  test("a file that lies inside a larger buffer", () => {
    const bytes = riff(fmt(), data);
    const larger = new Uint8Array(bytes.length + 5);
    larger.set(bytes, 3);
    const inside = larger.subarray(3, 3 + bytes.length);
    expect(Array.from(decodeWav(inside).channels[0])).toEqual([0.5, -0.5]);
  });

  test("the header alone", () => {
    expect(readWavHeader(riff(fmt(1, 2, 96000, 8), data))).toEqual({
      format: "pcm8",
      channels: 2,
      sampleRate: 96000,
      dataStart: 44,
      dataBytes: 4,
    });
  });
});
