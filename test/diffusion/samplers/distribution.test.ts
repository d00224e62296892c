/** Every sampler, whatever its way, ends in the same distribution: that of the data. */
import { beforeAll, expect, test } from "vitest";
import { cosine } from "../../../src/diffusion/cosine";
import { mixtureScore } from "../../../src/diffusion/gaussianMixture";
import { networkDenoiser, scoreDenoiser, scoreOf } from "../../../src/diffusion/samplers/denoiser";
import { ddim } from "../../../src/diffusion/samplers/ddim";
import { finalSample } from "../../../src/diffusion/samplers/finalSample";
import { heun } from "../../../src/diffusion/samplers/heun";
import { levelAt } from "../../../src/diffusion/samplers/level";
import { convertPrediction } from "../../../src/diffusion/prediction";
import type { Prediction } from "../../../src/diffusion/prediction";
import { karrasSigmas } from "../../../src/diffusion/schedules/karras";
import { sigmaRoute } from "../../../src/diffusion/schedules/sigmaRoute";
import { uniformTimes } from "../../../src/diffusion/schedules/uniformTimes";
import { variancePreserving } from "../../../src/diffusion/variancePreserving";
import { prepareBackend } from "../../../src/tensor/backend";
import { tf } from "../../../src/tensor/tf";
import type { Tensor } from "../../../src/tensor/tf";
import { fiveProcesses } from "../processes";
import { deterministic, exact, mixture, stochastic } from "./solvers";

beforeAll(async () => void (await prepareBackend()));

// Mean and covariance of the mixture, by hand: weights 1/4, 1/2, 1/4.
const MEAN = [0.25 * -1 + 0.5 * 1 + 0.25 * 0.2, 0.25 * 0.5 + 0.25 * -1];
const WITHIN = 0.25 * 0.5 ** 2 + 0.5 * 0.6 ** 2 + 0.25 * 0.7 ** 2;
const VARIANCE = [
  WITHIN + 0.25 * 1 + 0.5 * 1 + 0.25 * 0.04 - MEAN[0] ** 2,
  WITHIN + 0.25 * 0.25 + 0.25 * 1 - MEAN[1] ** 2,
];

function expectData(sample: Tensor): void {
  const { mean, variance } = tf.moments(sample, 0);
  mean.dataSync().forEach((one, d) => expect(Math.abs(one - MEAN[d])).toBeLessThan(0.05));
  variance.dataSync().forEach((one, d) => expect(Math.abs(one - VARIANCE[d])).toBeLessThan(0.07));
}

test.each(Object.entries({ ...deterministic, ...stochastic }))("%s", (_name, sampler) => {
  const process = variancePreserving();
  const times = uniformTimes({ steps: 200, to: 0.002 });
  const start = process.prior([6000, 2], 5);
  tf.tidy(() => expectData(finalSample(sampler(exact, start, { process, times, seed: 2 }))));
});

test.each(fiveProcesses)("$name, by DDIM with half of its noise fresh", (process) => {
  const times = uniformTimes({ steps: 150 });
  const start = process.prior([6000, 2], 5);
  const options = { process, times, eta: 0.5, seed: 2 };
  tf.tidy(() => expectData(finalSample(ddim(exact, start, options))));
});

test.each(["noise", "x0", "v", "velocity", "score"] as const)(
  "a network that predicts %s of the cosine process is sampled along another one",
  (predicts: Prediction) => {
    const trained = cosine();
    const calls: number[] = [];
    const network = (xt: Tensor, t: number): Tensor => {
      calls.push(t);
      const x0 = exact(xt, levelAt(trained, t));
      return convertPrediction(x0, xt, { from: "x0", to: predicts, process: trained, t });
    };
    const route = sigmaRoute(karrasSigmas({ steps: 10, sigmaMin: 0.05, sigmaMax: 20 }));
    const start = route.process.prior([50, 2], 4);
    const denoise = networkDenoiser(network, { predicts, process: trained });
    const got = finalSample(heun(denoise, start, route));
    const expected = finalSample(heun(exact, start, route));
    expect(got.sub(expected).abs().max().dataSync()[0]).toBeLessThan(2e-4);
    // Told its own time of the same ratio: tan(πt/2) = σ.
    expect(calls[0]).toBeCloseTo((2 / Math.PI) * Math.atan(20), 10);
  },
);

test("a score is a denoiser and a denoiser a score", () => {
  const process = variancePreserving();
  const level = levelAt(process, 0.5);
  const x = process.prior([50, 2], 1);
  const score = mixtureScore(x, mixture, process, 0.5);
  const denoise = scoreDenoiser(
    (xt, t) => mixtureScore(xt, mixture, process, t as number),
    process,
  );
  const difference = (a: Tensor, b: Tensor) => a.sub(b).abs().max().dataSync()[0];
  expect(difference(denoise(x, level), exact(x, level))).toBeLessThan(1e-5);
  expect(difference(scoreOf(x, exact(x, level), level), score)).toBeLessThan(1e-5);
});
