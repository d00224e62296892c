import { expect, test } from "vitest";
import { monoClip } from "../../src/audio/clip";
import { fitClip } from "../../src/audio/fitClip";

const tone = (sampleRate: number): Float32Array =>
  Float32Array.from({ length: sampleRate }, (_, i) => Math.sin((2 * Math.PI * 440 * i) / sampleRate)); // prettier-ignore

test("a clip that fits is left alone", async () => {
  const clip = monoClip(tone(16000), 16000);
  const { clip: fitted, notices } = await fitClip(clip, 16000);
  expect(fitted).toBe(clip);
  expect(notices).toEqual([]);
});

test("stereo of another rate becomes mono of the model's, and both are said", async () => {
  const left = tone(44100);
  const { clip, notices } = await fitClip(
    { channels: [left, left.map((x) => 0.5 * x)], sampleRate: 44100 },
    16000,
  );
  expect(clip.sampleRate).toBe(16000);
  expect(clip.channels).toHaveLength(1);
  expect(clip.channels[0]).toHaveLength(16000);
  // The mean of 1 and 0.5, seen away from the ends.
  const middle = clip.channels[0].subarray(4000, 12000);
  expect(Math.max(...middle)).toBeCloseTo(0.75, 1);
  expect(notices).toEqual([
    "The mean of 2 channels was taken: the model hears mono.",
    "Resampled from 44100 to 16000 Hz, the rate of the model.",
  ]);
});

test("what cannot be played is refused before anything is done", async () => {
  const broken = monoClip(Float32Array.of(0, Number.NaN), 44100);
  await expect(fitClip(broken, 16000)).rejects.toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: fitClip: expected finite samples, got NaN at sample 1 (0.0000 s) of channel 0; look at what made the clip: a division by zero, or training that diverged]`,
  );
});
