import { beforeAll, expect, test } from "vitest";
import { rowCosines, unitLength } from "../../../src/conditioning/clap/unitLength";
import { prepareBackend } from "../../../src/tensor/backend";
import { tf } from "../../../src/tensor/tf";
import type { Tensor2D } from "../../../src/tensor/tf";

beforeAll(async () => {
  await prepareBackend();
});

test("length 1 in the same direction; of zeros nothing is made, and their gradient is finite", () => {
  tf.tidy(() => {
    const [x, y, none] = unitLength(tf.tensor2d([[3, 4], [-300, 400], [0, 0]])).arraySync(); // prettier-ignore
    expect([...x, ...y].map((one) => Number(one.toFixed(5)))).toEqual([0.6, 0.8, -0.6, 0.8]);
    expect(none).toEqual([0, 0]);
    const gradient = tf.grad((v: tf.Tensor) => unitLength(v as Tensor2D).sum())(tf.zeros([1, 2]));
    expect(gradient.isFinite().all().dataSync()[0]).toBe(1);
  });
});

test("cosines row by row", () => {
  tf.tidy(() => {
    const [a, b] = [tf.tensor2d([[3, 4], [1, 0], [1, 1]]), tf.tensor2d([[4, 3], [0, 2], [-2, -2]])]; // prettier-ignore
    const cosines = Array.from(rowCosines(a, b).dataSync());
    [0.96, 0, -1].forEach((expected, i) => expect(cosines[i]).toBeCloseTo(expected, 5));
  });
});
