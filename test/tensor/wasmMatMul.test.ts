import { afterAll, beforeAll, expect, test } from "vitest";
import { prepareBackend } from "../../src/tensor/backend";
import { countTensors } from "../../src/tensor/budget";
import { seededNoise } from "../../src/tensor/random";
import { tf } from "../../src/tensor/tf";
import type { Rank } from "../../src/tensor/tf";

beforeAll(async () => void (await prepareBackend("wasm")));
afterAll(async () => void (await prepareBackend()));

test.each([1, 3])("transposed products of %d matrices are what they were", async (batch) => {
  const { leaked } = await countTensors(() => {
    tf.tidy(() => {
      const a = seededNoise<Rank.R3>([batch, 5, 7], 1);
      const b = seededNoise<Rank.R3>([batch, 7, 4], 2);
      // The same sums, by no product of matrices at all.
      const wanted = a.expandDims(3).mul(b.expandDims(1)).sum(2);
      const [turnedA, turnedB] = [a.transpose([0, 2, 1]), b.transpose([0, 2, 1])];
      for (const got of [
        tf.matMul(turnedA, b, true),
        tf.matMul(a, turnedB, false, true),
        tf.matMul(turnedA, turnedB, true, true),
      ]) {
        expect(got.sub(wanted).abs().max().dataSync()[0]).toBeLessThan(1e-5);
      }
    });
  });
  expect(leaked).toBe(0);
});

test("the gradient of a product goes through", () => {
  tf.tidy(() => {
    const a = seededNoise<Rank.R2>([5, 7], 1);
    const b = seededNoise<Rank.R2>([7, 4], 2);
    const gradient = tf.grad((x) => tf.matMul(x, b).sum())(a);
    const wanted = tf.ones([5, 1]).mul(b.sum(1)); // every row of it holds the sums of b's rows
    expect(gradient.sub(wanted).abs().max().dataSync()[0]).toBeLessThan(1e-5);
  });
});
