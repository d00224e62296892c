import { beforeAll, expect, test } from "vitest";
import { prepareBackend } from "../../src/tensor/backend";
import { seededNoise } from "../../src/tensor/random";
import { tf } from "../../src/tensor/tf";
import type { Tensor2D } from "../../src/tensor/tf";

beforeAll(async () => void (await prepareBackend()));

/** The same by plain arithmetic. */
function product(a: number[][], b: number[][]): number[][] {
  return a.map((row) => b[0].map((_, j) => row.reduce((sum, one, k) => sum + one * b[k][j], 0)));
}

function largestGap(got: Tensor2D, wanted: number[][]): number {
  return tf.tidy(() => got.sub(tf.tensor2d(wanted)).abs().max().dataSync()[0]);
}

test.each([
  [false, false],
  [true, false],
  [false, true],
  [true, true],
])("two matrices are multiplied, turned (%s, %s) or not", (turnA, turnB) => {
  tf.tidy(() => {
    const [a, b] = [seededNoise<tf.Rank.R2>([5, 7], 1), seededNoise<tf.Rank.R2>([7, 3], 2)];
    const wanted = product(a.arraySync(), b.arraySync());
    const got = tf.matMul(
      turnA ? a.transpose<Tensor2D>() : a,
      turnB ? b.transpose<Tensor2D>() : b,
      turnA,
      turnB,
    );
    expect(largestGap(got as Tensor2D, wanted)).toBeLessThan(1e-5);
  });
});

test("numbers that become what they are stay so, and others do change", () => {
  tf.tidy(() => {
    const x = tf.tensor1d([1.5, -2.5]);
    expect(Array.from(x.cast("float32").dataSync())).toEqual([1.5, -2.5]);
    expect(Array.from(x.cast("int32").dataSync())).toEqual([1, -2]);
    expect(Array.from(tf.tensor1d([1, 0], "int32").cast("float32").dataSync())).toEqual([1, 0]);
  });
});
