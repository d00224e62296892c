import { beforeAll, expect, test } from "vitest";
import { powerToDb } from "../../src/audio/decibels";
import { spectrogramDb } from "../../src/audio/spectrogram";
import { prepareBackend } from "../../src/tensor/backend";
import { countTensors } from "../../src/tensor/budget";
import { tf } from "../../src/tensor/tf";
import { sineClip } from "./sound";

beforeAll(async () => {
  await prepareBackend();
});

test("decibels: 10·log₁₀, no more than the range under the loudest of each item", () => {
  tf.tidy(() => {
    const power = tf.tensor2d([
      [1, 0.1, 0],
      [1e-6, 1e-7, 0],
    ]);
    const rounded = (...args: Parameters<typeof powerToDb>): number[] =>
      Array.from(powerToDb(...args).dataSync(), Math.round);
    expect(rounded(power)).toEqual([0, -10, -80, -60, -70, -100]);
    expect(rounded(power, { reference: "max" })).toEqual([0, -10, -80, 0, -10, -40]);
    expect(rounded(power, { range: 5 })).toEqual([0, -5, -5, -60, -65, -65]);
  });
});

test("a sine of full scale is 0 dB, at its frequency and at its time", async () => {
  const rate = 16000;
  const { result, leaked } = await countTensors(() =>
    spectrogramDb(sineClip(1000, rate, rate), { fftSize: 512, hop: 160 }),
  );
  expect(leaked).toBe(0);
  const { decibels, frames, bins, times, frequencies } = result;
  expect([frames, bins, decibels.length]).toEqual([101, 257, 101 * 257]);
  const middle = decibels.slice(50 * bins, 51 * bins);
  const loudest = middle.indexOf(Math.max(...middle));
  expect(frequencies[loudest]).toBe(1000);
  expect(times[50]).toBeCloseTo(0.5, 6);
  expect(middle[loudest]).toBeCloseTo(0, 2);
  expect(Math.min(...middle)).toBeCloseTo(-80, 2);
});
