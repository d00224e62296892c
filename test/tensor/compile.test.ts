import { beforeAll, expect, test } from "vitest";
import { compile } from "../../src/tensor/graph/compile";
import { prepareBackend } from "../../src/tensor/backend";
import { countTensors } from "../../src/tensor/budget";
import { seededNoise } from "../../src/tensor/random";
import { tf } from "../../src/tensor/tf";
import type { Tensor, Tensor2D } from "../../src/tensor/tf";

let native: boolean;
beforeAll(async () => {
  native = (await prepareBackend()).name === "tensorflow";
});

const gap = (a: Tensor, b: Tensor): number => tf.tidy(() => a.sub(b).abs().max().dataSync()[0]);

test("a compiled function says of other inputs what the function itself says", async () => {
  const weight = tf.variable(seededNoise<tf.Rank.R2>([6, 9], 1));
  const f = (x: Tensor2D, y: Tensor2D): Tensor => {
    const [a, b, c] = tf.split(tf.matMul(x, weight), 3, 1);
    const mixed = tf.softmax(a.mul(b).sub(c.mean(-1, true))).concat(y.transpose(), 1);
    return mixed.slice([0, 1]).reshape([-1, 2]).sigmoid().add(0.5).pow(2);
  };
  const shapes = [[4, 6], [5, 4]] as const; // prettier-ignore
  const draw = (seed: number): [Tensor2D, Tensor2D] =>
    shapes.map((shape, i) => seededNoise<tf.Rank.R2>([...shape], seed + i)) as [Tensor2D, Tensor2D];
  const { leaked } = await countTensors(() => {
    const first = draw(3);
    const compiled = compile(() => [f(...first), first[0].square()], first);
    expect(compiled !== undefined).toBe(native);
    for (const seed of [3, 5, 7]) {
      const given = draw(seed);
      const wanted = tf.tidy(() => f(...given));
      const [got, squared] = compiled?.run(given) ?? [];
      if (got) {
        expect(got.shape).toEqual(wanted.shape);
        expect(gap(got, wanted)).toBeLessThan(1e-5);
        const again = compiled!.run(given);
        expect(Array.from(again[0].dataSync())).toEqual(Array.from(got.dataSync()));
        const [one] = squared.dataSync();
        expect(one).toBeCloseTo(given[0].dataSync()[0] ** 2, 6);
        tf.dispose([got, squared, ...again]);
      }
      tf.dispose([wanted, ...given]);
    }
    compiled?.dispose();
    tf.dispose(first);
    return Promise.resolve();
  });
  expect(leaked).toBe(0);
  weight.dispose();
});

test("what was captured lives as long as what captured it", () => {
  const x = tf.tensor1d([1, 2]);
  const other = tf.tensor1d([10, 20]);
  const compiled = compile(() => [x.add(other)], [x]);
  other.dispose();
  if (compiled) {
    const [sum] = compiled.run([x]);
    expect(Array.from(sum.dataSync())).toEqual([11, 22]);
    sum.dispose();
    compiled.dispose();
  }
  x.dispose();
});

test("a function that does not use TensorFlow cannot be compiled, and nothing is lost", () => {
  const x = tf.tensor1d([1, 2]);
  const before = tf.memory().numTensors;
  expect(compile(() => [tf.tensor1d(Array.from(x.dataSync()))], [x])).toBeUndefined();
  expect(tf.memory().numTensors).toBe(before);
  x.dispose();
});
