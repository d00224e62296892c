/** Weight files that are damaged, of another training or of another version of the network. */
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { openTrained } from "../../../src/model/weights/openTrained";
import { saveTrained } from "../../../src/model/weights/trainedFiles";
import type { TrainingCard } from "../../../src/model/weights/trainingCard";
import { dense } from "../../../src/nn/dense";
import { Parameters } from "../../../src/nn/parameters";
import { prepareBackend } from "../../../src/tensor/backend";
import { countTensors } from "../../../src/tensor/budget";
import { tf } from "../../../src/tensor/tf";
import type { Tensor2D } from "../../../src/tensor/tf";

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "open-"));
const weightFile = path.join(folder, "line", "weights.safetensors");
const cardFile = path.join(folder, "line", "card.json");
afterAll(() => fs.rmSync(folder, { recursive: true }));

const card: TrainingCard = {
  name: "line",
  command: "npm run train -- line",
  trainedOn: "a line",
  seed: 7,
  steps: 10,
  plannedSteps: 10,
  seconds: 1,
  backend: "here",
  parameters: 9,
  helperParameters: 0,
  callsPerSample: 1,
  settings: { size: 2 },
  losses: [{ step: 10, loss: 0.5 }],
  measured: {},
};

function line(parameters: Parameters, { size }: Readonly<Record<string, number>>) {
  const model = (x: Tensor2D): Tensor2D => dense(parameters, "line", x, size);
  model(tf.zeros([1, 1]));
  return model;
}

const open = (build = line) => openTrained({ name: "line", folder, open: build });

function write(change: Partial<TrainingCard> = {}, size = 2): void {
  const parameters = new Parameters(1);
  tf.tidy(() => void line(parameters, { size }));
  saveTrained(parameters, { ...card, ...change }, folder);
  parameters.dispose();
}

beforeAll(async () => void (await prepareBackend()));
beforeEach(() => {
  fs.rmSync(path.join(folder, "line"), { recursive: true, force: true });
  write();
});

/** What is said, when nothing may stay loaded. */
async function refused(build = line): Promise<string> {
  let message = "accepted";
  const { leaked } = await countTensors(() => {
    try {
      open(build).parameters.dispose();
    } catch (error) {
      message = (error as Error).message;
    }
  });
  expect(leaked).toBe(0);
  return message;
}

test("a model comes back as it was written, to the precision of the file", async () => {
  const { leaked } = await countTensors(() => {
    const written = new Parameters(1);
    const opened = open();
    const [a, b] = tf.tidy(() => {
      const x = tf.ones<tf.Rank.R2>([3, 1]);
      return [line(written, card.settings)(x).dataSync(), opened.model(x).dataSync()];
    });
    expect(opened.card).toEqual(card);
    b.forEach((value, i) => expect(value).toBeCloseTo(a[i], 3));
    [written, opened.parameters].forEach((one) => one.dispose());
  });
  expect(leaked).toBe(0);
});

test("a truncated file is refused by name", async () => {
  const bytes = fs.readFileSync(weightFile);
  fs.writeFileSync(weightFile, bytes.subarray(0, bytes.length - 1));
  expect(await refused()).toMatchInlineSnapshot(
    `"readTrained("line"): expected a whole file line/weights.safetensors, got tensor "line.weight" ending at byte 8 of 7 that are there; restore the folder line, or train it again with: npm run train -- line"`,
  );
  fs.writeFileSync(weightFile, bytes.subarray(0, 20));
  expect(await refused()).toMatchInlineSnapshot(
    `"readTrained("line"): expected a whole file line/weights.safetensors, got a header said to be 184 bytes in a file of 20; restore the folder line, or train it again with: npm run train -- line"`,
  );
});

test("a card that is cut short is refused by name", async () => {
  fs.writeFileSync(cardFile, fs.readFileSync(cardFile).subarray(0, 100));
  expect(await refused()).toMatchInlineSnapshot(
    `"line/card.json: expected a card as a training writes it, got a file that is not JSON; restore the file, or train again with: npm run train -- NAME"`,
  );
});

test("weights and a card of two trainings are refused", async () => {
  const weights = fs.readFileSync(weightFile);
  write({ steps: 20, plannedSteps: 20 });
  fs.writeFileSync(weightFile, weights);
  expect(await refused()).toMatchInlineSnapshot(
    `"readTrained("line"): expected weights of the training that line/card.json is of (steps 20), got weights of steps 10; restore the folder line, or train it again with: npm run train -- line"`,
  );
});

test("weights of another version are refused: of another shape, too few, too many", async () => {
  expect(await refused((parameters) => line(parameters, { size: 3 }))).toMatchInlineSnapshot(
    `"openTrained("line"): expected the weights that this version of the network asks for, no more and no fewer, got those of another (parameter "line.weight": expected the shape [1, 3] that the network asks for, got [1, 2]); restore the folder line, or train it again with: npm run train -- line"`,
  );
  const more = (parameters: Parameters) => {
    dense(parameters, "second", tf.zeros([1, 1]), 1);
    return line(parameters, card.settings);
  };
  expect(await refused(more)).toMatchInlineSnapshot(
    `"openTrained("line"): expected the weights that this version of the network asks for, no more and no fewer, got those of another (parameter "second.weight": expected a weight of that name in the file that was loaded, got only line.bias, line.weight); restore the folder line, or train it again with: npm run train -- line"`,
  );
  const other = (parameters: Parameters) => {
    parameters.get("line.weight", [1, 2]);
    return (x: Tensor2D): Tensor2D => x;
  };
  expect(await refused(other)).toMatchInlineSnapshot(
    `"openTrained("line"): expected the weights that this version of the network asks for, no more and no fewer, got a file with "line.bias", unknown to it; restore the folder line, or train it again with: npm run train -- line"`,
  );
});

test("a training that was stopped does not take the place of a whole one", () => {
  write({ steps: 5 });
  const { parameters, card: whole } = open();
  expect(whole.steps).toBe(10);
  parameters.dispose();
  const stopped = path.join(folder, "unfinished");
  const part = openTrained({ name: "line", folder: stopped, open: line });
  expect(part.card.steps).toBe(5);
  part.parameters.dispose();
});
