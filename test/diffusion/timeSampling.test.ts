import { expect, test } from "vitest";
import { mixtureSamples } from "../../src/diffusion/mixtureSamples";
import { sampleTimes } from "../../src/diffusion/timeSampling";
import { prepareBackend } from "../../src/tensor/backend";
import { Random } from "../../src/tensor/random";
import { tf } from "../../src/tensor/tf";

test("stratified times have one in each part, uniform ones do not", () => {
  const parts = (times: number[]): number =>
    new Set(times.map((t) => Math.floor(((t - 0.1) / 0.8) * 100))).size;
  const range = { from: 0.1, to: 0.9 };
  expect(parts(sampleTimes(new Random(1), 100, { ...range, sampling: "stratified" }))).toBe(100);
  const uniform = sampleTimes(new Random(1), 100, { ...range, sampling: "uniform" });
  expect(parts(uniform)).toBeLessThan(80);
  expect(Math.min(...uniform)).toBeGreaterThan(0.1);
  expect(Math.max(...uniform)).toBeLessThan(0.9);
});

test("logit-normal times have the median and spread of their normal", () => {
  const range = { from: 0, to: 1 };
  const times = sampleTimes(new Random(1), 20_001, {
    ...range,
    sampling: "logitNormal",
    mean: 0.5,
  });
  const logits = times.map((t) => Math.log(t / (1 - t))).sort((a, b) => a - b);
  expect(logits[10_000]).toBeCloseTo(0.5, 1);
  expect(logits[16_827] - logits[10_000]).toBeCloseTo(1, 1); // 84.13 % is one standard deviation
});

test("times outside of a process are refused", () => {
  const draw = () => sampleTimes(new Random(1), 10, { from: 0.5, to: 0.2 });
  expect(draw).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: sampleTimes: expected 0 <= from < to <= 1 and one of uniform, stratified, logitNormal, got from 0.5 to 0.2, "stratified"; pass e.g. {sampling: "stratified", from: 0.001, to: 0.999}]`,
  );
});

test("draws of a mixture have its weights, means and widths", async () => {
  await prepareBackend();
  const mixture = { means: [[-1], [3]], std: [0.1, 0.5], weights: [1, 3] };
  const { points, labels } = mixtureSamples(mixture, 8000, 7);
  const second = labels.flatMap((label, i) => (label === 1 ? [points.dataSync()[i]] : []));
  expect(second.length / 8000).toBeCloseTo(0.75, 1);
  const { mean, variance } = tf.moments(tf.tensor1d(second));
  expect(mean.dataSync()[0]).toBeCloseTo(3, 1);
  expect(Math.sqrt(variance.dataSync()[0])).toBeCloseTo(0.5, 1);
});
