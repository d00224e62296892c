import Meyda from "meyda";
import { describe, expect, test } from "vitest";
import { monoClip } from "../../src/audio/clip";
import { melFilterBank } from "../../src/audio/melFilterBank";
import { meydaFrames } from "../../src/audio/meydaFrames";
import { soundFeatures } from "../../src/audio/soundFeatures";
import { noise, sineClip } from "./sound";

test.each([
  [440, 16000],
  [440, 44100],
  [1234, 22050],
  [3000, 8000],
])("a sine of %i Hz at %i Hz has its centroid there, in hertz", (frequency, rate) => {
  const { centroid, zeroCrossings, rms, flatness } = soundFeatures(sineClip(frequency, rate, rate));
  expect(Math.abs(centroid[2] / frequency - 1)).toBeLessThan(0.01);
  expect(Math.abs(zeroCrossings[2] / (2 * frequency) - 1)).toBeLessThan(0.02);
  expect(rms[2]).toBeCloseTo(Math.SQRT1_2, 2);
  expect(flatness[2]).toBeLessThan(0.001);
});

test("noise is flat and its centroid half-way up", () => {
  const { centroid, flatness } = soundFeatures(monoClip(noise(16000), 16000));
  const mean = (x: Float32Array): number => x.reduce((sum, value) => sum + value, 0) / x.length;
  expect(Math.abs(mean(centroid) / 4000 - 1)).toBeLessThan(0.03);
  expect(mean(flatness)).toBeGreaterThan(0.8);
});

test("times are the middles of the frames, and nothing of the length is invented", () => {
  const { frames, times } = soundFeatures(sineClip(440, 8000, 8000), { frameSize: 1024, hop: 256 });
  expect(frames).toBe(28);
  expect(times[1]).toBeCloseTo((256 + 512) / 8000, 6);
});

describe("Meyda's traps", () => {
  test("another sample rate changes the filter banks: A is A at every rate", () => {
    for (const rate of [44100, 16000, 22050, 44100]) {
      const { chroma } = soundFeatures(sineClip(440, rate, rate), { frameSize: 4096 });
      expect(chroma[1].indexOf(Math.max(...chroma[1]))).toBe(9);
    }
  });

  test("the MFCC at a rate do not depend on which rate came first", () => {
    const clip = sineClip(440, 16000, 4096);
    const first = soundFeatures(clip).mfcc;
    soundFeatures(sineClip(440, 44100, 4096));
    expect(soundFeatures(clip).mfcc).toEqual(first);
    const asIfFaster = soundFeatures({ ...clip, sampleRate: 44100 }).mfcc;
    expect(asIfFaster).not.toEqual(first);
  });

  test("its global settings are left as they were", () => {
    Meyda.sampleRate = 12345;
    Meyda.bufferSize = 128;
    soundFeatures(sineClip(440, 16000, 4096));
    expect([Meyda.sampleRate, Meyda.bufferSize]).toEqual([12345, 128]);
    [Meyda.sampleRate, Meyda.bufferSize] = [44100, 512];
  });

  test("a frame that is no power of two is refused", () => {
    const clip = sineClip(440, 16000, 4096);
    expect(() => soundFeatures(clip, { frameSize: 1000 })).toThrowErrorMatchingInlineSnapshot(
      `[TutorialError: meydaFrames: expected frames of a power of two of samples, 64 or more, got 1000; pass for example {frameSize: 2048}]`,
    );
  });
});

test("silence has no centroid, and says so", () => {
  const { centroid, rms, chroma } = soundFeatures(monoClip(new Float32Array(100), 8000));
  expect(centroid).toHaveLength(1);
  expect(centroid[0]).toBeNaN();
  expect(rms[0]).toBe(0);
  expect(chroma[0].every((strength) => strength === 0)).toBe(true);
});

test("Meyda's mel bands and ours rise and fall together", () => {
  const [sampleRate, frameSize, bands] = [16000, 2048, 26];
  const frame = noise(frameSize);
  const settings = { sampleRate, frameSize, melBands: bands, coefficients: 13 };
  const [found] = meydaFrames([frame], ["powerSpectrum", "mfcc"], settings);
  const bank = melFilterBank({ sampleRate, fftSize: frameSize, bands, scale: "htk", norm: "none" });
  const ours = Array.from({ length: bands }, (_, m) =>
    Math.log1p(
      found.powerSpectrum.reduce((sum, p, k) => sum + p * bank.weights[m * bank.bins + k], 0),
    ),
  );
  // The cosine transform of our bands against its MFCC; edges rounded to bins make the difference.
  const ourMfcc = Array.from({ length: 13 }, (_, j) =>
    ours.reduce((sum, band, n) => sum + 2 * band * Math.cos((Math.PI * j * (n + 0.5)) / bands), 0),
  );
  const error = Math.hypot(...ourMfcc.map((c, j) => c - found.mfcc[j]));
  expect(error / Math.hypot(...found.mfcc)).toBeLessThan(0.03);
});
