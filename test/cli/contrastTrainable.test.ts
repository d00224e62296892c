import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { contrastTrainable } from "../../src/cli/contrastTrainable";
import type { TrainingOrder } from "../../src/cli/trainable";
import { loadContrast } from "../../src/model/contrast/contrasts";
import { readTrained } from "../../src/model/weights/trainedFiles";
import { prepareBackend } from "../../src/tensor/backend";
import { countTensors } from "../../src/tensor/budget";

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "train-"));

beforeAll(async () => {
  await prepareBackend();
});
afterAll(() => fs.rmSync(folder, { recursive: true }));

function order(extra: Partial<TrainingOrder> = {}): TrainingOrder {
  const signal = new AbortController().signal;
  return {
    seed: 3,
    steps: 3,
    folder,
    backend: "here",
    observe: () => {},
    say: () => {},
    signal,
    ...extra,
  };
}

test("a student without a teacher: what to type first", async () => {
  await expect(contrastTrainable("contrast-student").run(order())).rejects.toThrow(
    "train it with: npm run train -- contrast-diffusion",
  );
});

test("weights and card are written, load again, and nothing is left in memory", async () => {
  const { result: card, leaked } = await countTensors(() =>
    contrastTrainable("contrast-diffusion").run(order()),
  );
  expect(leaked).toBe(0);
  expect(card.command).toBe("npm run train -- contrast-diffusion --seed 3 --steps 3");
  expect(card.losses).toHaveLength(3);
  expect(Object.keys(card.measured)).toEqual([
    "modesCovered",
    "strays",
    "energyDistance",
    "slicedWasserstein",
  ]);
  const loaded = loadContrast("contrast-diffusion", folder);
  expect(loaded.card).toEqual(card);
  expect(loaded.generator.sample(4, 1).shape).toEqual([4, 2]);
  loaded.parameters.dispose();
  expect(fs.readdirSync(path.join(folder, "contrast-diffusion")).sort()).toEqual([
    "card.json",
    "weights.safetensors",
  ]);
});

test("the student learns from the teacher of its own folder", async () => {
  const { result: card, leaked } = await countTensors(() =>
    contrastTrainable("contrast-student").run(order()),
  );
  expect(card.callsPerSample).toBe(4);
  expect(leaked).toBe(0);
});

test("a training that is stopped keeps what it learned beside the whole one", async () => {
  const stop = new AbortController();
  const observe: TrainingOrder["observe"] = ({ step }) => {
    if (step === 1) stop.abort();
  };
  const asked = order({ steps: 50, observe, signal: stop.signal });
  const card = await contrastTrainable("contrast-vae").run(asked);
  expect(card).toMatchObject({ steps: 2, plannedSteps: 50 });
  loadContrast("contrast-vae", path.join(folder, "unfinished")).parameters.dispose();
  expect(() => loadContrast("contrast-vae", folder)).toThrow("a file contrast-vae/card.json");
});

test("a stopped training goes on: generator and critic end where an unbroken training does", async () => {
  const gan = contrastTrainable("contrast-gan");
  await gan.run(order({ steps: 12 }));
  const whole = readTrained("contrast-gan", folder);
  const stop = new AbortController();
  const observe: TrainingOrder["observe"] = ({ step }) => {
    if (step === 6) stop.abort();
  };
  await gan.run(order({ steps: 12, observe, signal: stop.signal }));
  const card = await gan.run(order({ steps: 12 }));
  expect(card.parts).toBe(2);
  expect(readTrained("contrast-gan", folder).weights).toEqual(whole.weights);
  expect(fs.existsSync(path.join(folder, "unfinished", "contrast-gan"))).toBe(false);
});
