import { beforeAll, describe, expect, test } from "vitest";
import { istft } from "../../src/audio/istft";
import { powerSpectrum } from "../../src/audio/magnitude";
import { stft } from "../../src/audio/stft";
import { prepareBackend } from "../../src/tensor/backend";
import { countTensors } from "../../src/tensor/budget";
import { tf } from "../../src/tensor/tf";
import type { Tensor2D } from "../../src/tensor/tf";
import { largestDifference, noise, onEachBackend, sine } from "./sound";

beforeAll(async () => {
  await prepareBackend();
});

test("a sine peaks in the bin of its frequency, with half the window's sum", () => {
  const [fftSize, bin] = [512, 37];
  const x = tf.tensor2d(sine(bin, fftSize, 4096), [1, 4096]);
  const power = tf.tidy(() => powerSpectrum(stft(x, { fftSize, center: false })));
  const [frame] = power.arraySync()[0];
  expect(frame.indexOf(Math.max(...frame))).toBe(bin);
  expect(Math.sqrt(frame[bin])).toBeCloseTo(fftSize / 4, 3);
  expect(Math.max(...frame.slice(bin + 3))).toBeLessThan(1e-6);
  tf.dispose([x, power]);
});

const cases = [
  { fftSize: 256, hop: 64 },
  { fftSize: 256, hop: 100 },
  { fftSize: 255, hop: 60, windowLength: 200 },
  { fftSize: 200, hop: 50, windowLength: 160, padMode: "constant" },
  { fftSize: 128, hop: 40, window: "hamming", center: false },
  { fftSize: 96, hop: 48, window: "blackman" },
] as const;

describe.each(cases)("%o", (options) => {
  const length = 40 * 25;

  test("sound → spectrum → sound is the same sound", () => {
    tf.tidy(() => {
      const x = tf.tensor2d(noise(2 * length), [2, length]);
      const back = istft(stft(x, options), { ...options, length });
      // Without centring the last samples may lie under no window at all.
      const covered = "center" in options ? 988 - ((988 - 128) % 40) : length;
      const part = (w: Tensor2D): Float32Array =>
        w.slice([0, 0], [2, covered]).dataSync<"float32">();
      expect(largestDifference(part(back), part(x))).toBeLessThan(2e-5);
    });
  });

  test("the same numbers on every backend, gradient and all", async () => {
    const samples = noise(length);
    const weights = noise(64, 3);
    const results = await onEachBackend(() =>
      tf.tidy(() => {
        const x = tf.tensor2d(samples, [1, length]);
        const loss = (w: Tensor2D) => {
          const spectrum = stft(w, options);
          const back = istft(
            { real: spectrum.real.mul(0.5), imag: spectrum.imag.square() },
            options,
          );
          const head = back
            .slice([0, 0], [1, 64])
            .mul(tf.tensor2d(weights, [1, 64]))
            .sum();
          return head.add(powerSpectrum(spectrum).mean()).asScalar();
        };
        const { value, grad } = tf.valueAndGrad((w) => loss(w as Tensor2D))(x);
        const { real, imag } = stft(x, options);
        return [real, imag, grad, value].map((tensor) => tensor.dataSync<"float32">());
      }),
    );
    const [first, ...others] = [...results.values()];
    for (const other of others) {
      other.forEach((numbers, i) => {
        const scale = Math.max(1, ...first[i].map(Math.abs));
        expect(largestDifference(numbers, first[i]) / scale).toBeLessThan(1e-4);
      });
    }
  });
});

test("the gradient is the slope: it agrees with finite differences", () => {
  tf.tidy(() => {
    const options = { fftSize: 64, hop: 20 };
    const x = tf.tensor2d(noise(300), [1, 300]);
    const direction = tf.tensor2d(noise(300, 2), [1, 300]);
    const loss = (w: Tensor2D) => powerSpectrum(stft(w, options)).add(1).log().sum().asScalar();
    const gradient = tf.grad((w) => loss(w as Tensor2D))(x);
    const slope = gradient.mul(direction).sum().dataSync()[0];
    const at = (step: number): number => loss(x.add(direction.mul(step))).dataSync()[0];
    const measured = (at(1e-2) - at(-1e-2)) / 2e-2;
    expect(Math.abs(measured / slope - 1)).toBeLessThan(5e-3);
  });
});

test("without `length` the sound ends with the last frame", () => {
  tf.tidy(() => {
    const options = { fftSize: 128, hop: 40 };
    const x = tf.tensor2d(noise(500), [1, 500]);
    expect(istft(stft(x, options), options).shape).toEqual([1, 480]);
    const uncentred = { ...options, center: false };
    expect(istft(stft(x, uncentred), uncentred).shape).toEqual([1, 488]);
  });
});

test("nothing is kept but the results", async () => {
  const x = tf.tensor2d(noise(1000), [1, 1000]);
  const { result, leaked } = await countTensors(() => stft(x, { fftSize: 64 }));
  expect(leaked).toBe(2);
  const back = await countTensors(() => istft(result, { fftSize: 64 }));
  expect(back.leaked).toBe(1);
  tf.dispose([x, result, back.result]);
});

test("what does not fit is refused", () => {
  tf.tidy(() => {
    const x = tf.tensor2d(noise(100), [1, 100]);
    expect(() => stft(x, { fftSize: 1024 })).toThrowErrorMatchingInlineSnapshot(
      `[TutorialError: padEnds: expected more than 512 samples, to mirror 512 at each end, got 100; take a longer clip, a smaller fftSize, or {padMode: "constant"}]`,
    );
    expect(() => stft(x, { fftSize: 128, center: false })).toThrowErrorMatchingInlineSnapshot(
      `[TutorialError: stft: expected waveforms [B, S] with S >= 128, one frame, got [1, 100]; add the batch axis, or take a longer clip or a smaller fftSize]`,
    );
    expect(() => stft(x, { fftSize: 128, hop: 0 })).toThrowErrorMatchingInlineSnapshot(
      `[TutorialError: stftSettings: expected whole numbers >= 1 of samples, windowLength <= fftSize, got fftSize 128, hop 0, windowLength 128; pass for example {fftSize: 1024, hop: 256}]`,
    );
    expect(() => stft(tf.zeros([1, 0]))).toThrowErrorMatchingInlineSnapshot(
      `[TutorialError: stft: expected waveforms [B, S] with S >= 1, one frame, got [1, 0]; add the batch axis, or take a longer clip or a smaller fftSize]`,
    );
    const spectrum = stft(x, { fftSize: 64 });
    expect(() => istft(spectrum, { fftSize: 128 })).toThrowErrorMatchingInlineSnapshot(
      `[TutorialError: istft: expected real and imag, both [B, frames, 65] for fftSize 128, got [1, 7, 33] and [1, 7, 33]; pass the options that the spectrum was made with]`,
    );
  });
});
