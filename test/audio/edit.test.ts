import { expect, test } from "vitest";
import { monoClip } from "../../src/audio/clip";
import { concatenate, crop, fade } from "../../src/audio/edit";
import { sineClip } from "./sound";

const ramp = monoClip(
  Float32Array.from({ length: 10 }, (_, i) => i / 10),
  10,
);

test("crop takes the samples from start to end", () => {
  expect(Array.from(crop(ramp, 0.2, 0.5).channels[0])).toEqual(
    Array.from(ramp.channels[0].slice(2, 5)),
  );
  expect(crop(ramp, 0.5).channels[0]).toHaveLength(5);
});

test("a fade rises from nothing, is even in the middle, and leaves the rest alone", () => {
  const flat = monoClip(new Float32Array(1000).fill(1), 1000);
  const [faded] = fade(flat, { in: 0.1, out: 0.2 }).channels;
  expect(faded[0]).toBeLessThan(0.001);
  expect((faded[49] + faded[50]) / 2).toBeCloseTo(0.5, 6);
  expect(faded[500]).toBe(1);
  expect(faded[999]).toBeLessThan(0.001);
  expect(flat.channels[0][0]).toBe(1);
});

test("clips follow one another, with silence between", () => {
  const joined = concatenate([ramp, ramp, ramp], 0.3);
  expect(joined.channels[0]).toHaveLength(36);
  expect(Array.from(joined.channels[0].slice(10, 13))).toEqual([0, 0, 0]);
  expect(joined.channels[0][14]).toBe(ramp.channels[0][1]);
});

test("what does not fit is refused", () => {
  expect(() => crop(ramp, 0.5, 1.5)).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: crop: expected 0 <= start < end <= 1.0000 s, got start 0.5 s, end 1.5 s; both are seconds from the start of the clip]`,
  );
  expect(() => crop(ramp, 0.5, 0.5)).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: crop: expected 0 <= start < end <= 1.0000 s, got start 0.5 s, end 0.5 s; both are seconds from the start of the clip]`,
  );
  expect(() => fade(ramp, { in: 2 })).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: fade: expected fades of 0 to 1.0000 s, the length of the clip, got in 2 s, out 0 s; shorten the fade; 0.005 s is enough to hide a click]`,
  );
  expect(() => concatenate([ramp, sineClip(440, 8000, 80)])).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: concatenate: expected clips of one sample rate and one number of channels, got 1 channel(s) at 10 Hz; 1 channel(s) at 8000 Hz; use toMono and resample first]`,
  );
  expect(() => concatenate([])).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: concatenate: expected clips of one sample rate and one number of channels, got no clips; use toMono and resample first]`,
  );
});
