import { beforeAll, expect, test } from "vitest";
import { modesCovered } from "../../src/evaluation/modesCovered";
import { prepareBackend } from "../../src/tensor/backend";
import { seededNoise } from "../../src/tensor/random";
import { tf } from "../../src/tensor/tf";

beforeAll(async () => void (await prepareBackend()));

const centres = [
  [0, 0],
  [4, 0],
  [0, 4],
  [4, 4],
];

test("a Gaussian's mode holds 98.9 % of its samples within three standard deviations", () => {
  const samples = seededNoise([20_000, 2], 1)
    .mul(0.5)
    .add(tf.tensor1d([4, 0]));
  const { covered, shares, strays } = modesCovered(samples, { centres, radius: 1.5 });
  expect(covered).toBe(1);
  expect(shares[1]).toBeCloseTo(1 - Math.exp(-4.5), 2);
  expect(strays).toBeCloseTo(Math.exp(-4.5), 2);
  expect(shares[0] + shares[2] + shares[3]).toBe(0);
});

test("a mode is covered from its least share on; between two centres the nearer one counts", () => {
  const samples = tf.tensor2d([
    ...Array.from({ length: 8 }, () => [0, 0]),
    [1.9, 0],
    [2.1, 0],
    [9, 9],
    [0, 3],
  ]);
  const found = modesCovered(samples, { centres, radius: 3, leastShare: 0.1 });
  expect(found.shares).toEqual([9 / 12, 1 / 12, 1 / 12, 0]);
  expect(found.strays).toBeCloseTo(1 / 12, 12);
  expect(found.covered).toBe(1);
  // A quarter of a fourth is a sixteenth of the samples.
  expect(modesCovered(samples, { centres, radius: 3 }).covered).toBe(3);
  expect(modesCovered(samples, { centres, radius: 3, leastShare: 0 }).covered).toBe(3);
});

test("modes that do not fit are refused", () => {
  const samples = tf.zeros([4, 3]);
  expect(() => modesCovered(samples, { centres, radius: 1 })).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: modesCovered: expected centres of 3 numbers, a radius above 0, a least share of 0 to 1, got 4 centres of 2 numbers, radius 1, share 0.0625; pass e.g. {centres: mixture.means, radius: 3 * mixture.std}]`,
  );
  expect(() => modesCovered(samples, { centres: [], radius: 1 })).toThrow("got 0 centres");
});
