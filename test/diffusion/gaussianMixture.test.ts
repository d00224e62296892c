import { beforeAll, expect, test } from "vitest";
import { mixtureLogDensity, mixtureScore } from "../../src/diffusion/gaussianMixture";
import { prepareBackend } from "../../src/tensor/backend";
import { countTensors } from "../../src/tensor/budget";
import { seededNoise } from "../../src/tensor/random";
import { tf } from "../../src/tensor/tf";
import { fiveProcesses } from "./processes";

beforeAll(async () => void (await prepareBackend()));

const mixture = {
  means: [
    [-1, 0.5],
    [1, 0],
    [0.2, -1],
  ],
  std: [0.2, 0.4, 0.3],
  weights: [1, 2, 1],
};

test.each(fiveProcesses)("$name: the score is the gradient of the log-density", (process) => {
  const x = seededNoise([50, 2], 1);
  const gradient = tf.grad((points) => mixtureLogDensity(points, mixture, process, 0.4).sum())(x);
  const score = mixtureScore(x, mixture, process, 0.4);
  const error = gradient.sub(score).abs().max().dataSync()[0];
  expect(error).toBeLessThan(1e-4 * score.abs().max().dataSync()[0]);
});

test("the density integrates to one, and its points move as α·mean", async () => {
  const { leaked } = await countTensors(() =>
    tf.tidy(() => {
      const process = fiveProcesses[1];
      const axis = tf.linspace(-5, 5, 201);
      const [gx, gy] = tf.meshgrid(axis, axis);
      const grid = tf.stack([gx.flatten(), gy.flatten()], 1);
      const density = mixtureLogDensity(grid, mixture, process, 0.5).exp();
      expect(
        density
          .sum()
          .mul(0.05 ** 2)
          .dataSync()[0],
      ).toBeCloseTo(1, 4);
      const mean = grid
        .mul(density.expandDims(1))
        .sum(0)
        .mul(0.05 ** 2)
        .dataSync();
      const { alpha } = process.marginal(0.5);
      expect(mean[0]).toBeCloseTo(alpha * (0.25 * -1 + 0.5 * 1 + 0.25 * 0.2), 4);
      expect(mean[1]).toBeCloseTo(alpha * (0.25 * 0.5 + 0.25 * -1), 4);
    }),
  );
  expect(leaked).toBe(0);
});

test("points have no density at t = 0, and sizes must agree", () => {
  const x = tf.zeros([1, 2]);
  const points = { means: [[0, 0]], std: 0 };
  const process = fiveProcesses[1];
  expect(() => mixtureScore(x, points, process, 0)).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: Gaussian mixture: expected a time at which every component has some width, got width 0 at t = 0; points have no density at t = 0: take a small t, or give std > 0]`,
  );
  const uneven = { means: [[0, 0]], std: [0.1, 0.2] };
  expect(() => mixtureScore(x, uneven, process, 0.5)).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: Gaussian mixture: expected 1 means with as many stds and weights, got 2 stds and 1 weights; give one of each a component, or a single std for all]`,
  );
});
