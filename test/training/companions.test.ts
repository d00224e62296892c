import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { prepareBackend } from "../../src/tensor/backend";
import { countTensors } from "../../src/tensor/budget";
import type { tf } from "../../src/tensor/tf";
import { train } from "../../src/training/train";
import type { TrainOptions } from "../../src/training/train";
import type { LossFunction } from "../../src/training/trainer";
import { pairTask, stateOf } from "./pairTask";
import type { PairTask } from "./pairTask";

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "companions-"));
beforeAll(async () => void (await prepareBackend()));
afterAll(() => fs.rmSync(folder, { recursive: true }));

/** A signal that comes after so many steps. */
function stopAt(last: number): Pick<TrainOptions, "signal" | "observe"> {
  const controller = new AbortController();
  const observe = ({ step }: { step: number }): void => void (step === last && controller.abort());
  return { signal: controller.signal, observe };
}

function disposeAll({ parameters, critic, seen }: PairTask): void {
  [parameters, critic, seen].forEach((one) => one.dispose());
}

test("two that train together go on where they stopped, before and after the second has begun", async () => {
  const file = path.join(folder, "pair.safetensors");
  const whole = pairTask();
  const unbroken = await train({ ...whole, steps: 40 });
  for (const last of [5, 24]) {
    await train({ ...pairTask(), steps: 40, checkpoint: { file }, ...stopAt(last) });
  }
  const task = pairTask();
  const resumed = await train({ ...task, steps: 40, checkpoint: { file } });
  expect(resumed).toMatchObject({ resumedAt: 25, parts: 3, stopped: false });
  expect(resumed.losses).toEqual(unbroken.losses);
  expect(stateOf(task)).toEqual(stateOf(whole));
  expect(stateOf({ ...task, parameters: resumed.averaged! })).toEqual(
    stateOf({ ...whole, parameters: unbroken.averaged! }),
  );
});

test("a companion begins at its step, and what no gradient trains is left to the loss", async () => {
  const task = pairTask(10);
  const before = stateOf(task);
  await train({ ...task, steps: 10 });
  const early = stateOf(task);
  expect(early["judge.0.weight"]).toEqual(before["judge.0.weight"]);
  expect(early["net.0.weight"]).not.toEqual(before["net.0.weight"]);
  expect(early.count).toEqual([10]);
  const { losses } = await train({ ...task, steps: 11 });
  expect(losses).toHaveLength(11);
  expect(stateOf(task)["judge.0.weight"]).not.toEqual(before["judge.0.weight"]);
});

test("a companion sees the step and the draws of the first", async () => {
  const task = pairTask(3);
  const drawn: Record<string, number[][]> = { first: [], critic: [] };
  const spied = (name: string, loss: LossFunction): LossFunction => {
    return (step, random) => {
      drawn[name].push([step, random.uniform()]);
      return loss(step, random);
    };
  };
  const { critic } = task.companions!;
  await train({
    ...task,
    steps: 6,
    loss: spied("first", task.loss as LossFunction),
    companions: { critic: { ...critic, loss: spied("critic", critic.loss as LossFunction) } },
  });
  expect(drawn.critic.map(([step]) => step)).toEqual([3, 4, 5]);
  expect(drawn.critic).toEqual(drawn.first.slice(3));
});

test("a companion that diverges is named, and the first has its last good weights", async () => {
  const task = pairTask(0);
  const { critic } = task.companions!;
  const sound = critic.loss as LossFunction;
  const poisoned: LossFunction = (step, random) => {
    const bad = step === 30 ? Number.NaN : 1;
    return { loss: sound(step, random).loss.mul<tf.Scalar>(bad), parts: { level: 0.5 } };
  };
  const training = train({
    ...task,
    steps: 60,
    companions: { critic: { ...critic, loss: poisoned } },
  });
  await expect(training).rejects.toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: train, "critic": expected a loss that stays finite and does not explode, got loss NaN with a gradient of length NaN at step 30, level = 0.5; lower the learning rate, add {warmup: 100} or {clip: 1}; the weights are those of step 1]`,
  );
  for (const numbers of Object.values(stateOf(task))) {
    expect(numbers.every(Number.isFinite)).toBe(true);
  }
});

test("no tensor is left of two that trained together, nor of a checkpoint that was refused", async () => {
  const file = path.join(folder, "budget.safetensors");
  const { leaked } = await countTensors(async () => {
    const task = pairTask();
    const { averaged } = await train({ ...task, steps: 15, checkpoint: { file } });
    averaged!.dispose();
    await expect(train({ ...task, seed: 6, steps: 15, checkpoint: { file } })).rejects.toThrow();
    disposeAll(task);
  });
  expect(leaked).toBe(0);
});

test("a checkpoint that is cut short, of another kind or without the companion is refused by name", async () => {
  const file = path.join(folder, "spoiled.safetensors");
  await train({ ...pairTask(), steps: 15, checkpoint: { file } });
  const bytes = fs.readFileSync(file);
  const refused = async (options: Partial<TrainOptions> = {}): Promise<string> => {
    const task = pairTask();
    const before = stateOf(task);
    const error = await train({ ...task, steps: 20, checkpoint: { file }, ...options }).then(
      () => new Error("accepted"),
      (reason: Error) => reason,
    );
    expect(stateOf(task)).toEqual(before);
    disposeAll(task);
    return error.message.replaceAll(folder, "FOLDER");
  };
  expect(await refused({ companions: {} })).toMatchInlineSnapshot(
    `"train: expected a checkpoint of this training, with companions: nothing, got companions: critic, an average, 25 weights named judge.0.bias, judge.0.weight, judge.1.bias, judge.1.weight; train as before to go on, or begin anew: delete FOLDER/spoiled.safetensors"`,
  );
  expect(await refused({ stores: {} })).toMatchInlineSnapshot(
    `"train: expected a checkpoint of this training, with kept without training: /untrained/follows.mean [1], got kept without training: /untrained/follows.mean [1]; store/seen/count [1]; train as before to go on, or begin anew: delete FOLDER/spoiled.safetensors"`,
  );
  fs.writeFileSync(file, bytes.subarray(0, bytes.length - 100));
  expect(await refused()).toMatchInlineSnapshot(
    `"train: expected a checkpoint of this training, with a whole file, got tensor "critic/average" ending at byte 18848 of 18816 that are there; train as before to go on, or begin anew: delete FOLDER/spoiled.safetensors"`,
  );
  fs.writeFileSync(file, pairTask().parameters.toSafetensors());
  expect(await refused()).toMatchInlineSnapshot(
    `"train: expected a checkpoint of this training, with the format "noise-to-music checkpoint 2", got "a file of another kind"; train as before to go on, or begin anew: delete FOLDER/spoiled.safetensors"`,
  );
});
