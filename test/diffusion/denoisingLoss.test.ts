import { beforeAll, expect, test } from "vitest";
import { cosine } from "../../src/diffusion/cosine";
import { denoisingLoss } from "../../src/diffusion/denoisingLoss";
import type { TimedNetwork } from "../../src/diffusion/denoisingLoss";
import { lossWeight, lossWeightings } from "../../src/diffusion/lossWeighting";
import type { LossWeighting } from "../../src/diffusion/lossWeighting";
import { convertPrediction, predictionNames } from "../../src/diffusion/prediction";
import { scaleByTime } from "../../src/diffusion/time";
import { targetRows } from "../../src/diffusion/trainingTarget";
import type { TrainingTarget } from "../../src/diffusion/trainingTarget";
import { prepareBackend } from "../../src/tensor/backend";
import { countTensors } from "../../src/tensor/budget";
import { seededNoise } from "../../src/tensor/random";
import { tf } from "../../src/tensor/tf";
import { fiveProcesses } from "./processes";

beforeAll(async () => void (await prepareBackend()));

const targets: readonly TrainingTarget[] = [...predictionNames, "edm"];
const times = [0.2, 0.4, 0.6, 0.8];
const x0 = () => seededNoise([4, 3], 1);
const noise = () => seededNoise([4, 3], 2);

/** A network that is wrong in x_0 by 0.1 at every number, whatever it says. */
function slightlyWrong(target: TrainingTarget, process = cosine()): TimedNetwork {
  return (xt) =>
    tf.tidy(() => {
      const wrong = x0().add(0.1);
      const rows = (t: number) => targetRows({ target, process, sigmaData: 0.5 }, t);
      const eps = scaleByTime(xt.sub(scaleByTime(wrong, times, (t) => rows(t).a)), times, (t) => {
        return 1 / rows(t).b;
      });
      const ofNoise = scaleByTime(eps, times, (t) => rows(t).d);
      return scaleByTime(wrong, times, (t) => rows(t).c).add(ofNoise);
    });
}

test.each(fiveProcesses)("$name: the targets are what a perfect network predicts", (process) => {
  for (const kind of predictionNames) {
    const [data, eps] = [x0(), noise()];
    const perfect: TimedNetwork = (xt) =>
      convertPrediction(eps, xt, { from: "noise", to: kind, process, t: 0.4 });
    const same = [0.4, 0.4, 0.4, 0.4];
    const { errors } = denoisingLoss(perfect, data, {
      target: kind,
      process,
      times: same,
      noise: eps,
    });
    const scale = process.marginalRate(0.4).sigma ** 2 + 1 / process.marginal(0.4).sigma ** 2;
    expect(Math.max(...errors.dataSync()) / scale, kind).toBeLessThan(1e-9);
  }
});

test.each(lossWeightings.filter((one) => one !== "uniform"))(
  "%s: the same mistake costs the same, whatever the network predicts",
  (weighting: LossWeighting) => {
    const costs = targets.map((target) => {
      const options = {
        target,
        process: cosine(),
        sigmaData: 0.5,
        weighting,
        times,
        noise: noise(),
      };
      return denoisingLoss(slightlyWrong(target), x0(), options).loss.dataSync()[0];
    });
    for (const cost of costs) expect(cost / costs[0]).toBeCloseTo(1, 3);
  },
);

test("weights are those of their papers", () => {
  const process = cosine();
  const at = (t: number, target: TrainingTarget, weighting: LossWeighting): number =>
    lossWeight(t, { target, process, weighting, sigmaData: 0.5 });
  for (const t of times) {
    const { alpha, sigma } = process.marginal(t);
    const snr = (alpha / sigma) ** 2;
    expect(at(t, "noise", "snr")).toBeCloseTo(1, 6);
    expect(at(t, "x0", "minSnr")).toBeCloseTo(Math.min(snr, 5), 6);
    expect(at(t, "v", "minSnr")).toBeCloseTo(Math.min(snr, 5) / (snr + 1), 6); // Hang et al., §3.4
    expect(at(t, "edm", "edm")).toBeCloseTo(1, 6); // Karras et al., eq. 8
    expect(at(t, "noise", "sigmoid")).toBeCloseTo(1 / (1 + snr * Math.exp(-2)), 6);
    expect(at(t, "score", "likelihood")).toBeCloseTo(process.diffusion(t) ** 2, 5);
    expect(at(t, "score", "uniform")).toBe(1);
  }
});

test("the loss of the exact denoiser of a Gaussian is its posterior variance", () => {
  // x_0 ~ N(0, s²): E[ε | x_t] = σ·x_t/(α²s² + σ²), which misses ε by α²s²/(α²s² + σ²).
  const [process, spread, count, t] = [cosine(), 0.7, 20_000, 0.4];
  const { alpha, sigma } = process.marginal(t);
  const total = (alpha * spread) ** 2 + sigma ** 2;
  const data = seededNoise([count, 1], 5).mul(spread);
  const { loss } = denoisingLoss((xt) => xt.mul(sigma / total), data, {
    target: "noise",
    process,
    times: new Array<number>(count).fill(t),
    noise: seededNoise([count, 1], 6),
  });
  expect(loss.dataSync()[0]).toBeCloseTo((alpha * spread) ** 2 / total, 2);
});

test("it leaves only what it returns, and says what it cannot weigh", async () => {
  const [data, eps] = [x0(), noise()];
  const options = { target: "noise", process: cosine(), times, noise: eps } as const;
  const { leaked } = await countTensors(() => {
    const { loss, errors } = denoisingLoss((xt) => tf.zerosLike(xt), data, options);
    tf.dispose([loss, errors]);
  });
  expect(leaked).toBe(0);
  const weigh = (t: number, weighting: LossWeighting) => () =>
    lossWeight(t, { ...options, weighting });
  expect(weigh(0, "edm")).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: lossWeight: expected a time at which the weight is finite, got NaN for noise of the cosine process at t = 0; draw times a little inside, e.g. between 0.001 and 0.999]`,
  );
  expect(weigh(0.5, "best" as LossWeighting)).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: lossWeight: expected one of uniform, snr, minSnr, edm, sigmoid, likelihood, or a function of the noise level, got "best"; begin with uniform]`,
  );
});
