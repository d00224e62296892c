import { expect, test } from "vitest";
import { monoClip } from "../../src/audio/clip";
import { rms } from "../../src/audio/level";
import { crop } from "../../src/audio/edit";
import { resample } from "../../src/audio/resample";
import { largestDifference, noise, sine, sineClip } from "./sound";

test.each([
  [44100, 16000],
  [44100, 48000],
  [16000, 44100],
  [22050, 24000],
  [8000, 192000],
  [44100, 44099],
])("a 440 Hz sine at %i Hz is the same sine at %i Hz, without delay", async (from, to) => {
  const seconds = 0.5;
  const { channels, sampleRate } = await resample(sineClip(440, from, from * seconds), to);
  expect(sampleRate).toBe(to);
  const margin = Math.round(to / 50);
  const exact = sine(440, to, Math.round(to * seconds));
  const inside = (x: Float32Array): Float32Array => x.slice(margin, -margin);
  expect(channels[0]).toHaveLength(exact.length);
  expect(largestDifference(inside(channels[0]), inside(exact))).toBeLessThan(2e-5);
});

test.each([
  ["fast", 8400],
  ["fast", 12000],
  ["fast", 20000],
  ["medium", 8100],
  ["best", 8100],
] as const)("%s: a tone of %i Hz leaves less than −80 dB at 16 kHz", async (quality, frequency) => {
  const clip = await resample(sineClip(frequency, 44100, 22050), 16000, { quality });
  const residue = rms(crop(clip, 0.1, 0.4)) / Math.SQRT1_2;
  expect(20 * Math.log10(residue)).toBeLessThan(-80);
});

test.each([
  ["fast", 5500],
  ["medium", 6900],
  ["best", 7500],
] as const)("%s: a tone of %i Hz keeps its level at 16 kHz", async (quality, frequency) => {
  const clip = await resample(sineClip(frequency, 44100, 22050), 16000, { quality });
  const level = 20 * Math.log10(rms(crop(clip, 0.1, 0.4)) / Math.SQRT1_2);
  expect(Math.abs(level)).toBeLessThan(0.2);
});

test.each([1, 2, 999, 1000, 44101])("%i samples become round(n·rate/old)", async (length) => {
  const clip = await resample(monoClip(noise(length), 16000), 22050);
  expect(clip.channels[0]).toHaveLength(Math.round((length * 22050) / 16000));
});

test("no seam where the blocks of a long clip meet", async () => {
  const length = 44100 * 30;
  const { channels } = await resample(sineClip(440, 44100, length), 16000);
  const exact = sine(440, 16000, 16000 * 30);
  expect(largestDifference(channels[0].slice(320, -320), exact.slice(320, -320))).toBeLessThan(
    5e-5,
  );
});

test("every channel for itself, and the same clip at the same rate", async () => {
  const channels = [sine(440, 44100, 4410), new Float32Array(4410)];
  const stereo = await resample({ channels, sampleRate: 44100 }, 22050);
  expect(rms(monoClip(stereo.channels[1], 22050))).toBe(0);
  expect(await resample(stereo, 22050)).toBe(stereo);
});

test("rates that are no rates, and clips that would vanish, are refused", async () => {
  const clip = sineClip(440, 44100, 10);
  await expect(resample(clip, 0)).rejects.toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: resample: expected whole sample rates from 1 to 192000, got 0; pass for example 22050]`,
  );
  await expect(resample(clip, 22050.5)).rejects.toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: resample: expected whole sample rates from 1 to 192000, got 22050.5; pass for example 22050]`,
  );
  await expect(resample(clip, 100)).rejects.toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: resample: expected a clip that is at least one sample long at the new rate, got 10 samples at 44100 Hz, to 100 Hz; check the two rates]`,
  );
});
