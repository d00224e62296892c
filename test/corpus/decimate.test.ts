import { expect, test } from "vitest";
import { decimate } from "../../src/corpus/decimate";

const tone = (frequency: number, rate: number, length: number): Float32Array =>
  Float32Array.from({ length }, (_, i) => Math.sin((2 * Math.PI * frequency * i) / rate));
/** Away from the ends, where the filter meets silence. */
const level = (x: Float32Array): number =>
  Math.max(...x.subarray(200, x.length - 200).map((sample) => Math.abs(sample)));

test.each([2, 3, 4])("by %i: what can be kept is kept, what cannot is gone", (factor) => {
  const rate = 48000;
  const nyquist = rate / factor / 2;
  for (const share of [0.05, 0.5, 0.85]) {
    const kept = decimate(tone(share * nyquist, rate, 12000), factor);
    const expected = tone(share * nyquist, rate / factor, 12000 / factor);
    expect(kept).toHaveLength(expected.length);
    kept.subarray(200, -200).forEach((sample, i) => {
      expect(Math.abs(sample - expected[i + 200])).toBeLessThan(1e-3);
    });
  }
  for (const share of [1.15, 1.5, 1.9]) {
    expect(level(decimate(tone(share * nyquist, rate, 12000), factor))).toBeLessThan(2e-4);
  }
});

test("lengths that are no multiple, and factor 1", () => {
  expect(decimate(new Float32Array(100).fill(1), 3)).toHaveLength(33);
  expect(decimate(new Float32Array(2), 3)).toHaveLength(0);
  const same = new Float32Array([1, 2, 3]);
  expect(decimate(same, 1)).toBe(same);
});

test("agrees with the sum it stands for", () => {
  const impulse = new Float32Array(301);
  impulse[150] = 1;
  const out = decimate(impulse, 3);
  // The filter is symmetric: a click in the middle stays in the middle.
  for (let k = 1; k <= 25; k++) expect(out[50 - k]).toBeCloseTo(out[50 + k], 9);
  expect(out[50]).toBeCloseTo(1 / 3, 3);
});
