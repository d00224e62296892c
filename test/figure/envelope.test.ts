import { expect, test } from "vitest";
import { envelope } from "../../src/figure/envelope";
import { Random } from "../../src/tensor/random";

test("a short signal is kept whole", () => {
  expect(envelope([1, 2, 3], 10)).toEqual({ values: Float32Array.of(1, 2, 3), step: 1 });
});

test("no peak is lost, wherever it stands", () => {
  for (const position of [0, 1, 40_321, 88_199]) {
    const samples = new Float32Array(88_200);
    samples[position] = 1;
    samples[88_199 - position] -= 2;
    const { values } = envelope(samples, 2000);
    expect(values.length).toBeLessThanOrEqual(2000);
    expect(Math.max(...values)).toBe(Math.max(samples[position], 0));
    expect(Math.min(...values)).toBe(-2);
  }
});

test("every value drawn stands where it was, to one stretch", () => {
  const samples = new Random(3).normals(50_000);
  const { values, step } = envelope(samples, 500);
  values.forEach((value, i) => {
    const near = Math.abs(samples.indexOf(value) - i * step);
    expect(near).toBeLessThanOrEqual(2 * step);
  });
});

test("a damaged stretch stays a gap, and its neighbours do not", () => {
  const samples = new Float32Array(10_000).fill(0.5);
  samples[5000] = NaN;
  const broken = envelope(samples, 100).values.filter((value) => Number.isNaN(value));
  expect(broken).toHaveLength(1);
});
