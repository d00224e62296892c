import { beforeAll, describe, expect, test } from "vitest";
import { rectifiedFlow } from "../../src/diffusion/rectifiedFlow";
import { varianceExploding } from "../../src/diffusion/varianceExploding";
import { variancePreserving } from "../../src/diffusion/variancePreserving";
import { ownSchedule } from "../../src/diffusion/ownSchedule";
import { checkFalling } from "../../src/diffusion/time";
import { prepareBackend } from "../../src/tensor/backend";
import { countTensors } from "../../src/tensor/budget";
import { seededNoise } from "../../src/tensor/random";
import { tf } from "../../src/tensor/tf";
import { fiveProcesses, quadratic } from "./processes";

beforeAll(async () => void (await prepareBackend()));

const inside = [0.02, 0.1, 0.25, 0.5, 0.75, 0.9, 0.98];

describe.each([...fiveProcesses, quadratic])("$name", (process) => {
  test("drift and diffusion follow from the marginal: a = α′/α, g² = 2σσ′ − 2aσ²", () => {
    for (const t of inside) {
      const { alpha, sigma } = process.marginal(t);
      const rate = process.marginalRate(t);
      expect(process.driftRate(t)).toBeCloseTo(rate.alpha / alpha, 5);
      const variance = 2 * sigma * rate.sigma - 2 * (rate.alpha / alpha) * sigma ** 2;
      expect(process.diffusion(t) ** 2 / variance).toBeCloseTo(1, 5);
    }
  });

  test("rates are the slopes of the marginal", () => {
    for (const t of inside) {
      const [left, right] = [process.marginal(t - 1e-6), process.marginal(t + 1e-6)];
      const rate = process.marginalRate(t);
      expect(rate.alpha).toBeCloseTo((right.alpha - left.alpha) / 2e-6, 3);
      expect(rate.sigma / ((right.sigma - left.sigma) / 2e-6)).toBeCloseTo(1, 3);
    }
  });

  test("the signal-to-noise ratio only falls, and its time can be found", () => {
    for (let i = 1; i < inside.length; i++) {
      expect(process.snrDb(inside[i])).toBeLessThan(process.snrDb(inside[i - 1]));
    }
    for (const t of inside) expect(process.timeAtSnrDb(process.snrDb(t))).toBeCloseTo(t, 9);
  });

  test("perturb is α·x₀ + σ·ε, with one time or one an item, and leaves no tensor", async () => {
    const [x0, eps] = [seededNoise([3, 4], 1), seededNoise([3, 4], 2)];
    const { leaked } = await countTensors(() => {
      const each = process.perturb(x0, [0.2, 0.5, 0.9], eps);
      const numbers = each.dataSync();
      [0.2, 0.5, 0.9].forEach((t, item) => {
        const { alpha, sigma } = process.marginal(t);
        for (let i = item * 4; i < item * 4 + 4; i++) {
          const expected = alpha * x0.dataSync()[i] + sigma * eps.dataSync()[i];
          expect(numbers[i]).toBeCloseTo(expected, 4);
        }
      });
      const whole = process.perturb(x0, 0.5, eps);
      expect(whole.dataSync().slice(4, 8)).toEqual(numbers.slice(4, 8));
      tf.dispose([each, whole]);
    });
    expect(leaked).toBe(0);
    tf.dispose([x0, eps]);
  });

  test("the prior has its stated width and density", () => {
    const z = process.prior([20_000, 1], 3);
    const { sigma } = process.marginal(1);
    const std = tf.moments(z).variance.sqrt().dataSync()[0];
    expect(std / sigma).toBeCloseTo(1, 1);
    const density = process
      .priorLogDensity(tf.tensor2d([[0]]))
      .exp()
      .dataSync()[0];
    expect(density * sigma * Math.sqrt(2 * Math.PI)).toBeCloseTo(1, 3);
  });
});

test("variance preserving keeps unit variance; rectified flow is a straight line", () => {
  for (const t of inside) {
    const { alpha, sigma } = variancePreserving().marginal(t);
    expect(alpha ** 2 + sigma ** 2).toBeCloseTo(1, 12);
    const straight = rectifiedFlow().marginal(t);
    expect(straight.alpha + straight.sigma).toBeCloseTo(1, 12);
  }
  expect(varianceExploding({ sigmaMax: 50 }).marginal(1).sigma).toBeCloseTo(50, 9);
});

test("what does not fit is refused in plain words", () => {
  const process = rectifiedFlow();
  const x0 = seededNoise([2, 3], 1);
  expect(() => process.marginal(1.5)).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: rectified flow: marginal: expected a time t in [0, 1], 0 clean and 1 noise, got 1.5; divide steps by their number, or seconds by the total, before you pass them]`,
  );
  expect(() => process.snrDb(Number.NaN)).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: rectified flow: snrDb: expected a time t in [0, 1], 0 clean and 1 noise, got NaN; divide steps by their number, or seconds by the total, before you pass them]`,
  );
  expect(() => process.perturb(x0, 0.5, seededNoise([2, 4], 1))).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: rectified flow: perturb: expected noise of the data's shape [2, 3], got [2, 4]; draw it with seededNoise(x0.shape, seed)]`,
  );
  expect(() => process.drift(x0, [0.1, 0.2, 0.3])).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: scaleByTime: expected 2 times, one for each item of the batch, got 3 times; pass one time for the whole batch, or as many as the batch has items]`,
  );
  expect(() => variancePreserving().timeAtSnrDb(-200)).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: variance preserving: timeAtSnrDb: expected a ratio between -43.6 and Infinity dB, got -200 dB; choose a ratio that this process passes through]`,
  );
  expect(() =>
    ownSchedule({ name: "wavy", alpha: (t) => 1 - t, sigma: (t) => Math.sin(3 * t) ** 2 }),
  ).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: ownSchedule "wavy": expected α(t)/σ(t) that falls all the way from t = 0 to t = 1, got 0.40214154521991086 at t = 0.685 and then 0.4021686511636012 at t = 0.69; let α fall or σ rise with t, so that music only ever turns to noise]`,
  );
  expect(() => checkFalling("mySampler", [1, 0.5, 0.6, 0])).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: mySampler: expected times that fall at every step, such as 1, 0.5, 0, got 0.5 and then 0.6 at step 2; sort the times from noise to data and drop repeats]`,
  );
});
