import { beforeAll, expect, test } from "vitest";
import { activations } from "../../src/nn/activations";
import type { Activation } from "../../src/nn/activations";
import { dense } from "../../src/nn/dense";
import { embedding } from "../../src/nn/embedding";
import { fourierFeatures } from "../../src/nn/fourierFeatures";
import { layerNorm } from "../../src/nn/layerNorm";
import { mlp } from "../../src/nn/mlp";
import { Parameters } from "../../src/nn/parameters";
import { prepareBackend } from "../../src/tensor/backend";
import { seededNoise } from "../../src/tensor/random";
import { tf } from "../../src/tensor/tf";
import type { Tensor } from "../../src/tensor/tf";
import { gradientError } from "./gradients";

beforeAll(async () => void (await prepareBackend()));

/** A number that depends on every output, unevenly. */
const summary = (y: Tensor): tf.Scalar => y.mul(seededNoise(y.shape, 9)).square().mean().asScalar();

const layers: readonly (readonly [string, (parameters: Parameters, x: Tensor) => Tensor])[] = [
  ["dense", (parameters, x) => dense(parameters, "a", x, 4)],
  ["dense without bias", (parameters, x) => dense(parameters, "a", x, 4, { bias: false })],
  ["layerNorm", (parameters, x) => layerNorm(parameters, "a", dense(parameters, "b", x, 4))],
  ["embedding", (p, x) => x.add(embedding(p, "a", [0, 2, 2, 1, 0], { count: 3, size: 3 }))],
  ...(Object.keys(activations) as Activation[]).map(
    (activation) =>
      [
        `mlp with ${activation}`,
        (parameters: Parameters, x: Tensor) =>
          mlp(parameters, "a", x, { sizes: [6, 2], activation }),
      ] as const,
  ),
];

test.each(layers)("%s: gradients agree with finite differences", (_, layer) => {
  const parameters = new Parameters(3);
  const x = seededNoise([5, 3], 1);
  const error = gradientError(parameters, () => tf.tidy(() => summary(layer(parameters, x))));
  expect(error).toBeLessThan(0.02);
  tf.dispose([x]);
  parameters.dispose();
});

test("dense is x·W + b on the last axis of any tensor", () => {
  const parameters = new Parameters(3);
  const x = seededNoise([2, 3, 4], 1);
  const y = dense(parameters, "a", x, 5);
  const { "a.weight": weight } = parameters.values();
  expect(y.shape).toEqual([2, 3, 5]);
  const byHand = [0, 1, 2, 3].reduce(
    (sum, i) => sum + x.dataSync()[1 * 12 + 2 * 4 + i] * weight.dataSync()[i * 5 + 3],
    0,
  );
  expect(y.dataSync()[1 * 15 + 2 * 5 + 3]).toBeCloseTo(byHand, 5);
  expect(() => dense(parameters, "a", tf.ones([2, 3]), 5)).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: parameter "a.weight": expected the shape [3, 5] that the network asks for, got [4, 5]; build the network with the sizes it was trained with, or give the layer another name]`,
  );
  expect(() => dense(parameters, "b", tf.scalar(1), 5)).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: dense "b": expected a tensor with an axis to act on, [..., in], got a single number; reshape it to [1, 1]]`,
  );
});

test("layerNorm leaves mean 0 and variance 1", () => {
  const y = layerNorm(new Parameters(1), "norm", seededNoise([3, 64], 1).mul(5).add(2));
  const { mean, variance } = tf.moments(y, 1);
  expect(Math.max(...mean.abs().dataSync())).toBeLessThan(1e-5);
  expect(Math.max(...variance.sub(1).abs().dataSync())).toBeLessThan(1e-3);
  const plain = new Parameters(1);
  layerNorm(plain, "norm", tf.ones([1, 4]), { affine: false });
  expect(plain.names()).toEqual([]);
});

test("fourierFeatures are cosines and sines of the stated frequencies", () => {
  const options = { count: 3, lowest: 1, highest: 4 };
  const [c1, c2, c4, s1, s2, s4] = fourierFeatures([0.1], options).dataSync();
  expect([c1, c2, c4]).toEqual(
    [1, 2, 4].map((f): unknown => expect.closeTo(Math.cos(0.2 * Math.PI * f), 5)),
  );
  expect([s1, s2, s4]).toEqual(
    [1, 2, 4].map((f): unknown => expect.closeTo(Math.sin(0.2 * Math.PI * f), 5)),
  );
  expect(fourierFeatures(tf.ones([5, 2]), options).shape).toEqual([5, 12]);
});

test("an embedding refuses what it has no row for", () => {
  const look = (ids: number[]) =>
    embedding(new Parameters(1), "tokens", ids, { count: 3, size: 2 });
  expect(look([2, 0]).shape).toEqual([2, 2]);
  expect(() => look([3])).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: embedding "tokens": expected whole numbers from 0 to 2, got 3; number the things from 0, and say how many there are in {count}]`,
  );
});
