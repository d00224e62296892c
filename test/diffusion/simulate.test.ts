import { beforeAll, expect, test } from "vitest";
import { simulate } from "../../src/diffusion/simulate";
import { prepareBackend } from "../../src/tensor/backend";
import { countTensors } from "../../src/tensor/budget";
import { seededNoise } from "../../src/tensor/random";
import { tf } from "../../src/tensor/tf";
import { fiveProcesses } from "./processes";

beforeAll(async () => void (await prepareBackend()));

const PATHS = 100_000;

/** Mean and standard deviation of the walk started at 1.5, at t = 0.8. */
function walk(process: (typeof fiveProcesses)[number], steps: number) {
  const x0 = tf.fill([PATHS, 1], 1.5);
  let found = { mean: Number.NaN, std: Number.NaN };
  for (const { step, xt } of simulate(process, x0, { steps, seed: 11, until: 0.8 })) {
    if (step < steps) continue;
    const { mean, variance } = tf.moments(xt);
    found = { mean: mean.dataSync()[0], std: Math.sqrt(variance.dataSync()[0]) };
    tf.dispose([mean, variance]);
  }
  x0.dispose();
  return found;
}

test.each(fiveProcesses)(
  "$name: 100,000 simulated paths end where the closed form says",
  (process) => {
    // The walk starts from what the process holds at t = 0, which for some is a little noise.
    const start = process.marginal(0).sigma;
    const { alpha, sigma } = process.marginal(0.8);
    const { mean, std } = walk(process, 400);
    const expected = Math.sqrt(sigma ** 2 - (alpha * start) ** 2);
    // Three standard errors of the mean, and first-order bias of 400 steps.
    expect(Math.abs(mean - alpha * 1.5)).toBeLessThan((3 * expected) / Math.sqrt(PATHS) + 0.006);
    expect(Math.abs(std / expected - 1)).toBeLessThan(0.012);
  },
  60_000,
);

test("a walk left half-way, or finished, leaves no tensor", async () => {
  const { leaked } = await countTensors(() => {
    const x0 = seededNoise([10, 2], 1);
    for (const { step } of simulate(fiveProcesses[0], x0, { steps: 20, seed: 1 })) {
      if (step === 7) break;
    }
    for (const { xt } of simulate(fiveProcesses[1], x0, { steps: 5, seed: 1 }))
      expect(xt.shape).toEqual([10, 2]);
    x0.dispose();
  });
  expect(leaked).toBe(0);
});

test("the same seed walks the same path", () => {
  const end = (seed: number): Float32Array => {
    const x0 = tf.zeros([4, 2]);
    let last: Float32Array = new Float32Array();
    for (const { xt } of simulate(fiveProcesses[0], x0, { steps: 10, seed })) {
      last = xt.dataSync<"float32">();
    }
    return last;
  };
  expect(end(5)).toEqual(end(5));
  expect(end(5)).not.toEqual(end(6));
});

test("steps must be a whole number, at least 1", () => {
  const x0 = tf.zeros([1, 1]);
  const start = (steps: number) => simulate(fiveProcesses[0], x0, { steps, seed: 1 }).next();
  expect(() => start(0)).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: simulate: expected a whole number of steps, at least 1, got 0; pass e.g. {steps: 100}]`,
  );
  expect(() => start(2.5)).toThrow("at least 1, got 2.5");
});
