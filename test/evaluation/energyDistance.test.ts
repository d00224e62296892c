import { beforeAll, expect, test } from "vitest";
import { energyDistance } from "../../src/evaluation/energyDistance";
import { prepareBackend } from "../../src/tensor/backend";
import { countTensors } from "../../src/tensor/budget";
import { seededNoise } from "../../src/tensor/random";
import { tf } from "../../src/tensor/tf";

beforeAll(async () => void (await prepareBackend()));

/** Standard normal distribution function, by the series of its density (Marsaglia 2004). */
function normalCdf(x: number): number {
  let [sum, term] = [x, x];
  for (let i = 1; Math.abs(term) > 1e-17; i++) sum += term *= (x * x) / (2 * i + 1);
  return 0.5 + sum * (Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI));
}

/** E|Z| for Z ~ N(mean, std²): the folded normal. */
function meanAbsolute(mean: number, std: number): number {
  const z = mean / std;
  return std * Math.sqrt(2 / Math.PI) * Math.exp((-z * z) / 2) + mean * (2 * normalCdf(z) - 1);
}

test.each([
  [1, 1],
  [0, 2],
  [0.5, 0.3],
])("N(0, 1) and N(%d, %d²) in one dimension have the closed form", (shift, std) => {
  const expected =
    2 * meanAbsolute(shift, Math.hypot(1, std)) -
    meanAbsolute(0, Math.SQRT2) -
    meanAbsolute(0, std * Math.SQRT2);
  const found = tf.tidy(() =>
    energyDistance(seededNoise([4000, 1], 1), seededNoise([4000, 1], 2).mul(std).add(shift)),
  );
  expect(Math.abs(found / expected - 1)).toBeLessThan(0.08);
});

test("four points by hand, whatever the numbers of rows", () => {
  const a = tf.tensor2d([
    [0, 0],
    [3, 4],
  ]);
  const b = tf.tensor2d([
    [0, 0],
    [0, 1],
    [0, 2],
  ]);
  const between = (0 + 1 + 2 + 5 + Math.hypot(3, 3) + Math.hypot(3, 2)) / 6;
  expect(energyDistance(a, b)).toBeCloseTo(2 * between - 5 - 4 / 3, 12);
  expect(energyDistance(b, a)).toBeCloseTo(2 * between - 5 - 4 / 3, 12);
});

test("blocks are a matter of speed: a thousand points in two copies are as far as by hand", () => {
  const line = tf.linspace(0, 1, 1000).reshape([1000, 1]);
  // Mean distance of n even points on [0, 1]: between two copies (n + 1)/(3n), of different ones n/(n − 1) of it.
  const [between, within] = [1001 / 3000, 1001 / 2997];
  expect(energyDistance(line, line.clone())).toBeCloseTo(2 * (between - within), 9);
  expect(energyDistance(line, line.add(2))).toBeCloseTo(2 * (2 - within), 6);
});

test("it is unbiased: 0 on average between small samples of one distribution", () => {
  const found = Array.from({ length: 400 }, (_, seed) =>
    tf.tidy(() => energyDistance(seededNoise([8, 2], seed), seededNoise([8, 2], seed, 1))),
  );
  const mean = found.reduce((sum, one) => sum + one, 0) / found.length;
  const spread = Math.sqrt(found.reduce((sum, one) => sum + (one - mean) ** 2, 0) / found.length);
  expect(Math.abs(mean)).toBeLessThan((3 * spread) / Math.sqrt(found.length));
  expect(Math.min(...found)).toBeLessThan(0);
});

test("10⁴ against 10⁴ points take seconds and no tensor", async () => {
  const [a, b] = [seededNoise([10_000, 2], 1), seededNoise([10_000, 2], 2)];
  const { user } = process.cpuUsage();
  const { result, leaked } = await countTensors(() => energyDistance(a, b));
  const seconds = (process.cpuUsage().user - user) / 1e6;
  console.log(`energy distance of 10⁴ × 10⁴ points: ${seconds.toFixed(1)} s`);
  expect(Math.abs(result)).toBeLessThan(2e-3);
  expect(leaked).toBe(0);
  expect(seconds).toBeLessThan(10);
});

test("errors name what is wrong with the samples", () => {
  const good = tf.zeros([4, 2]);
  expect(() => energyDistance(tf.zeros([4]), good)).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: energyDistance: expected points as [N, D], at least 2 of them, got [4]; flatten each sample to a row: samples.reshape([count, -1])]`,
  );
  expect(() => energyDistance(good, tf.zeros([4, 3]))).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: energyDistance: expected two sets of points of the same dimension, got [4, 2] and [4, 3]; compare samples with data of the same kind]`,
  );
  const missing = tf.tensor2d([0, 0, 0, NaN], [2, 2]);
  expect(() => energyDistance(good, missing)).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: energyDistance: expected finite numbers, got NaN in row 1; look at what made the samples: a step too large, or training that diverged]`,
  );
});
