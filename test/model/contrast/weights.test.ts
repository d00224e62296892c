/** The weights that come with the library: they load, sample, and are as good as their cards say. */
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { compareGenerators } from "../../../src/evaluation/compareGenerators";
import type { ComparedGenerator } from "../../../src/evaluation/compareGenerators";
import { consistencyStudent } from "../../../src/model/contrast/consistencyStudent";
import { contrastNames, loadContrast } from "../../../src/model/contrast/contrasts";
import type { ContrastName } from "../../../src/model/contrast/contrasts";
import { ringData, ringMixture } from "../../../src/model/contrast/planeData";
import { readTrained, weightsFolder } from "../../../src/model/weights/trainedFiles";
import { Parameters } from "../../../src/nn/parameters";
import { prepareBackend } from "../../../src/tensor/backend";
import { countTensors } from "../../../src/tensor/budget";
import { tf } from "../../../src/tensor/tf";

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "weights-"));

beforeAll(async () => {
  await prepareBackend();
});
afterAll(() => fs.rmSync(folder, { recursive: true }));

/** The most that each may be away from the data, and stray from all modes. */
const bounds: Record<ContrastName, { distance: number; strays: number; modes: number }> = {
  "contrast-vae": { distance: 0.015, strays: 0.45, modes: 8 },
  "contrast-gan": { distance: 0.006, strays: 0.25, modes: 8 },
  "contrast-autoregressive": { distance: 0.004, strays: 0.04, modes: 8 },
  "contrast-diffusion": { distance: 0.004, strays: 0.1, modes: 8 },
  "contrast-student": { distance: 0.004, strays: 0.17, modes: 8 },
};

async function rowOf(generator: ComparedGenerator) {
  const reference = tf.tensor2d(ringData({ count: 1000, seed: 2 }).points, [1000, 2]);
  const modes = { centres: ringMixture.means, radius: 0.3, leastShare: 1 / 80 };
  const [row] = await compareGenerators([generator], { reference, modes, seeds: [1, 2] });
  reference.dispose();
  return row;
}

describe.each(contrastNames)("%s", (name) => {
  test("loads, reaches every mode, and is as near to the data as it should be", async () => {
    const { generator, parameters } = loadContrast(name);
    const row = await rowOf(generator);
    expect(row.energyDistance.mean).toBeLessThan(bounds[name].distance);
    expect(row.strays!).toBeLessThan(bounds[name].strays);
    expect(row.modesCovered).toBe(bounds[name].modes);
    parameters.dispose();
  });

  test("its card says how it was made", () => {
    const { card, generator, parameters } = loadContrast(name);
    expect(card.command).toBe(`npm run train -- ${name}`);
    expect(card.steps).toBe(card.plannedSteps);
    expect(card.callsPerSample).toBe(generator.callsPerSample);
    expect(card.parameters + (name === "contrast-vae" ? card.helperParameters : 0)).toBe(
      parameters.count(),
    );
    expect(card.losses.length).toBeGreaterThan(100);
    expect(card.losses.length).toBeLessThanOrEqual(200);
    expect(Object.keys(card.measured)).toContain("energyDistance");
    parameters.dispose();
  });

  test("loading and sampling leave no tensor behind", async () => {
    const { leaked } = await countTensors(() => {
      const { generator, parameters } = loadContrast(name);
      generator.sample(10, 1).dispose();
      parameters.dispose();
    });
    expect(leaked).toBe(0);
  });
});

test("the student's weights serve any number of calls", async () => {
  const { parameters } = loadContrast("contrast-student");
  for (const calls of [1, 2]) {
    const row = await rowOf(consistencyStudent(parameters, { calls }));
    expect(row.energyDistance.mean).toBeLessThan(0.006);
  }
  parameters.dispose();
});

test("weights that are not there: what to type", () => {
  expect(() => loadContrast("contrast-gan", folder)).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: readTrained("contrast-gan"): expected a file contrast-gan/card.json among the trained weights, got no such file; train it with: npm run train -- contrast-gan]`,
  );
});

test("an unknown name: the names there are", () => {
  expect(() => loadContrast("contrast" as "contrast-vae")).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: contrast: expected one of contrast-vae, contrast-gan, contrast-autoregressive, contrast-diffusion, contrast-student, got "contrast"; take a name of the list]`,
  );
});

test("weights of another network are refused, and nothing of them is left", async () => {
  const inside = path.join(folder, "contrast-vae");
  fs.cpSync(path.join(weightsFolder, "contrast-vae"), inside, { recursive: true });
  const { seed, steps } = readTrained("contrast-vae").card;
  const about = { name: "contrast-vae", seed: String(seed), steps: String(steps) };
  const other = new Parameters(1);
  other.get("decoder.0.weight", [2, 64]);
  fs.writeFileSync(path.join(inside, "weights.safetensors"), other.toSafetensors("F16", about));
  other.dispose();
  const { leaked } = await countTensors(() => {
    expect(() => loadContrast("contrast-vae", folder)).toThrowErrorMatchingInlineSnapshot(
      `[TutorialError: openTrained("contrast-vae"): expected the weights that this version of the network asks for, no more and no fewer, got those of another (parameter "encoder.0.weight": expected a weight of that name in the file that was loaded, got only decoder.0.weight); restore the folder contrast-vae, or train it again with: npm run train -- contrast-vae]`,
    );
  });
  expect(leaked).toBe(0);
});
