import { beforeAll, expect, test } from "vitest";
import { attend, selfAttention } from "../../src/nn/attention";
import { Parameters } from "../../src/nn/parameters";
import { prepareBackend } from "../../src/tensor/backend";
import { countTensors } from "../../src/tensor/budget";
import { seededNoise } from "../../src/tensor/random";
import { tf } from "../../src/tensor/tf";
import { gradientError } from "./gradients";

beforeAll(async () => void (await prepareBackend()));

const noise3 = (shape: [number, number, number], seed: number): tf.Tensor3D =>
  seededNoise<tf.Rank.R3>(shape, seed);

/** Attention one head, one item, one query at a time, in double precision. */
function byHand(x: number[][], parameters: Parameters, heads: number): number[][] {
  const values = (name: string): number[][] =>
    (parameters.values()[name] as unknown as tf.Tensor2D).arraySync();
  const [wide, out] = [values("a.toQkv.weight"), values("a.toOut.weight")];
  const width = x[0].length;
  const size = width / heads;
  const times = (row: number[], w: number[][]): number[] =>
    w[0].map((_, j) => row.reduce((sum, value, i) => sum + value * w[i][j], 0));
  const projected = x.map((row) => times(row, wide));
  const part = (row: number[], which: number, head: number): number[] =>
    row.slice(which * width + head * size, which * width + (head + 1) * size);
  const dot = (a: number[], b: number[]): number => a.reduce((sum, one, i) => sum + one * b[i], 0);
  return projected.map((row) => {
    const heard = Array.from({ length: heads }, (_, head) => {
      const q = part(row, 0, head);
      const e = projected.map((other) => Math.exp(dot(q, part(other, 1, head)) / Math.sqrt(size)));
      const total = e.reduce((a, b) => a + b, 0);
      return Array.from({ length: size }, (__, c) =>
        e.reduce((sum, one, t) => sum + (one / total) * part(projected[t], 2, head)[c], 0),
      );
    });
    return times(heard.flat(), out);
  });
}

test("every head attends by itself, over all frames", () => {
  const parameters = new Parameters(3);
  const x = noise3([2, 5, 6], 1);
  const y = selfAttention(parameters, "a", x, { heads: 3 });
  const expected = x.arraySync().map((item) => byHand(item, parameters, 3));
  const apart = y.sub(tf.tensor(expected)).abs().max().dataSync()[0];
  expect(apart).toBeLessThan(1e-5);
});

test("it knows no order: shuffled frames give the same, shuffled", () => {
  const parameters = new Parameters(3);
  const x = noise3([1, 4, 8], 1);
  const y = selfAttention(parameters, "a", x, { heads: 2 }).reverse(1);
  const z = selfAttention(parameters, "a", x.reverse(1), { heads: 2 });
  expect(y.sub(z).abs().max().dataSync()[0]).toBeLessThan(1e-6);
});

test("equal keys are heard alike, whatever is asked", () => {
  const query = seededNoise<tf.Rank.R4>([1, 1, 3, 4], 1);
  const value = seededNoise<tf.Rank.R4>([1, 1, 5, 4], 2);
  const mixed = attend({ query, key: tf.ones([1, 1, 5, 4]), value });
  const mean = value.mean(2, true);
  expect(mixed.sub(mean).abs().max().dataSync()[0]).toBeLessThan(1e-6);
});

test("its gradients are right and it leaves one tensor", async () => {
  const parameters = new Parameters(3);
  const x = noise3([2, 4, 4], 1);
  const loss = (): tf.Scalar =>
    tf.tidy(() => selfAttention(parameters, "a", x, { heads: 2 }).square().mean().asScalar());
  loss().dispose();
  expect(gradientError(parameters, loss)).toBeLessThan(0.02);
  const { leaked } = await countTensors(() => selfAttention(parameters, "a", x, { heads: 2 }));
  expect(leaked).toBe(1);
});

test("heads that do not divide the width are refused", () => {
  const ask = (heads: number) => () =>
    selfAttention(new Parameters(1), "a", tf.ones([1, 2, 64]), { heads });
  expect(ask(3)).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: selfAttention "a": expected a number of heads that divides the width 64, got 3; pass e.g. {heads: 2}]`,
  );
  expect(ask(0)).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: selfAttention "a": expected a number of heads that divides the width 64, got 0; pass e.g. {heads: 2}]`,
  );
});
