import { beforeAll, expect, test } from "vitest";
import { aWeighting, aWeightingGain, aWeightingTaps } from "../../src/audio/aWeighting";
import { leastSquaresFir } from "../../src/audio/leastSquaresFir";
import { prepareBackend } from "../../src/tensor/backend";
import { tf } from "../../src/tensor/tf";
import { sine } from "./sound";

beforeAll(async () => void (await prepareBackend()));

const decibels = (gain: number): number => 20 * Math.log10(gain);

test.each([
  [31.62, -39.4],
  [100, -19.1],
  [501.2, -3.2],
  [1000, 0],
  [2512, 1.3],
  [10000, -2.5],
])("%d Hz is weighed %d dB (IEC 61672, table 3)", (frequency, expected) => {
  expect(Math.abs(decibels(aWeightingGain(frequency)) - expected)).toBeLessThan(0.06);
});

/** Σ tap·cos(ω(n − middle)): the gain of a symmetric filter. */
function gain(taps: ArrayLike<number>, share: number): number {
  const middle = (taps.length - 1) / 2;
  return Array.from(taps).reduce(
    (sum, tap, n) => sum + tap * Math.cos(Math.PI * share * (n - middle)),
    0,
  );
}

test("a filter fitted to two flat bands lets one pass and stops the other", () => {
  const taps = leastSquaresFir(61, [
    { from: 0, to: 0.3, gainFrom: 1, gainTo: 1 },
    { from: 0.4, to: 1, gainFrom: 0, gainTo: 0 },
  ]);
  for (const share of [0, 0.1, 0.25]) expect(gain(taps, share)).toBeCloseTo(1, 2);
  for (const share of [0.45, 0.7, 1]) expect(gain(taps, share)).toBeCloseTo(0, 2);
  expect(Array.from(taps)).toEqual(Array.from(taps).reverse());
});

test("a sloping gain is followed, and one tap can do a constant", () => {
  const taps = leastSquaresFir(31, [{ from: 0, to: 1, gainFrom: 0, gainTo: 1 }]);
  for (const share of [0.2, 0.5, 0.8])
    expect(Math.abs(gain(taps, share) - share)).toBeLessThan(0.02);
  expect(leastSquaresFir(1, [{ from: 0, to: 1, gainFrom: 3, gainTo: 3 }])[0]).toBeCloseTo(3, 12);
  expect(() => leastSquaresFir(10, [])).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: leastSquaresFir: expected an odd number of taps, so that one of them is the middle, got 10; pass for example 101]`,
  );
});

test("tones pass with the weight of their frequency", () => {
  const [rate, length] = [16000, 4000];
  for (const frequency of [1000, 3000]) {
    const heard = tf.tidy(
      () =>
        aWeighting(tf.tensor2d(sine(frequency, rate, length), [1, length]), rate)
          .slice([0, 100], [1, length - 200])
          .square()
          .mean()
          .sqrt()
          .mul(Math.SQRT2)
          .dataSync()[0],
    );
    const warped = (rate / Math.PI) * Math.tan((Math.PI * frequency) / rate);
    expect(Math.abs(decibels(heard) - decibels(aWeightingGain(warped)))).toBeLessThan(0.5);
  }
  expect(aWeightingTaps(16000)).toBe(aWeightingTaps(16000));
});
