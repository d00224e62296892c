import { beforeAll, expect, test } from "vitest";
import { Parameters } from "../../../src/nn/parameters";
import {
  codeVectors,
  nearestCode,
  nearestDirection,
} from "../../../src/representation/bottleneck/codebook";
import { dacQuantiser } from "../../../src/representation/bottleneck/dacQuantiser";
import { kMeans } from "../../../src/representation/bottleneck/kMeans";
import { straightThrough } from "../../../src/representation/bottleneck/straightThrough";
import { prepareBackend } from "../../../src/tensor/backend";
import { Random, seededNoise } from "../../../src/tensor/random";
import { tf } from "../../../src/tensor/tf";

beforeAll(async () => void (await prepareBackend()));

/** Distances between all frames and all codes, by definition. */
function nearestByHand(x: tf.Tensor3D, codebook: tf.Tensor2D, unit: boolean): number[] {
  const rowsOf = (rows: number[][]): number[][] =>
    unit ? rows.map((row) => row.map((one) => one / Math.hypot(...row))) : rows;
  const frames = rowsOf(x.arraySync().flat());
  const codes = rowsOf(codebook.arraySync());
  return frames.map((frame) => {
    const distances = codes.map((code) => Math.hypot(...code.map((one, i) => one - frame[i])));
    return distances.indexOf(Math.min(...distances));
  });
}

test("the nearest code is the one at the least distance; of directions, at the least angle", () => {
  const x = seededNoise<tf.Rank.R3>([2, 40, 3], 1);
  const codebook = seededNoise<tf.Rank.R2>([10, 3], 2);
  expect(nearestCode(x, codebook).shape).toEqual([2, 40]);
  const [near, aligned] = [nearestCode(x, codebook), nearestDirection(x, codebook)];
  expect(Array.from(near.dataSync())).toEqual(nearestByHand(x, codebook, false));
  expect(Array.from(aligned.dataSync())).toEqual(nearestByHand(x, codebook, true));
  expect(near.dataSync()).not.toEqual(aligned.dataSync());
});

test("codes are looked up, and the gradient of a vector is the sum over those that chose it", () => {
  const codebook = tf.tensor2d([1, 2, 3, 4, 5, 6], [3, 2]);
  const codes = tf.tensor2d([2, 0, 2, 2], [2, 2], "int32");
  expect(codeVectors(codes, codebook).arraySync()).toEqual([
    [
      [5, 6],
      [1, 2],
    ],
    [
      [5, 6],
      [5, 6],
    ],
  ]);
  const weights = tf.tensor3d([1, 1, 10, 20, 2, 2, 4, 4], [2, 2, 2]);
  const slope = tf.grad((table) =>
    codeVectors(codes, table as tf.Tensor2D)
      .mul(weights)
      .sum(),
  );
  expect(slope(codebook).arraySync()).toEqual([
    [10, 20],
    [0, 0],
    [7, 7],
  ]);
});

test("straight through: rounded to the eye, the identity to the gradient", () => {
  const x = tf.tensor1d([0.4, 1.6]);
  expect(Array.from(straightThrough(x, x.round()).dataSync())).toEqual([0, 2]);
  const slope = tf.grad((one) => straightThrough(one, one.round()).square().sum())(x);
  expect(Array.from(slope.dataSync())).toEqual([0, 4]);
});

test("k-means finds the middle of each heap, and copes with more clusters than rows", () => {
  const rows = tf.tensor2d([0, 0.2, 5, 5.2, 5.4], [5, 1]);
  const { means, counts } = kMeans(rows, { clusters: 2, random: new Random(3) });
  const found = Array.from(means.dataSync(), (mean, i) => [mean, counts.dataSync()[i]]);
  const [[low, two], [high, three]] = found.sort(([a], [b]) => a - b);
  expect([low, high].map((mean) => Number(mean.toFixed(5)))).toEqual([0.1, 5.2]);
  expect([two, three]).toEqual([2, 3]);
  const many = kMeans(rows, { clusters: 20, random: new Random(3) });
  expect(many.means.shape).toEqual([20, 1]);
  expect(many.counts.sum().dataSync()[0]).toBe(5);
});

test("8 × 128 frames, 8 quantisers of 1,024 codes: milliseconds", async () => {
  const { name } = await prepareBackend();
  const quantiser = dacQuantiser(new Parameters(1), "rvq", { size: 32 });
  const h = seededNoise<tf.Rank.R3>([8, 128, 32], 1);
  const times = Array.from({ length: 7 }, () => {
    const started = performance.now();
    tf.tidy(() => void quantiser.codes(h).dataSync());
    return performance.now() - started;
  });
  expect(Math.min(...times)).toBeLessThan(name === "tensorflow" ? 150 : 1500);
});
