import { beforeAll, expect, test } from "vitest";
import { klBottleneck } from "../../../src/representation/bottleneck/klBottleneck";
import { prepareBackend } from "../../../src/tensor/backend";
import { countTensors } from "../../../src/tensor/budget";
import { Random, seededNoise } from "../../../src/tensor/random";
import { tf } from "../../../src/tensor/tf";
import type { Tensor3D } from "../../../src/tensor/tf";

beforeAll(async () => void (await prepareBackend()));

/** h that says the same mean and log-variance everywhere. */
function constant(
  mean: number,
  raw: number,
  shape: [number, number, number] = [2, 50, 3],
): Tensor3D {
  return tf.concat<Tensor3D>([tf.fill(shape, mean), tf.fill(shape, raw)], 2);
}

test("the loss is the KL divergence of N(mean, variance) from N(0, I), worked out by hand", () => {
  const bottleneck = klBottleneck({ channels: 3, weight: 0.5 });
  const { losses } = bottleneck.train(constant(2, 3), new Random(1));
  const kl = (4 + Math.exp(-1) + 1 - 1) / 2;
  expect(losses.kl.dataSync()[0]).toBeCloseTo(0.5 * kl, 5);
  const quiet = klBottleneck({ channels: 3, startLogVariance: 0 });
  expect(quiet.train(constant(0, 0), new Random(1)).losses.kl.dataSync()[0]).toBeCloseTo(0, 7);
});

test("z is drawn from that Gaussian, and encode gives its mean", () => {
  const bottleneck = klBottleneck({ channels: 4 });
  const h = constant(1.5, 0, [8, 250, 4]);
  const { mean, variance } = tf.moments(bottleneck.train(h, new Random(1)).z);
  expect(mean.dataSync()[0]).toBeCloseTo(1.5, 2);
  expect(Math.log(variance.dataSync()[0])).toBeCloseTo(-4, 1);
  expect(bottleneck.encode(h).min().dataSync()[0]).toBe(1.5);
  const [one, same] = [1, 1].map((seed) => bottleneck.train(h, new Random(seed)).z.dataSync());
  expect(one).toEqual(same);
  expect(bottleneck.train(h, new Random(2)).z.dataSync()).not.toEqual(one);
});

test("an encoder that says something wild gets a finite answer", () => {
  const bottleneck = klBottleneck({ channels: 3 });
  for (const raw of [1000, -1000]) {
    const { z, losses } = bottleneck.train(constant(0, raw), new Random(1));
    expect(tf.all(tf.isFinite(z)).dataSync()[0]).toBe(1);
    expect(losses.kl.dataSync()[0]).toBeLessThan(1);
  }
});

test("gradients reach mean and log-variance, and no tensor is left behind", async () => {
  const bottleneck = klBottleneck({ channels: 3 });
  const h = seededNoise<tf.Rank.R3>([2, 5, 6], 1);
  const { leaked, result } = await countTensors(() =>
    tf.tidy(() => {
      const slope = tf.grad((x) => {
        const { z, losses } = bottleneck.train(x as Tensor3D, new Random(1));
        return z.square().mean().add(losses.kl);
      })(h);
      return Array.from(slope.abs().min(1).dataSync());
    }),
  );
  expect(leaked).toBe(0);
  expect(Math.min(...result)).toBeGreaterThan(0);
});

test("bad input is named", () => {
  expect(() => klBottleneck({ channels: 0 })).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: klBottleneck: expected a whole number of channels, at least 1, got 0; pass e.g. {channels: 32}; the encoder must then give 64 numbers a frame]`,
  );
  const bottleneck = klBottleneck({ channels: 3 });
  expect(bottleneck).toMatchObject({ name: "KL", inputSize: 6, outputSize: 3 });
  expect(() => bottleneck.encode(tf.ones([2, 5, 3]))).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: bottleneck "KL": expected frames of 6 numbers, [B, T, 6], got [2, 5, 3]; let the encoder's last layer give the bottleneck's inputSize]`,
  );
});
