import { beforeAll, expect, test } from "vitest";
import { hasFastFourier } from "../../src/audio/fastFourier";
import { inverseRealFourier, realFourier } from "../../src/audio/fourier";
import { prepareBackend } from "../../src/tensor/backend";
import { countTensors } from "../../src/tensor/budget";
import { tf } from "../../src/tensor/tf";
import type { Tensor2D } from "../../src/tensor/tf";
import { largestDifference, noise, onEachBackend } from "./sound";

beforeAll(async () => void (await prepareBackend()));

const size = 1024;
const frames = noise(3 * size);
const weights = noise(3 * (size / 2 + 1), 8);

/** A number made of the spectra of frames and of frames made of those again, and its slope. */
function there(x: Tensor2D): tf.Scalar {
  const { real, imag } = realFourier(x);
  const w = tf.tensor2d(weights, [3, size / 2 + 1]);
  const back = inverseRealFourier({ real: real.mul(w), imag: imag.square().mul(0.01) }, size);
  return back.square().mean().add<tf.Scalar>(imag.mul(w).mean());
}

test("the FFT of native TensorFlow, the matrices of the others: one number, one gradient", async () => {
  const fast: boolean[] = [];
  const results = await onEachBackend(() => {
    fast.push(hasFastFourier(size));
    return tf.tidy(() => {
      const x = tf.tensor2d(frames, [3, size]);
      const { value, grad } = tf.valueAndGrad((one) => there(one as Tensor2D))(x);
      const { real, imag } = realFourier(x);
      const back = inverseRealFourier({ real, imag }, size);
      return [real, imag, back, grad, value].map((tensor) => tensor.dataSync<"float32">());
    });
  });
  if (results.has("tensorflow")) expect(fast).toEqual([true, false, false]);
  const [first, ...others] = [...results.values()];
  expect(largestDifference(first[2], frames)).toBeLessThan(1e-5);
  for (const other of others) {
    other.forEach((numbers, i) => {
      const scale = Math.max(1, ...first[i].map(Math.abs));
      expect(largestDifference(numbers, first[i]) / scale).toBeLessThan(1e-5);
    });
  }
});

test("it leaves no tensor behind, and is not for frames that are small or no power of two", async () => {
  const { leaked } = await countTensors(() =>
    tf.tidy(() =>
      tf
        .grad((x) => there(x as Tensor2D))(tf.tensor2d(frames, [3, size]))
        .dataSync(),
    ),
  );
  expect(leaked).toBe(0);
  expect([1000, 512, 1536].map(hasFastFourier)).toEqual([false, false, false]);
});
