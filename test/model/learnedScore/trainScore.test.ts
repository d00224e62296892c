import { beforeAll, expect, test } from "vitest";
import { cosine } from "../../../src/diffusion/cosine";
import { edm } from "../../../src/diffusion/edm";
import { guide } from "../../../src/diffusion/guidance";
import { mixtureScore } from "../../../src/diffusion/gaussianMixture";
import { mixtureSamples } from "../../../src/diffusion/mixtureSamples";
import type { ForwardProcess } from "../../../src/diffusion/process";
import { rectifiedFlow } from "../../../src/diffusion/rectifiedFlow";
import { levelAt } from "../../../src/diffusion/samplers/level";
import { scoreOf } from "../../../src/diffusion/samplers/denoiser";
import { heun } from "../../../src/diffusion/samplers/heun";
import { finalSample } from "../../../src/diffusion/samplers/finalSample";
import { uniformTimes } from "../../../src/diffusion/schedules/uniformTimes";
import { subVariancePreserving } from "../../../src/diffusion/subVariancePreserving";
import type { TrainingTarget } from "../../../src/diffusion/trainingTarget";
import { variancePreserving } from "../../../src/diffusion/variancePreserving";
import { varianceExploding } from "../../../src/diffusion/varianceExploding";
import { scoreErrors } from "../../../src/model/learnedScore/scoreError";
import { trainScore } from "../../../src/model/learnedScore/trainScore";
import type { TrainScoreOptions } from "../../../src/model/learnedScore/trainScore";
import { Parameters } from "../../../src/nn/parameters";
import { prepareBackend } from "../../../src/tensor/backend";
import { seededNoise } from "../../../src/tensor/random";
import { tf } from "../../../src/tensor/tf";

beforeAll(async () => void (await prepareBackend()));

const mixture = {
  means: [
    [-1, -0.5],
    [1, -0.5],
    [0, 1],
  ],
  std: 0.25,
};

const drawn = (count = 4000) => mixtureSamples(mixture, count, 7);
const weightsOf = (parameters: Parameters): number[][] =>
  Object.values(parameters.values()).map((one) => [...one.dataSync()]);

const small = async (options: Partial<TrainScoreOptions>) => {
  const { points } = drawn(1000);
  const sizes = { width: 32, depth: 2, batch: 128, steps: 150, learningRate: 5e-3, ema: 0.95 };
  return trainScore({ data: points, seed: 3, ...sizes, ...options });
};

test("the learned score comes near the exact one, and its samples near the data", async () => {
  const process = cosine();
  const { points } = drawn();
  const learned = await trainScore({ data: points, process, steps: 400, seed: 1 });
  const times = [0.1, 0.3, 0.5, 0.7, 0.9];
  const errors = scoreErrors(learned.score, { mixture, process, times }).map((one) => one.relative);
  [0.3, 0.15, 0.06, 0.03, 0.015].forEach((bound, i) => expect(errors[i]).toBeLessThan(bound));

  const flow = { process, times: uniformTimes({ steps: 25, from: 0.999, to: 0.001 }) };
  const samples = finalSample(heun(learned.denoise, seededNoise([1000, 2], 2), flow));
  const centres = tf.tensor2d(mixture.means);
  const nearest = samples.expandDims(1).sub(centres).square().sum(2).argMin(1).dataSync();
  for (const k of [0, 1, 2]) {
    const share = nearest.filter((one) => one === k).length / 1000;
    expect(share).toBeGreaterThan(0.25);
    expect(share).toBeLessThan(0.42);
  }
  const distance = samples.expandDims(1).sub(centres).square().sum(2).min(1).mean().dataSync()[0];
  expect(Math.sqrt(distance / 2)).toBeCloseTo(0.25, 1);

  // What is lost at each noise level is known: the posterior variance, most where t is small.
  const { levels, step } = learned.levelHistory.at(-1)!;
  expect(step).toBe(400);
  expect(levels.length).toBe(20);
  expect(levels.every(({ error, count }) => error > 0 && count > 0)).toBe(true);
  expect(learned.training.losses.length).toBe(400);
  learned.dispose();
}, 60_000);

const cases: readonly (readonly [TrainingTarget, ForwardProcess])[] = [
  ["noise", variancePreserving()],
  ["x0", edm({ sigmaMax: 10 })],
  ["v", cosine()],
  ["velocity", rectifiedFlow()],
  ["score", subVariancePreserving()],
  ["edm", varianceExploding({ sigmaMin: 0.01, sigmaMax: 10 })],
];

test.each(cases)("a network that predicts %s learns", async (target, process) => {
  const weighting = target === "score" ? "snr" : "uniform";
  const learned = await small({ target, process, weighting });
  const { losses } = learned.training;
  const [first, last] = [losses.slice(0, 10), losses.slice(-10)].map((part) =>
    part.reduce((sum, one) => sum + one, 0),
  );
  expect(last).toBeLessThan(first);
  // Where there is as much noise as data and a half, whatever time the process has there.
  const time = process.timeAtSnrDb(-3);
  const [{ relative }] = scoreErrors(learned.score, { mixture, process, times: [time] });
  expect(relative).toBeLessThan(0.2);
  learned.dispose();
});

