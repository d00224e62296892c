import { beforeAll, describe, expect, test } from "vitest";
import { mixtureLogDensity, mixtureScore } from "../../src/diffusion/gaussianMixture";
import { logLikelihood } from "../../src/diffusion/likelihood";
import { solveOde } from "../../src/diffusion/ode";
import { eulerMaruyamaStep } from "../../src/diffusion/predictors";
import type { Score } from "../../src/diffusion/process";
import { variancePreserving } from "../../src/diffusion/variancePreserving";
import { prepareBackend } from "../../src/tensor/backend";
import { countTensors } from "../../src/tensor/budget";
import { seededNoise } from "../../src/tensor/random";
import { tf } from "../../src/tensor/tf";

beforeAll(async () => void (await prepareBackend()));

const process = variancePreserving();
const gaussian = { means: [[0.7, -0.4]], std: 0.5 };
const score: Score = (xt, t) => mixtureScore(xt, gaussian, process, t as number);

function momentsOf(x: tf.Tensor) {
  const { mean, variance } = tf.moments(x, 0);
  return { mean: mean.dataSync(), std: variance.sqrt().dataSync() };
}

describe("noise flows back to the data it came from", () => {
  test("down the stochastic way, one Euler–Maruyama step after another", () => {
    const reverse = process.reverse(score);
    const steps = 400;
    let x = process.prior([20_000, 2], 1);
    for (let step = 0; step < steps; step++) {
      const noise = seededNoise([20_000, 2], 2, step);
      const next = eulerMaruyamaStep(reverse, x, 1 - step / steps, noise, 1 / steps);
      tf.dispose([x, noise, next.mean]);
      x = next.x;
    }
    const { mean, std } = momentsOf(x);
    expect(mean[0]).toBeCloseTo(0.7, 1);
    expect(mean[1]).toBeCloseTo(-0.4, 1);
    expect(Math.abs(std[0] - 0.5)).toBeLessThan(0.02);
  }, 60_000);

  test("down the probability flow, to the same distribution", () => {
    const flow = process.reverse(score, { stochastic: false });
    const noise = process.prior([20_000, 2], 1);
    const { y } = solveOde((x, t) => flow.drift(x, t), noise, { from: 1, to: 0.001 });
    const { mean, std } = momentsOf(y);
    expect(mean[0]).toBeCloseTo(0.7, 1);
    expect(std[0]).toBeCloseTo(0.5, 1);
    expect(flow.diffusion(0.5)).toBe(0);
  });
});

describe("likelihood", () => {
  test.each(["exact", "hutchinson"] as const)(
    "by %s divergence it is right on a Gaussian",
    (how) => {
      const data = seededNoise([6, 2], 9);
      const truth = mixtureLogDensity(data, gaussian, process, 1e-5).dataSync();
      const { logp } = logLikelihood(process, score, data, { divergence: how });
      // The prior N(0, I) is not exactly p_1, which is worth about 0.01 nats here. An isotropic Gaussian's Jacobian is a multiple of I, so even one probe of ±1 is exact.
      logp.dataSync().forEach((value, i) => expect(Math.abs(value - truth[i])).toBeLessThan(0.02));
    },
  );

  test("leaves only what it returns", async () => {
    const data = seededNoise([2, 2], 9);
    const { leaked } = await countTensors(() => logLikelihood(process, score, data));
    expect(leaked).toBe(3);
  });
});

test("the solver is fifth order where it may choose, and says when it cannot go on", () => {
  const { y } = solveOde((state) => state.neg(), tf.ones([1]), { from: 0, to: 2 });
  expect(y.dataSync()[0]).toBeCloseTo(Math.exp(-2), 5);
  const wall = (state: tf.Tensor, t: number) => tf.fill(state.shape, 1 / (t - 0.5) ** 2);
  expect(() => solveOde(wall, tf.ones([1]), { from: 0, to: 1 })).toThrow(
    "expected a solution whose error can be kept within rtol and atol",
  );
});
