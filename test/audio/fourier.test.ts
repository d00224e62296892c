import { beforeAll, describe, expect, test } from "vitest";
import { inverseRealFourier, realFourier } from "../../src/audio/fourier";
import { prepareBackend } from "../../src/tensor/backend";
import { countTensors } from "../../src/tensor/budget";
import { tf } from "../../src/tensor/tf";
import type { Tensor2D } from "../../src/tensor/tf";
import { largestDifference, noise } from "./sound";

beforeAll(async () => {
  await prepareBackend();
});

function slowFourier(x: Float32Array): { real: number[]; imag: number[] } {
  const [real, imag]: [number[], number[]] = [[], []];
  for (let k = 0; k <= x.length / 2; k++) {
    const angle = (n: number): number => (-2 * Math.PI * n * k) / x.length;
    real.push(x.reduce((sum, value, n) => sum + value * Math.cos(angle(n)), 0));
    imag.push(x.reduce((sum, value, n) => sum + value * Math.sin(angle(n)), 0));
  }
  return { real, imag };
}

describe.each([1, 2, 3, 4, 7, 64, 65, 200, 255, 256])("frames of %i", (size) => {
  const x = noise(size);

  test("agree with the definition, and the inverse brings them back", () => {
    tf.tidy(() => {
      const frames = tf.tensor2d(x, [1, size]);
      const spectra = realFourier(frames);
      const expected = slowFourier(x);
      expect(largestDifference(spectra.real.dataSync(), expected.real)).toBeLessThan(2e-5);
      expect(largestDifference(spectra.imag.dataSync(), expected.imag)).toBeLessThan(2e-5);
      expect(largestDifference(inverseRealFourier(spectra, size).dataSync(), x)).toBeLessThan(2e-6);
    });
  });

  test("keep their energy: Σx² = 1/N·Σ|X|² over all N bins (Parseval)", () => {
    const { real, imag } = tf.tidy(() => realFourier(tf.tensor2d(x, [1, size])));
    const power = tf.tidy(() => real.square().add(imag.square()).dataSync<"float32">());
    const twice = (k: number): number => (k === 0 || 2 * k === size ? 1 : 2);
    const energy = power.reduce((sum, p, k) => sum + (p * twice(k)) / size, 0);
    const direct = x.reduce((sum, value) => sum + value * value, 0);
    expect(Math.abs(energy / direct - 1)).toBeLessThan(1e-5);
    tf.dispose([real, imag]);
  });
});

test("the gradient of the energy is 2N·x, whatever the phase", () => {
  tf.tidy(() => {
    const x = tf.tensor2d(noise(64), [1, 64]);
    const energy = (frames: Tensor2D) => {
      const { real, imag } = realFourier(frames);
      const twice = tf.tensor1d([1, ...new Array<number>(31).fill(2), 1]);
      return real.square().add(imag.square()).mul(twice).sum().asScalar();
    };
    const gradient = tf.grad((frames) => energy(frames as Tensor2D))(x);
    expect(largestDifference(gradient.dataSync(), x.mul(128).dataSync())).toBeLessThan(1e-3);
  });
});

test("nothing is kept but the two results", async () => {
  const frames = tf.tensor2d(noise(48), [3, 16]);
  const { result, leaked } = await countTensors(() => realFourier(frames));
  expect(leaked).toBe(2);
  tf.dispose([frames, result]);
});
