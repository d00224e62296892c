import { beforeAll, expect, test } from "vitest";
import { attend, hiddenKeys, selfAttention } from "../../src/nn/attention";
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

test("a long sequence is heard head by head: the same, hidden keys stay hidden, and there is no large map", async () => {
  const [batch, heads, length] = [2, 3, 1000]; // 6 million scores
  const of = (seed: number): tf.Tensor4D =>
    seededNoise<tf.Rank.R4>([batch, heads, length, 4], seed);
  const [query, key, value] = [of(1), of(2), of(3)];
  const mask = tf.tensor2d(
    Array.from({ length: batch * length }, (_, i) => Number(i < length || i % 3 > 0)),
    [batch, length],
  );
  const bias = hiddenKeys(mask);
  const { leaked } = await countTensors(async () => {
    const { kernels, result } = await tf.profile(() => attend({ query, key, value, bias }));
    const largest = Math.max(...kernels.flatMap(({ outputShapes }) => outputShapes).map(tf.util.sizeFromShape)); // prettier-ignore
    expect(largest).toBe(length * length);
    // Whoever wants to see the map is shown it whole.
    const whole = attend({ query, key, value, bias }, ({ shape }) => {
      expect(shape).toEqual([batch, heads, length, length]);
    });
    const by = result as tf.Tensor4D;
    expect(tf.tidy(() => by.sub(whole).abs().max().dataSync()[0])).toBeLessThan(1e-5);
    tf.dispose([by, whole]);
  });
  expect(leaked).toBe(0);
  tf.dispose([query, key, value, mask, bias]);
});
