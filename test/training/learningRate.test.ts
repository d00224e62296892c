import { beforeAll, expect, test } from "vitest";
import { prepareBackend } from "../../src/tensor/backend";
import { tf } from "../../src/tensor/tf";
import { adamStep } from "../../src/training/adam";
import { learningRateAt } from "../../src/training/learningRate";
import type { Decay } from "../../src/training/learningRate";

beforeAll(async () => void (await prepareBackend()));

test("the learning rate rises in a line, then falls as asked", () => {
  const at = (decay: Decay, step: number): number =>
    learningRateAt(step, { steps: 110, learningRate: 2, warmup: 10, decay });
  expect([0, 4, 9].map((step) => at("cosine", step))).toEqual([0.2, 1, 2]);
  expect([10, 60, 110].map((step) => at("constant", step))).toEqual([2, 2, 2]);
  expect([10, 60, 110].map((step) => at("linear", step))).toEqual([2, 1, 0]);
  expect([10, 60, 110].map((step) => at("cosine", step))).toEqual([2, expect.closeTo(1), 0]);
});

test("it may stay high for a share of the steps before it falls", () => {
  const schedule = {
    steps: 200,
    learningRate: 2,
    warmup: 10,
    decay: "linear",
    decayFrom: 0.5,
  } as const;
  const rates = [9, 50, 100, 150, 200].map((step) => learningRateAt(step, schedule));
  expect(rates).toEqual([2, 2, 2, 1, 0]);
});

test("Adam's vectors follow the paper's recursion, with decay of the weights", () => {
  const gradients = [0.3, -2, 0.01];
  const options = { weightDecay: 0.1 };
  let after = { weights: tf.tensor1d([1]), mean: tf.tensor1d([0]), square: tf.tensor1d([0]) };
  let [theta, m, v] = [1, 0, 0];
  gradients.forEach((g, i) => {
    const n = i + 1;
    after = adamStep(after, tf.tensor1d([g]), n, 0.05, options);
    m = 0.9 * m + 0.1 * g;
    v = 0.999 * v + 0.001 * g * g;
    const move = m / (1 - 0.9 ** n) / (Math.sqrt(v / (1 - 0.999 ** n)) + 1e-8);
    theta = theta * (1 - 0.05 * 0.1) - 0.05 * move;
  });
  expect(after.weights.dataSync()[0]).toBeCloseTo(theta, 5);
});
