import { expect, test } from "vitest";
import { duration, monoClip, toMono } from "../../src/audio/clip";

test("a clip lasts samples / rate", () => {
  expect(duration(monoClip(new Float32Array(8000), 16000))).toBe(0.5);
  expect(duration({ channels: [], sampleRate: 16000 })).toBe(0);
});

test("mono is the mean of the channels", () => {
  const channels = [new Float32Array([1, 0.5, -1]), new Float32Array([0, 0.5, 1])];
  expect(Array.from(toMono({ channels, sampleRate: 8000 }).channels[0])).toEqual([0.5, 0.5, 0]);
});

test("a mono clip stays the very same", () => {
  const clip = monoClip(new Float32Array(3), 8000);
  expect(toMono(clip)).toBe(clip);
});
