/** Operations with a gradient in one formula against the same by the chain rule. */
import { beforeAll, expect, test } from "vitest";
import { addGated } from "../../../src/network/dit/gated";
import { adaptiveNorm } from "../../../src/network/dit/modulation";
import { affine } from "../../../src/nn/affine";
import { prepareBackend } from "../../../src/tensor/backend";
import { seededNoise } from "../../../src/tensor/random";
import { tf } from "../../../src/tensor/tf";
import type { Tensor, Tensor1D, Tensor2D, Tensor3D } from "../../../src/tensor/tf";

beforeAll(async () => void (await prepareBackend()));

type Operation = (...inputs: Tensor[]) => Tensor;

function expectSame(short: Operation, long: Operation, shapes: readonly number[][]): void {
  const before = tf.memory().numTensors;
  tf.tidy(() => {
    const inputs = shapes.map((shape, i) => seededNoise(shape, i + 1));
    const weigh =
      (f: Operation) =>
      (...given: Tensor[]) => {
        const said = f(...given);
        return said.mul(seededNoise(said.shape, 9)).sum();
      };
    const values = [short, long].map((f) => f(...inputs));
    expect(values[0].sub(values[1]).abs().max().dataSync()[0]).toBeLessThan(1e-5);
    const gradients = [short, long].map((f) => tf.grads(weigh(f) as never)(inputs));
    gradients[0].forEach((one, i) => {
      expect(one.shape).toEqual(shapes[i]);
      expect(one.sub(gradients[1][i]).abs().max().dataSync()[0]).toBeLessThan(1e-4);
    });
  });
  expect(tf.memory().numTensors).toBe(before);
}

test("a linear layer", () => {
  expectSame(
    (x, w, b) => affine(x as Tensor2D, w as Tensor2D, b as Tensor1D),
    (x, w, b) => tf.matMul(x, w).add(b),
    [[7, 5], [5, 3], [3]],
  );
});

test("a gate", () => {
  expectSame(
    (x, branch, gate) => addGated(x as Tensor3D, branch as Tensor3D, gate as Tensor3D),
    (x, branch, gate) => x.add(branch.mul(gate)),
    [
      [2, 4, 6],
      [2, 4, 6],
      [2, 1, 6],
    ],
  );
});

test("AdaLN", () => {
  expectSame(
    (x, gain, shift) =>
      adaptiveNorm(x as Tensor3D, { gain: gain as Tensor3D, shift: shift as Tensor3D }),
    (x, gain, shift) => {
      const { mean, variance } = tf.moments(x, -1, true);
      return x.sub(mean).div(variance.add(1e-6).sqrt()).mul(gain).add(shift);
    },
    [
      [2, 4, 6],
      [2, 1, 6],
      [2, 1, 6],
    ],
  );
});
