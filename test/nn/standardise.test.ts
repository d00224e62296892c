import { beforeAll, expect, test } from "vitest";
import { silu } from "../../src/nn/activations";
import { standardise } from "../../src/nn/standardise";
import { prepareBackend } from "../../src/tensor/backend";
import { countTensors } from "../../src/tensor/budget";
import { seededNoise } from "../../src/tensor/random";
import { tf } from "../../src/tensor/tf";
import type { Tensor } from "../../src/tensor/tf";

beforeAll(async () => void (await prepareBackend()));

const difference = (a: Tensor, b: Tensor): number => tf.sub(a, b).abs().max().dataSync()[0];

/** The same by the chain rule of the backend. */
function plainly(x: Tensor, epsilon: number): Tensor {
  const centred = x.sub(x.mean(-1, true));
  return centred.div(centred.square().mean(-1, true).add(epsilon).sqrt());
}

test("mean 0, variance 1, and the gradient that the chain rule gives", () => {
  const x = seededNoise([3, 5, 16], 1).mul(3).add(2);
  const y = standardise(x, 1e-6);
  expect(y.mean(-1).abs().max().dataSync()[0]).toBeLessThan(1e-5);
  expect(tf.moments(y, -1).variance.sub(1).abs().max().dataSync()[0]).toBeLessThan(1e-4);
  const weights = seededNoise([3, 5, 16], 2);
  for (const epsilon of [1e-6, 1]) {
    const ours = tf.grad((one) => standardise(one, epsilon).mul(weights).sum())(x);
    const theirs = tf.grad((one) => plainly(one, epsilon).mul(weights).sum())(x);
    expect(difference(ours, theirs)).toBeLessThan(1e-5);
  }
});

test("silence stays silence, without a NaN in its gradient", () => {
  const x = tf.zeros([2, 4]);
  expect([...standardise(x, 1e-6).dataSync()]).toEqual(new Array(8).fill(0));
  const gradient = tf.grad((one) => standardise(one, 1e-6).square().sum())(x);
  expect([...gradient.dataSync()].every(Number.isFinite)).toBe(true);
});

test("SiLU has the gradient that the chain rule gives", () => {
  const x = seededNoise([4, 9], 1).mul(4);
  const weights = seededNoise([4, 9], 2);
  const ours = tf.grad((one) => silu(one).mul(weights).sum())(x);
  const theirs = tf.grad((one) => one.mul(one.sigmoid()).mul(weights).sum())(x);
  expect(difference(ours, theirs)).toBeLessThan(1e-6);
});

test("both leave one tensor behind", async () => {
  const x = seededNoise([4, 9], 1);
  for (const operation of [silu, (one: Tensor) => standardise(one, 1e-6)]) {
    expect((await countTensors(() => operation(x))).leaked).toBe(1);
  }
});
