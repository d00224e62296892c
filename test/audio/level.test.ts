import { expect, test } from "vitest";
import { monoClip } from "../../src/audio/clip";
import { countClipped, isSilent, normalise, peak, rms } from "../../src/audio/level";
import { sineClip } from "./sound";

test("a sine has a peak of 1 and an rms of 1/√2", () => {
  const tone = sineClip(1000, 8000, 8000);
  expect(peak(tone)).toBeCloseTo(1, 6);
  expect(rms(tone)).toBeCloseTo(Math.SQRT1_2, 6);
});

test("normalise reaches the peak or the rms that was asked", () => {
  const tone = sineClip(440, 8000, 8000);
  expect(peak(normalise(tone))).toBeCloseTo(0.9, 6);
  expect(peak(normalise(tone, { peak: 0.25 }))).toBeCloseTo(0.25, 6);
  expect(rms(normalise(tone, { rms: 0.1 }))).toBeCloseTo(0.1, 6);
});

test("all channels are scaled by one factor", () => {
  const channels = [new Float32Array([0.1]), new Float32Array([0.2])];
  const scaled = normalise({ channels, sampleRate: 8000 }, { peak: 1 });
  expect(scaled.channels[0][0]).toBeCloseTo(0.5, 6);
});

test("silence, and what would be clipped", () => {
  expect(isSilent(monoClip(new Float32Array([0.00009, 0]), 8000))).toBe(true);
  expect(isSilent(monoClip(new Float32Array([0.00011, 0]), 8000))).toBe(false);
  expect(countClipped(monoClip(new Float32Array([1, -1, 1.01, -3]), 8000))).toBe(2);
});

test("silence and bad targets are refused", () => {
  const silence = monoClip(new Float32Array(3), 8000);
  expect(() => normalise(silence)).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: normalise: expected a clip with some sound, got all samples zero; ask isSilent(clip) first: no factor makes silence loud]`,
  );
  const tone = sineClip(440, 8000, 80);
  expect(() => normalise(tone, { peak: -1 })).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: normalise: expected a level above zero, got -1; pass {peak: 0.9} or {rms: 0.1}]`,
  );
});
