import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ones } from "../../src/nn/initializers";
import { Parameters } from "../../src/nn/parameters";
import { prepareBackend } from "../../src/tensor/backend";
import { tf } from "../../src/tensor/tf";
import { train } from "../../src/training/train";
import type { TrainOptions } from "../../src/training/train";
import { Trainer } from "../../src/training/trainer";
import type { LossFunction } from "../../src/training/trainer";
import { sineTask } from "./sineTask";

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "training-"));
beforeAll(async () => void (await prepareBackend()));
afterAll(() => fs.rmSync(folder, { recursive: true }));

const weightsOf = (parameters: Parameters): number[][] =>
  Object.values(parameters.values()).map((one) => [...one.dataSync()]);

const learn = async (options: Partial<TrainOptions> = {}) => {
  const task = sineTask();
  const result = await train({ ...task, steps: 60, learningRate: 0.01, seed: 5, ...options });
  return { ...result, ...task, weights: weightsOf(task.parameters) };
};

test("a network learns a sine", async () => {
  const { losses, steps, stopped } = await learn({ steps: 400, decay: "cosine", warmup: 20 });
  expect({ steps, stopped, count: losses.length }).toEqual({
    steps: 400,
    stopped: false,
    count: 400,
  });
  expect(losses.at(-1)).toBeLessThan(0.01);
  expect(losses[0]).toBeGreaterThan(0.1);
});

test("the same seed gives the same weights, another does not", async () => {
  const [one, again, other] = [await learn(), await learn(), await learn({ seed: 6 })];
  expect(again.weights).toEqual(one.weights);
  expect(other.weights).not.toEqual(one.weights);
});

test("a stopped training keeps what it did, and a resumed one ends where an unbroken one does", async () => {
  const checkpoint = { file: path.join(folder, "sine.safetensors") };
  const controller = new AbortController();
  const stopped = await learn({
    checkpoint,
    ema: 0.9,
    signal: controller.signal,
    observe: ({ step }) => void (step === 24 && controller.abort()),
  });
  expect(stopped).toMatchObject({ steps: 25, stopped: true });
  expect(stopped.losses.length).toBe(25);
  const resumed = await learn({ checkpoint, ema: 0.9 });
  const unbroken = await learn({ ema: 0.9 });
  expect(resumed.resumedAt).toBe(25);
  expect(resumed.weights).toEqual(unbroken.weights);
  expect(resumed.losses).toEqual(unbroken.losses);
  expect(weightsOf(resumed.averaged!)).toEqual(weightsOf(unbroken.averaged!));
  expect(fs.readdirSync(folder)).toEqual(["sine.safetensors"]);
});

test("a checkpoint of another training is refused", async () => {
  const checkpoint = { file: path.join(folder, "other.safetensors") };
  await learn({ checkpoint, steps: 2 });
  const message = async (options: Partial<TrainOptions>): Promise<string> =>
    learn({ checkpoint, ...options }).then(
      () => "accepted",
      (error: Error) => error.message.replaceAll(folder, "FOLDER"),
    );
  expect(await message({ seed: 6 })).toMatchInlineSnapshot(
    `"train: expected a checkpoint of this training, with seed 6, got seed 5; train as before to go on, or begin anew: delete FOLDER/other.safetensors"`,
  );
  expect(await message({ ema: 0.9 })).toMatchInlineSnapshot(
    `"train: expected a checkpoint of this training, with an average of the weights, got no average of the weights; train as before to go on, or begin anew: delete FOLDER/other.safetensors"`,
  );
  expect(await message(sineTask(9))).toBe("accepted");
});

test("tensors stay as many over 200 steps, and a finished training leaves only its weights", async () => {
  const before = tf.memory().numTensors;
  const task = sineTask();
  const counts: number[] = [];
  const options = { ...task, learningRate: 0.01, ema: 0.99, clip: 1, steps: 200 };
  const { averaged } = await train({
    ...options,
    observe: () => counts.push(tf.memory().numTensors),
  });
  expect(new Set(counts).size).toBe(1);
  averaged!.dispose();
  task.parameters.dispose();
  expect(tf.memory().numTensors).toBe(before);
});

