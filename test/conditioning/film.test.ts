import { beforeAll, expect, test } from "vitest";
import { film, filmVectors } from "../../src/conditioning/film";
import { prepareBackend } from "../../src/tensor/backend";
import { countTensors } from "../../src/tensor/budget";
import { seededNoise } from "../../src/tensor/random";
import { tf } from "../../src/tensor/tf";

beforeAll(async () => void (await prepareBackend()));

test("the first half of what was said scales, the second shifts, each item as it was told", async () => {
  const said = tf.tensor2d([
    [2, 3, 10, 20],
    [0, 1, 0, -1],
  ]);
  const x = tf.tensor3d([
    [
      [1, 1],
      [2, 2],
    ],
    [
      [3, 3],
      [4, 4],
    ],
  ]);
  const { result: vectors, leaked } = await countTensors(() => filmVectors(said));
  expect(leaked).toBe(2);
  const plain = await countTensors(() => film(x, vectors, "plain"));
  expect(plain.leaked).toBe(1);
  expect([...plain.result.dataSync()]).toEqual([12, 23, 14, 26, 0, 2, 0, 3]);
  expect([...film(x, vectors, "residual").dataSync()]).toEqual([13, 24, 16, 28, 3, 5, 4, 7]);
});

test("told nothing, the residual form changes nothing, and the plain form silences", () => {
  const x = seededNoise<tf.Rank.R3>([2, 5, 3], 1);
  const nothing = filmVectors(tf.zeros([2, 6]));
  expect([...film(x, nothing, "residual").dataSync()]).toEqual([...x.dataSync()]);
  expect(film(x, nothing, "plain").abs().max().dataSync()[0]).toBe(0);
});
