import { beforeAll, expect, test } from "vitest";
import { foldPatches, unfoldPatches } from "../../../src/representation/latentMel/patches";
import { prepareBackend } from "../../../src/tensor/backend";
import { countTensors } from "../../../src/tensor/budget";
import { seededNoise } from "../../../src/tensor/random";
import { tf } from "../../../src/tensor/tf";
import type { Rank } from "../../../src/tensor/tf";

beforeAll(async () => {
  await prepareBackend();
});

test("a patch is a square, row after row", () => {
  tf.tidy(() => {
    const image = tf.range(0, 16).reshape<tf.Tensor4D>([1, 4, 4, 1]);
    const patches = foldPatches(image, 2);
    expect(patches.shape).toEqual([1, 2, 2, 4]);
    expect(Array.from(patches.slice([0, 0, 1, 0], [1, 1, 1, 4]).dataSync())).toEqual([2, 3, 6, 7]);
  });
});

test("unfolding undoes folding, and keeps no tensor", async () => {
  const { leaked } = await countTensors(() =>
    tf.tidy(() => {
      const image = seededNoise<Rank.R4>([2, 8, 12, 3], 7);
      const back = unfoldPatches(foldPatches(image, 4), 4);
      expect(Array.from(back.dataSync())).toEqual(Array.from(image.dataSync()));
    }),
  );
  expect(leaked).toBe(0);
});
