/** A recipe through `npm run train`: whole, in parts, interrupted, killed, run away. */
import { spawn } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { recipeTrainable } from "../../src/cli/recipeTrainable";
import type { TrainingOrder } from "../../src/cli/trainable";
import { readTrained } from "../../src/model/weights/trainedFiles";
import type { TrainingCard } from "../../src/model/weights/trainingCard";
import type { Recipe } from "../../src/model/recipe";
import type { LossFunction } from "../../src/training/trainer";
import { prepareBackend } from "../../src/tensor/backend";
import { countTensors } from "../../src/tensor/budget";
import type { tf } from "../../src/tensor/tf";
import { root } from "../docs/files";
import { lineRecipe } from "./lineRecipe";

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "recipe-"));
const unfinished = path.join(folder, "unfinished");
beforeAll(async () => void (await prepareBackend()));
beforeEach(() => fs.rmSync(folder, { recursive: true, force: true }));
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

function run(
  extra: Partial<TrainingOrder> = {},
  recipe: Recipe = lineRecipe,
): Promise<TrainingCard> {
  const { signal } = new AbortController();
  const quiet = { observe: () => {}, say: () => {}, backend: "here", signal };
  return recipeTrainable(recipe).run({ seed: 7, folder, ...quiet, ...extra });
}

/** Stops after the step of that number, as Ctrl-C would. */
function stopAt(last: number): Partial<TrainingOrder> {
  const controller = new AbortController();
  const observe = ({ step }: { step: number }): void => void (step === last && controller.abort());
  return { observe, signal: controller.signal };
}

/** The command as a process of its own; `onText` hears what it prints. */
function command(
  words: readonly string[],
  onText?: (text: string, kill: (signal: NodeJS.Signals) => void) => void,
) {
  const script = path.join(root, "test/cli/trainLine.ts");
  const child = spawn(process.execPath, ["--import", "tsx", script, "line", ...words], {
    cwd: root,
  });
  let printed = "";
  child.stdout.on("data", (chunk: Buffer) => {
    printed += chunk.toString();
    onText?.(printed, (signal) => child.kill(signal));
  });
  return new Promise<{ code: number | null; printed: string }>((resolve) =>
    child.on("close", (code) => resolve({ code, printed })),
  );
}

test("a whole training: weights and card, what finish adds, and nothing left over", async () => {
  const { result: card, leaked } = await countTensors(() => run());
  expect(leaked).toBe(0);
  expect(card).toMatchObject({
    name: "line",
    command: "npm run train -- line",
    startedFrom: "nothing",
    steps: 300,
    plannedSteps: 300,
    parts: 1,
    parameters: 3,
    helperParameters: 2,
    callsPerSample: 1,
    settings: { slope: 3 },
  });
  expect(card.measured.slope).toBeCloseTo(3, 1);
  const { weights, card: read } = readTrained("line", folder);
  expect(read).toEqual(card);
  expect(new TextDecoder().decode(weights)).toContain('"seen"');
  expect(fs.readdirSync(folder)).toEqual(["line"]);
});

test("in parts: the same weights as in one go, the time of all parts, and no checkpoint in the end", async () => {
  await run();
  const whole = readTrained("line", folder);
  fs.rmSync(folder, { recursive: true });
  const first = await run(stopAt(49));
  expect(first).toMatchObject({ steps: 50, plannedSteps: 300, parts: 1, measured: {} });
  expect(readTrained("line", unfinished).card).toEqual(first);
  const second = await run(stopAt(199));
  expect(second).toMatchObject({ steps: 200, parts: 2 });
  const last = await run();
  expect(last).toMatchObject({ steps: 300, parts: 3 });
  expect(last.seconds).toBeGreaterThan(second.seconds);
  const parted = readTrained("line", folder);
  expect(parted.weights).toEqual(whole.weights);
  expect(parted.card.losses).toEqual(whole.card.losses);
  expect(fs.existsSync(unfinished)).toBe(false);
});