test("clipping shortens the gradient to exactly the given length", () => {
  // With a plain first step of Adam, m = (1 − β₁)·g: its length is that of the clipped gradient.
  for (const [clip, expected] of [
    [0.5, 0.5],
    [100, 5],
  ]) {
    const parameters = new Parameters(1);
    const loss: LossFunction = () => ({
      loss: parameters
        .get("w", [2])
        .mul(tf.tensor1d([3, -4]))
        .sum()
        .asScalar(),
    });
    const trainer = new Trainer({ parameters, loss, steps: 1, learningRate: 0.1, clip });
    expect(trainer.step().gradientNorm).toBeCloseTo(5, 5);
    expect(trainer.state.mean.norm().dataSync()[0] / 0.1).toBeCloseTo(expected, 5);
    trainer.dispose();
  }
});

test("the average of the weights is the recursion it says", () => {
  const task = sineTask();
  const trainer = new Trainer({ ...task, steps: 20, learningRate: 0.05, ema: 0.6 });
  let average = [...trainer.state.weights.dataSync()];
  for (let n = 0; n < 20; n++) {
    trainer.step();
    const decay = Math.min(0.6, (1 + n) / (10 + n));
    const weights = trainer.state.weights.dataSync();
    average = average.map((one, i) => decay * one + (1 - decay) * weights[i]);
  }
  trainer.state.average!.dataSync().forEach((one, i) => expect(one).toBeCloseTo(average[i], 5));
  trainer.dispose();
});

test("a training that diverges names the step and the noise level, and keeps the last good weights", async () => {
  const { parameters, loss } = sineTask();
  let good: number[][] = [];
  const poisoned: LossFunction = (step, random) => {
    if (step === 30) good = weightsOf(parameters);
    const { loss: healthy } = loss(step, random);
    const bad = step > 30 ? Number.NaN : 1;
    return { loss: healthy.mul<tf.Scalar>(bad), parts: { t: 0.93, sigma: 0.81 } };
  };
  const observed: number[] = [];
  const training = train({
    parameters,
    loss: poisoned,
    steps: 60,
    learningRate: 1e-4,
    observe: ({ step }) => observed.push(step),
  });
  await expect(training).rejects.toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: train: expected a loss that stays finite and does not explode, got loss NaN with a gradient of length NaN at step 31, t = 0.93, sigma = 0.81; lower the learning rate, add {warmup: 100} or {clip: 1}; the weights are those of step 30]`,
  );
  expect(observed.length).toBe(31);
  expect(weightsOf(parameters)).toEqual(good);
});

test("a loss that explodes counts as diverged before it is infinite", async () => {
  const parameters = new Parameters(1);
  // −w² has no lowest point: w grows by the learning rate at every step.
  const loss: LossFunction = () => ({
    loss: parameters.get("w", [1], ones).square().sum().neg().asScalar(),
  });
  const training = train({ parameters, loss, steps: 500, learningRate: 1, explosion: 50 });
  await expect(training).rejects.toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: train: expected a loss that stays finite and does not explode, got loss -21400 with a gradient of length 292.6 at step 105; lower the learning rate, add {warmup: 100} or {clip: 1}; the weights are those of step 0]`,
  );
  expect(weightsOf(parameters)[0][0]).toBeLessThan(10);
});

test("options that make no sense are refused", async () => {
  await expect(learn({ steps: 0 })).rejects.toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: train: expected a whole number of steps, at least 1, got 0; pass e.g. {steps: 1000}]`,
  );
  await expect(learn({ learningRate: -1 })).rejects.toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: train: expected a learning rate above 0, got -1; pass e.g. {learningRate: 0.001}]`,
  );
  await expect(learn({ decay: "none" as "linear" })).rejects.toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: train: expected decay out of constant, linear, cosine, got "none"; leave it out, or pass e.g. {decay: "cosine"}]`,
  );
  await expect(learn({ ema: 1 })).rejects.toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: train: expected ema from 0 (none) to below 1, got 1; pass e.g. {ema: 0.999}]`,
  );
  const loss: LossFunction = () => ({ loss: tf.scalar(1) });
  await expect(
    learn({ loss, parameters: new Parameters(1) }),
  ).rejects.toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: train: expected a loss that asks the parameters for at least one weight, got none; pass the same Parameters to train and to the layers of the network]`,
  );
  const { parameters, loss: honest } = sineTask();
  const before = tf.memory().numTensors;
  const growing: LossFunction = (step, random) => {
    if (step === 3) parameters.get("late", [1]);
    return honest(step, random);
  };
  await expect(
    train({ parameters, loss: growing, steps: 9, learningRate: 0.01 }),
  ).rejects.toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: train: expected a network that asks for all its weights whenever it is called, got a new weight "late" in the middle of the training; call every part of the network once before you train it]`,
  );
  expect(tf.memory().numTensors).toBe(before + 1); // the late weight itself
});
