import { expect, test } from "vitest";
import { checkClip } from "../../src/audio/checkClip";
import { monoClip } from "../../src/audio/clip";

test("a good clip tells its length", () => {
  expect(checkClip(monoClip(new Float32Array(12), 8000))).toBe(12);
});

test("NaN and infinity are named with place and time", () => {
  const samples = new Float32Array(8000);
  samples[4000] = Number.NaN;
  expect(() => checkClip(monoClip(samples, 8000))).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: checkClip: expected finite samples, got NaN at sample 4000 (0.5000 s) of channel 0; look at what made the clip: a division by zero, or training that diverged]`,
  );
  samples[123] = Number.NEGATIVE_INFINITY;
  const channels = [new Float32Array(8000), samples];
  expect(() => checkClip({ channels, sampleRate: 8000 })).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: checkClip: expected finite samples, got -Infinity at sample 123 (0.0154 s) of channel 1; look at what made the clip: a division by zero, or training that diverged]`,
  );
});

test("clips without sound, or of crooked channels, are refused", () => {
  expect(() => checkClip(monoClip(new Float32Array(0), 8000))).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: checkClip: expected at least one channel with at least one sample, got a clip of zero length; check the file or the slice that the clip was made from]`,
  );
  expect(() => checkClip({ channels: [], sampleRate: 8000 })).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: checkClip: expected at least one channel with at least one sample, got no channel; check the file or the slice that the clip was made from]`,
  );
  const channels = [new Float32Array(3), new Float32Array(4)];
  expect(() => checkClip({ channels, sampleRate: 8000 })).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: checkClip: expected channels of one length, got channels of 3 and 4 samples; cut them to the shortest or pad them to the longest]`,
  );
});

test.each([-1, Number.NaN, Number.POSITIVE_INFINITY])("no clip plays at %s", (rate) => {
  expect(() => checkClip(monoClip(new Float32Array(3), rate))).toThrow(/expected a sample rate/);
});

test("the sentence about the rate", () => {
  expect(() => checkClip(monoClip(new Float32Array(3), 0))).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: checkClip: expected a sample rate above zero, in samples a second, got 0; pass for example {channels, sampleRate: 22050}]`,
  );
});