test("what breaks off after the last step is written the next time, without another step", async () => {
  const broken: Recipe = {
    ...lineRecipe,
    async prepare(parameters, context) {
      const prepared = await lineRecipe.prepare(parameters, context);
      return { ...prepared, measure: () => Promise.reject(new Error("power cut")) };
    },
  };
  await expect(run({}, broken)).rejects.toThrow("power cut");
  expect(fs.existsSync(path.join(folder, "line"))).toBe(false);
  const steps: number[] = [];
  const card = await run({ observe: ({ step }) => void steps.push(step) });
  expect(steps).toEqual([]);
  expect(card).toMatchObject({ steps: 300, parts: 2 });
  expect(readTrained("line", folder).card).toEqual(card);
});

test("--seconds ends a part, which is measured as a whole training is", async () => {
  const card = await run({ seconds: 0.2, steps: 1_000_000 });
  expect(card.steps).toBeGreaterThan(0);
  expect(card.steps).toBeLessThan(5000);
  expect(Object.keys(card.measured)).toEqual(["slope"]);
});

test("a training that runs away is named, and its last good weights are kept", async () => {
  const poisoned: Recipe = {
    ...lineRecipe,
    async prepare(parameters, context) {
      const prepared = await lineRecipe.prepare(parameters, context);
      return {
        ...prepared,
        loss(step, random) {
          const { loss } = (prepared.loss as LossFunction)(step, random);
          return { loss: loss.mul<tf.Scalar>(step < 40 ? 1 : Number.NaN), parts: { level: 0.5 } };
        },
      };
    },
  };
  const { leaked } = await countTensors(async () => {
    await expect(run({}, poisoned)).rejects.toThrowErrorMatchingInlineSnapshot(
      `[TutorialError: train: expected a loss that stays finite and does not explode, got loss NaN with a gradient of length NaN at step 40, level = 0.5; lower the learning rate, add {warmup: 100} or {clip: 1}; the weights are those of step 8]`,
    );
  });
  expect(leaked).toBe(0);
  const { card, weights } = readTrained("line", unfinished);
  expect(card.steps).toBeLessThanOrEqual(40);
  expect(card.losses.at(-1)!.step).toBe(card.steps);
  expect(weights.length).toBeGreaterThan(0);
  expect(fs.existsSync(path.join(folder, "line"))).toBe(false);
});

test("Ctrl-C in the terminal: exit code 0, and the same command goes on", async () => {
  const words = ["--folder", folder, "--steps", "1000"];
  let pressed = false; // a second Ctrl-C would end it at once
  const interrupted = await command(words, (printed, kill) => {
    // The first step comes right after these words.
    if (pressed || !printed.includes("drawing a line")) return;
    pressed = true;
    setTimeout(() => kill("SIGINT"), 250);
  });
  expect(interrupted.code).toBe(0);
  const { card } = readTrained("line", unfinished);
  expect(interrupted.printed).toContain(
    `line: ${card.steps} steps in ${card.seconds} s, stopped before 1000 and kept in "unfinished"`,
  );
  expect(card.steps).toBeLessThan(1000);
  const resumed = await command(words);
  expect(resumed.code).toBe(0);
  expect(resumed.printed).toContain(`line: going on from step ${card.steps} of 1000`);
  expect(resumed.printed).toMatch(/line: 1000 steps in .* s in 2 parts; slope 3/);
  expect(readTrained("line", folder).card.parts).toBe(2);
}, 60_000);

test("what was trained is measured again, and only the card's measures change", async () => {
  const first = await run();
  const file = path.join(folder, first.name, "card.json");
  fs.writeFileSync(file, JSON.stringify({ ...first, measured: { old: 1 } }));
  const weights = fs.readFileSync(path.join(folder, first.name, "weights.safetensors"));
  const { result: card, leaked } = await countTensors(() =>
    recipeTrainable(lineRecipe).measure!({ folder, say: () => {} }),
  );
  expect(leaked).toBe(0);
  expect(Object.keys(card.measured)).toEqual(Object.keys(first.measured));
  expect({ ...card, measured: {} }).toEqual({ ...first, measured: {} });
  expect(JSON.parse(fs.readFileSync(file, "utf8"))).toEqual(card);
  expect(fs.readFileSync(path.join(folder, first.name, "weights.safetensors"))).toEqual(weights);
});
