import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { recipeTrainable } from "../../../src/cli/recipeTrainable";
import { representationDiffusion } from "../../../src/model/representationDiffusion/generate";
import type {
  GenerateOptions,
  RepresentationDiffusion,
} from "../../../src/model/representationDiffusion/generate";
import { openRepresentationDiffusionWith } from "../../../src/model/representationDiffusion/open";
import { representationDiffusionRecipe } from "../../../src/model/representationDiffusion/recipe";
import { Parameters } from "../../../src/nn/parameters";
import { waveformRepresentation } from "../../../src/representation/waveform";
import { prepareBackend } from "../../../src/tensor/backend";
import { countTensors } from "../../../src/tensor/budget";
import { seededNoise } from "../../../src/tensor/random";
import { tf } from "../../../src/tensor/tf";

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "diffusion-"));
beforeAll(async () => void (await prepareBackend()));
afterAll(() => fs.rmSync(folder, { recursive: true }));

const plan = { name: "diffusion-short", seconds: 0.256, shape: [4096, 1], patch: 256, shift: 4 };
const options = { ...plan, open: waveformRepresentation, clips: 4 };

/** A model whose silent layers were made audible. */
function awake(): RepresentationDiffusion {
  const parameters = new Parameters(2);
  const model = representationDiffusion(plan, parameters, waveformRepresentation());
  model.generate({ steps: 1 }).dispose();
  Object.entries(parameters.values()).forEach(([name, one], seed) => {
    if (!/modulation|final/.test(name)) return;
    tf.tidy(() => one.assign(seededNoise(one.shape, seed).mul(0.1)));
  });
  return model;
}

test("an untrained model makes silence", () => {
  const model = representationDiffusion(plan, new Parameters(7), waveformRepresentation());
  const sound = model.generate({ instrument: "flute", steps: 4, count: 2 });
  expect(sound.shape).toEqual([2, 4096]);
  expect(sound.abs().max().dataSync()[0]).toBeLessThan(1e-6);
  model.dispose();
});

test("the same seed makes the same sound, another seed, label or guidance another", async () => {
  const model = awake();
  const make = (asked: GenerateOptions): number => {
    const sound = model.generate({ steps: 3, instrument: "koto", ...asked });
    const first = sound.dataSync()[100];
    sound.dispose();
    return first;
  };
  expect(make({ seed: 1 })).toBe(make({ seed: 1 }));
  const others = [
    { seed: 1 },
    { seed: 2 },
    { seed: 1, instrument: "harp" },
    { seed: 1, guidance: 4 },
  ] as const;
  expect(new Set(others.map(make)).size).toBe(others.length);
  const { leaked } = await countTensors(() => void make({ seed: 3 }));
  expect(leaked).toBe(0);
  model.dispose();
});

test("a walk shows every step, and releases everything when it is left", async () => {
  const model = awake();
  const { leaked } = await countTensors(() => {
    const times: number[] = [];
    for (const { t, x0, xt } of model.walk({ steps: 5, count: 2 })) {
      expect(xt.shape).toEqual([2, 4096, 1]);
      model.representation.decode(x0).dispose();
      times.push(t);
      if (times.length === 3) break;
    }
    expect(times).toHaveLength(3);
    // Shifted: the first half of the way is walked in more noise.
    expect(times[2]).toBeCloseTo((4 * 0.6) / (1 + 3 * 0.6), 9);
  });
  expect(leaked).toBe(0);
  expect(() => model.walk({ count: 0 })).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: generate: expected a whole number of sounds, at least 1, got 0; pass e.g. {count: 4}]`,
  );
  model.dispose();
});

test("a recipe trains, measures, writes, and what it wrote opens again", async () => {
  const recipe = representationDiffusionRecipe(options);
  const losses: number[] = [];
  const order = {
    seed: 7,
    steps: 30,
    folder,
    backend: "test",
    say: () => undefined,
    observe: ({ loss }: { loss: number }) => void losses.push(loss),
    signal: new AbortController().signal,
  };
  const { leaked, result: card } = await countTensors(() => recipeTrainable(recipe).run(order));
  expect(leaked).toBe(0);
  const meanOf = (some: number[]): number => some.reduce((a, b) => a + b, 0) / some.length;
  expect(meanOf(losses.slice(-5))).toBeLessThan(meanOf(losses.slice(0, 5)));
  expect(Object.keys(card.measured)).toContain("x0ErrorAt50");
  expect(card.settings).toMatchObject({ width: 112, patchFrames: 256, seconds: 0.256, shift: 4 });
  const model = await openRepresentationDiffusionWith(options, folder);
  expect(model.card.parameters).toBe(card.parameters);
  const sound = model.generate({ instrument: "harp", steps: 2 });
  expect(sound.shape).toEqual([1, 4096]);
  expect(sound.abs().max().dataSync()[0]).toBeGreaterThan(0);
  sound.dispose();
  model.dispose();
}, 120_000);

test("a plan for another shape than the representation has is refused", async () => {
  const recipe = representationDiffusionRecipe({ ...options, shape: [8192, 1] });
  const parameters = new Parameters(1);
  const context = { seed: 1, steps: 1, say: () => undefined };
  await expect(recipe.prepare(parameters, context)).rejects.toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: diffusion-short: expected items [8192, 1] of 0.256 s, got [4096, 1] from the representation "waveform"; give the plan the shape that the representation has for clips of that length]`,
  );
  parameters.dispose();
});
