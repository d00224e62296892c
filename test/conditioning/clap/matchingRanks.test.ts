import { beforeAll, expect, test } from "vitest";
import { matchingRanks, recallAt } from "../../../src/conditioning/clap/matchingRanks";
import { prepareBackend } from "../../../src/tensor/backend";
import { tf } from "../../../src/tensor/tf";

beforeAll(async () => {
  await prepareBackend();
});

test("how many score higher than the right one", () => {
  const scores = tf.tensor2d([
    [0.9, 0.1, 0.2],
    [0.9, 0.1, 0.2],
    [0.9, 0.8, 0.8],
  ]);
  // A tie costs nothing: two captions may read the same.
  expect(matchingRanks(scores)).toEqual([0, 2, 1]);
  expect(matchingRanks(scores.transpose())).toEqual([0, 1, 0]);
  scores.dispose();
});

test("recall counts those among the first k", () => {
  const ranks = [0, 4, 12, 0];
  expect([1, 5, 10, 13].map((k) => recallAt(ranks, k))).toEqual([0.5, 0.75, 0.75, 1]);
});