test("score and denoiser say the same, at one time and at many", async () => {
  const learned = await small({ process: cosine(), steps: 20 });
  const xt = seededNoise([3, 2], 1);
  const level = levelAt(cosine(), 0.4);
  const byScore = learned.score(xt, 0.4);
  const byDenoiser = scoreOf(xt, learned.denoise(xt, level), level);
  const each = learned.score(xt, [0.4, 0.4, 0.4]);
  for (const other of [byDenoiser, each]) {
    expect(byScore.sub(other).abs().max().dataSync()[0]).toBeLessThan(1e-4);
  }
});

test("with classes it learns each class and none", async () => {
  const { points, labels } = drawn(1000);
  const process = cosine();
  const learned = await small({ data: points, labels, process, steps: 300 });
  const xt = tf.zeros([3, 2]);
  const level = levelAt(process, 0.7);
  const [left, right, top] = learned.denoiseClass([0, 1, 2])(xt, level).arraySync() as number[][];
  expect(left[0]).toBeLessThan(-0.4);
  expect(right[0]).toBeGreaterThan(0.4);
  expect(top[1]).toBeGreaterThan(0.4);
  const none = learned.denoise(xt, level).arraySync() as number[][];
  expect(Math.hypot(...none[0])).toBeLessThan(0.4);

  // Guidance goes beyond the class, by as much as it is told.
  const guided = guide(learned.conditional(1), { strength: 3 })(
    xt,
    level,
  ).arraySync() as number[][];
  expect(guided[0][0]).toBeCloseTo(none[0][0] + 3 * (right[0] - none[0][0]), 4);
});

test("the same seed gives the same weights; a stop keeps what was learned", async () => {
  const controller = new AbortController();
  const observe = ({ step }: { step: number }) => void (step === 9 && controller.abort());
  const one = await small({ steps: 10 });
  const again = await small({ steps: 10 });
  expect(weightsOf(again.parameters)).toEqual(weightsOf(one.parameters));
  const stopped = await small({ steps: 10, signal: controller.signal, observe });
  expect(weightsOf(stopped.parameters)).toEqual(weightsOf(one.parameters));
  const early = await small({ steps: 100, signal: controller.signal, observe });
  expect(early.training).toMatchObject({ steps: 0, stopped: true });
});

test("a training that diverges names step and noise level; the last good weights are there", async () => {
  const parameters = new Parameters(3);
  const points = drawn(1000).points.arraySync();
  points[999] = [1e20, 0];
  const training = small({ data: points, parameters, process: cosine(), target: "x0" });
  await expect(training).rejects.toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: train: expected a loss that stays finite and does not explode, got loss 8.598e+29 with a gradient of length Infinity at step 1, t = 0.1023, sigma = 0.1599; lower the learning rate, add {warmup: 100} or {clip: 1}; the weights are those of step 0]`,
  );
  expect(weightsOf(parameters).flat().every(Number.isFinite)).toBe(true);
});

test("a training leaves no tensor but its weights", async () => {
  await small({ steps: 3 });
  const { points, labels } = drawn(100);
  const before = tf.memory().numTensors;
  const counts = new Set<number>();
  const observe = () => void counts.add(tf.memory().numTensors);
  const learned = await trainScore({
    data: points,
    labels,
    steps: 200,
    width: 16,
    batch: 16,
    observe,
  });
  expect(counts.size).toBe(1);
  learned.dispose();
  expect(tf.memory().numTensors).toBe(before);
});

test("points that cannot be learned from are refused", async () => {
  await expect(trainScore({ data: [] })).rejects.toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: trainScore: expected points, [N, D], got [0, 0]; pass at least one row of numbers]`,
  );
  await expect(trainScore({ data: [[1, Number.NaN]] })).rejects.toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: trainScore: expected rows of equal length with finite numbers, not all 0, got points [1, 2] of size NaN; remove rows with gaps and NaN]`,
  );
  await expect(trainScore({ data: [[1, 2], [3]] })).rejects.toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: trainScore: expected rows of equal length with finite numbers, not all 0, got points [2, 2] of size NaN; remove rows with gaps and NaN]`,
  );
  const one = { data: [[1, 2]] };
  await expect(trainScore({ ...one, labels: [] })).rejects.toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: trainScore: expected a class from 0 for each of the 1 points, got 0 classes; number the classes 0, 1, … and pass one a point]`,
  );
  await expect(trainScore({ ...one, labels: [0.5] })).rejects.toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: trainScore: expected a class from 0 for each of the 1 points, got the class 0.5; number the classes 0, 1, … and pass one a point]`,
  );
});

test("the exact score has no error, and zero has an error of one", () => {
  const process = rectifiedFlow();
  const options = { mixture, process, times: [0.2, 0.8] };
  const exact = scoreErrors((x, t) => mixtureScore(x, mixture, process, t as number), options);
  const zero = scoreErrors((x) => tf.zerosLike(x), options);
  for (const { relative } of exact) expect(relative).toBeLessThan(1e-6);
  for (const { relative } of zero) expect(relative).toBeCloseTo(1, 6);
});
