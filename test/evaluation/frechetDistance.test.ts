import { beforeAll, expect, test } from "vitest";
import { frechetBetween, frechetDistance } from "../../src/evaluation/frechetDistance";
import { squareRootOf } from "../../src/evaluation/gaussianStatistics";
import { sampleSizeBias } from "../../src/evaluation/sampleSizeBias";
import { prepareBackend } from "../../src/tensor/backend";
import { countTensors } from "../../src/tensor/budget";
import { seededNoise } from "../../src/tensor/random";
import { tf } from "../../src/tensor/tf";

beforeAll(async () => void (await prepareBackend()));

test("two Gaussians on a line: shift squared and the difference of the spreads squared", () => {
  const a = { mean: [1], covariance: [[4]] };
  expect(frechetBetween(a, { mean: [4], covariance: [[0.25]] })).toBeCloseTo(9 + 1.5 ** 2, 12);
  expect(frechetBetween(a, a)).toBeCloseTo(0, 12);
});

test("covariances that do not commute: the trace is that of the root of their product", () => {
  const a = { mean: [0, 0], covariance: [[2, 1], [1, 2]] }; // prettier-ignore
  const b = { mean: [0, 0], covariance: [[3, 0], [0, 1]] }; // prettier-ignore
  // For 2 × 2, (tr √M)² = tr M + 2·√det M, with M the product: trace 8, determinant 9.
  expect(frechetBetween(a, b)).toBeCloseTo(4 + 4 - 2 * Math.sqrt(8 + 2 * 3), 12);
  expect(frechetBetween(b, a)).toBeCloseTo(frechetBetween(a, b), 12);
  expect(squareRootOf(a.covariance).mmul(squareRootOf(a.covariance)).to2DArray().flat()).toEqual(
    a.covariance.flat().map((one) => expect.closeTo(one, 12) as number),
  );
});

test("fewer points than dimensions: a shift is a shift all the same", () => {
  const few = seededNoise([5, 20], 1);
  expect(frechetDistance(few, few.clone())).toBeCloseTo(0, 5);
  const shifted = frechetDistance(few.add(1), few);
  expect(shifted).toBeCloseTo(20, 4);
  expect(frechetDistance(few, seededNoise([5, 20], 2))).toBeGreaterThan(5);
});

test("two small samples of one kind are far apart, and the line in 1/N knows better", async () => {
  const samples = seededNoise([1200, 8], 1);
  const { result, leaked } = await countTensors(() =>
    sampleSizeBias(samples, { sizes: [25, 50, 100, 200, 400] }),
  );
  const means = result.sizes.map(({ distance }) => distance.mean);
  expect(means).toEqual([...means].sort((a, b) => b - a));
  expect(means[0]).toBeGreaterThan(5 * means[4]);
  expect(Math.abs(result.atInfinity)).toBeLessThan(0.1 * means[0]);
  // A mean of N points is off by D/N in the square; two of them by 2D/N.
  expect(result.slope).toBeGreaterThan(2 * 8);
  expect(leaked).toBe(0);
});

test("against a reference that is 0.5 off in 8 coordinates, infinitely many samples would say 2", () => {
  const { sizes, atInfinity } = sampleSizeBias(seededNoise([1000, 8], 1).add(0.5), {
    against: seededNoise([4000, 8], 2),
    sizes: [40, 80, 160, 320],
  });
  expect(sizes[0].distance.mean).toBeGreaterThan(2.2);
  expect(Math.abs(atInfinity - 2)).toBeLessThan(0.25);
});

test("errors", () => {
  const samples = seededNoise([20, 2], 1);
  expect(() => sampleSizeBias(samples, { sizes: [5, 11] })).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: sampleSizeBias: expected at least 2 different sizes of 2 to 10 samples, and at least 2 repeats, got sizes 5, 11, 8 repeats; pass more samples or smaller sizes]`,
  );
  expect(() => frechetDistance(samples, tf.zeros([4, 3]))).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: frechetDistance: expected two sets of points of the same dimension, got [20, 2] and [4, 3]; compare samples with data of the same kind]`,
  );
});
