import { beforeAll, expect, test } from "vitest";
import { slicedWasserstein } from "../../src/evaluation/slicedWasserstein";
import { prepareBackend } from "../../src/tensor/backend";
import { countTensors } from "../../src/tensor/budget";
import { seededNoise } from "../../src/tensor/random";
import { tf } from "../../src/tensor/tf";

beforeAll(async () => void (await prepareBackend()));

test("Gaussians N(0, 1) and N(m, s²) on a line: W₂² = m² + (1 − s)²", () => {
  const a = seededNoise([20_000, 1], 1);
  const b = tf.tidy(() => seededNoise([15_000, 1], 2).mul(0.4).add(1.5));
  expect(slicedWasserstein(a, b, { projections: 1 })).toBeCloseTo(Math.hypot(1.5, 0.6), 1);
});

test("a shift by δ in D dimensions is |δ|/√D, up to the draw of the directions", async () => {
  const a = seededNoise([300, 3], 1);
  const b = a.add(tf.tensor1d([1, 2, 2]));
  const { result, leaked } = await countTensors(() =>
    slicedWasserstein(a, b, { projections: 4000 }),
  );
  expect(Math.abs(result / (3 / Math.sqrt(3)) - 1)).toBeLessThan(0.03);
  expect(leaked).toBe(0);
});

test("isotropic Gaussians of widths 1 and 2 in the plane are 1 apart along every line", () => {
  const [a, b] = [seededNoise([8000, 2], 1), seededNoise([8000, 2], 2).mul(2)];
  expect(slicedWasserstein(a, b)).toBeCloseTo(1, 1);
});

test("lists of different length share their mass: {0, 1} and {0, 0.5, 1}", () => {
  const [a, b] = [tf.tensor2d([[1], [0]]), tf.tensor2d([[0.5], [0], [1]])];
  // Each half gives a third to its own end and a sixth to the middle, half a unit away.
  expect(slicedWasserstein(a, b, { projections: 1 })).toBeCloseTo(Math.sqrt((2 / 6) * 0.25), 6);
});

test("the same points in another order are at distance 0; the seed names the directions", () => {
  const a = seededNoise([50, 2], 1);
  const b = a.reverse(0).add(tf.tensor1d([1, 0]));
  expect(slicedWasserstein(a, a.reverse(0))).toBe(0);
  const options = { projections: 4, seed: 3 };
  expect(slicedWasserstein(a, b, options)).toBe(slicedWasserstein(a, b, options));
  expect(slicedWasserstein(a, b, options)).not.toBe(
    slicedWasserstein(a, b, { projections: 4, seed: 4 }),
  );
});

test("errors", () => {
  const good = tf.zeros([4, 2]);
  expect(() =>
    slicedWasserstein(good, good, { projections: 0 }),
  ).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: slicedWasserstein: expected a whole number of projections, at least 1, got 0; pass e.g. {projections: 128}]`,
  );
  expect(() => slicedWasserstein(good, tf.zeros([1, 2]))).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: slicedWasserstein: expected points as [N, D], at least 2 of them, got [1, 2]; flatten each sample to a row: samples.reshape([count, -1])]`,
  );
});
