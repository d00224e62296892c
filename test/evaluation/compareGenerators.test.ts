import { beforeAll, expect, test } from "vitest";
import { compareGenerators } from "../../src/evaluation/compareGenerators";
import type { ComparedGenerator } from "../../src/evaluation/compareGenerators";
import { prepareBackend } from "../../src/tensor/backend";
import { countTensors } from "../../src/tensor/budget";
import { seededNoise } from "../../src/tensor/random";
import { tf } from "../../src/tensor/tf";
import type { Tensor2D } from "../../src/tensor/tf";

beforeAll(async () => void (await prepareBackend()));

/** Two narrow modes at x = −2 and x = 2. */
function data(count: number, seed: number): Tensor2D {
  return tf.tidy(() => {
    const side = seededNoise([count, 1], seed, 1)
      .sign()
      .mul(2)
      .concat(tf.zeros([count, 1]), 1);
    return seededNoise([count, 2], seed).mul(0.2).add(side);
  });
}

const modes = {
  centres: [
    [-2, 0],
    [2, 0],
  ],
  radius: 0.8,
};
const exact: ComparedGenerator = { name: "the data", sample: data, callsPerSample: 0 };
const collapsed: ComparedGenerator = {
  name: "collapsed",
  sample: (count, seed) => Promise.resolve(tf.tidy(() => data(count, seed).abs())),
  callsPerSample: 1,
};
const blurred: ComparedGenerator = {
  name: "blurred",
  sample: (count, seed) => tf.tidy(() => seededNoise([count, 2], seed).mul(tf.tensor1d([2, 0.2]))),
  callsPerSample: 1,
};

test("tells the data from a collapsed and a blurred generator, and keeps no tensor", async () => {
  const reference = data(600, 99);
  const { result, leaked } = await countTensors(() =>
    compareGenerators([exact, collapsed, blurred], {
      reference,
      modes,
      seeds: [1, 2, 3],
      count: 400,
    }),
  );
  expect(leaked).toBe(0);
  const [floor, one, blur] = result;
  expect(result.map(({ name, calls }) => [name, calls])).toEqual([
    ["the data", 0],
    ["collapsed", 1],
    ["blurred", 1],
  ]);
  expect(floor.energyDistance.low).toBeLessThan(0.01);
  expect(one.energyDistance.low).toBeGreaterThan(floor.energyDistance.high);
  expect(blur.energyDistance.low).toBeGreaterThan(floor.energyDistance.high);
  // Half of the mass has 4 to go, seen along all lines of the plane: √(½·16/2) = 2.
  expect(one.slicedWasserstein.mean).toBeGreaterThan(1.8);
  expect(one.slicedWasserstein.mean).toBeLessThan(2.2);
  expect([floor.modesCovered, one.modesCovered]).toEqual([2, 1]);
  expect(floor.strays).toBeLessThan(0.01);
  expect(blur.strays).toBeGreaterThan(0.2);
  for (const row of result) expect(row.milliseconds).toBeGreaterThan(0);
  expect(JSON.parse(JSON.stringify(result))).toEqual(result);
});

test("without modes there are no columns for them", async () => {
  const rows = await compareGenerators([exact], {
    reference: data(50, 9),
    seeds: [1, 2],
    count: 50,
  });
  expect(Object.keys(rows[0])).toEqual([
    "name",
    "calls",
    "milliseconds",
    "energyDistance",
    "slicedWasserstein",
  ]);
});

test("a generator that fails is named with its seed, and its samples are released", async () => {
  const reference = data(50, 9);
  const options = { reference, seeds: [4, 5], count: 10 };
  const broken = (sample: ComparedGenerator["sample"]) =>
    compareGenerators([{ name: "broken", sample, callsPerSample: 1 }], options);
  const { leaked } = await countTensors(async () => {
    await expect(
      broken((count) => tf.fill([count, 2], NaN)),
    ).rejects.toThrowErrorMatchingInlineSnapshot(
      `[TutorialError: the samples of "broken" for seed 4 (energyDistance): expected finite numbers, got NaN in row 0; look at what made the samples: a step too large, or training that diverged]`,
    );
    await expect(broken(() => tf.zeros([3, 2]))).rejects.toThrowErrorMatchingInlineSnapshot(
      `[TutorialError: the samples of "broken" for seed 4 (compareGenerators): expected 10 samples, got [3, 2]; return one row a sample, [count, D]]`,
    );
    await expect(
      compareGenerators([exact], { ...options, seeds: [1] }),
    ).rejects.toThrowErrorMatchingInlineSnapshot(
      `[TutorialError: compareGenerators: expected at least 2 seeds, or there is no interval, got 1; pass e.g. {seeds: [1, 2, 3]}]`,
    );
  });
  expect(leaked).toBe(0);
});
