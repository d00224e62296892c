import { beforeAll, expect, test } from "vitest";
import { magnitude } from "../../src/audio/magnitude";
import { stft } from "../../src/audio/stft";
import { prepareBackend } from "../../src/tensor/backend";
import { tf } from "../../src/tensor/tf";
import type { Tensor2D, Tensor3D } from "../../src/tensor/tf";
import { onEachBackend } from "./sound";

beforeAll(async () => {
  await prepareBackend();
});

test("3 and 4 make 5, and epsilon goes under the root", () => {
  tf.tidy(() => {
    const [real, imag] = [tf.tensor3d([[[3]]]), tf.tensor3d([[[4]]])];
    expect(magnitude({ real, imag }).dataSync()[0]).toBe(5);
    expect(magnitude({ real, imag }, 11).dataSync()[0]).toBe(6);
  });
});

test("silence has a gradient of zero and not of NaN, on every backend", async () => {
  const gradients = await onEachBackend(() =>
    tf.tidy(() => {
      const loss = (w: Tensor2D) =>
        magnitude(stft(w, { fftSize: 16 }))
          .sum()
          .asScalar();
      return tf
        .grad((w) => loss(w as Tensor2D))(tf.zeros([1, 64]))
        .dataSync<"float32">();
    }),
  );
  for (const gradient of gradients.values())
    expect(gradient.every((slope) => slope === 0)).toBe(true);
});

test("away from zero the gradient of |z| is z / |z|", () => {
  tf.tidy(() => {
    const imag = tf.tensor3d([[[4]]]);
    const gradient = tf.grad((real) => magnitude({ real: real as Tensor3D, imag }))(
      tf.tensor3d([[[3]]]),
    );
    expect(gradient.dataSync()[0]).toBeCloseTo(0.6, 6);
  });
});
