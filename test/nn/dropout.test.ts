import { beforeAll, expect, test } from "vitest";
import { dropout } from "../../src/nn/dropout";
import { prepareBackend } from "../../src/tensor/backend";
import { Random } from "../../src/tensor/random";
import { tf } from "../../src/tensor/tf";

beforeAll(async () => {
  await prepareBackend();
});

test("a share is 0, the rest larger by as much as is missing; the same for the same seed", () => {
  const drawn = (seed: number): number[] =>
    tf.tidy(() => Array.from(dropout(tf.ones([20, 100]), 0.25, new Random(seed)).dataSync()));
  const values = drawn(7);
  const kept = values.filter((one) => one !== 0);
  expect(kept.length / values.length).toBeCloseTo(0.75, 1);
  for (const one of kept) expect(one).toBeCloseTo(4 / 3, 5);
  expect(drawn(7)).toEqual(values);
  expect(drawn(8)).not.toEqual(values);
});
