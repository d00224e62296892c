import { beforeAll, expect, test } from "vitest";
import { labelledDit } from "../../../src/model/representationDiffusion/labelledDit";
import type { SoundLabel } from "../../../src/model/representationDiffusion/labelledDit";
import {
  batchSize,
  sizeFor,
  trainingFlops,
  trainingTimes,
} from "../../../src/model/representationDiffusion/plan";
import {
  openRepresentationDiffusion,
  representationDiffusionNames,
  representationDiffusionPlans,
  representationDiffusionRecipes,
} from "../../../src/model/representationDiffusion/representationDiffusions";
import { ditFlops } from "../../../src/network/dit/flops";
import { patchGrid } from "../../../src/network/dit/patches";
import { Parameters } from "../../../src/nn/parameters";
import { prepareBackend } from "../../../src/tensor/backend";
import { countTensors } from "../../../src/tensor/budget";
import { Random, seededNoise } from "../../../src/tensor/random";
import { tf } from "../../../src/tensor/tf";
import type { Tensor } from "../../../src/tensor/tf";

beforeAll(async () => void (await prepareBackend()));

const mean = (values: readonly number[]): number =>
  values.reduce((a, b) => a + b, 0) / values.length;

test("the four have the same budget, network and number of weights", () => {
  const counts = representationDiffusionPlans.map((plan, i) => {
    const { total } = ditFlops(plan.shape, sizeFor(plan));
    const { steps, name } = representationDiffusionRecipes[i];
    expect(name).toBe(plan.name);
    expect(Math.abs((3 * batchSize * total * steps) / trainingFlops - 1)).toBeLessThan(1e-3);
    const { tokens } = patchGrid(plan.shape, plan.patch);
    expect(tokens).toBeGreaterThanOrEqual(64);
    expect(tokens).toBeLessThanOrEqual(160);
    const parameters = new Parameters(1);
    tf.tidy(
      () => void labelledDit(parameters, [{}], sizeFor(plan))(tf.zeros([1, ...plan.shape]), 0.5),
    );
    const count = parameters.count();
    parameters.dispose();
    return count;
  });
  expect(Math.max(...counts)).toBeLessThan(1_500_000);
  expect(Math.max(...counts) / Math.min(...counts)).toBeLessThan(1.08);
  expect(representationDiffusionPlans.map(({ name }) => name)).toEqual(
    representationDiffusionNames,
  );
});

test("times lie in the middle, and where a shift moves them", () => {
  const drawn = (shift: number): number[] => trainingTimes(new Random(1), 4000, shift);
  const [plain, shifted] = [drawn(1), drawn(4)];
  expect(plain.every((t) => t > 0 && t < 1)).toBe(true);
  expect(mean(plain)).toBeCloseTo(0.535, 1);
  expect(mean(shifted)).toBeGreaterThan(0.75);
  expect(Math.min(...plain)).toBeLessThan(0.01);
});

const small = { width: 16, depth: 1, heads: 2, patch: 2, conditionWidth: 8 };

test("instrument, register and time each count; nothing told is a label of its own", async () => {
  const parameters = new Parameters(3);
  const x = seededNoise([1, 8, 2], 1);
  tf.tidy(() => void labelledDit(parameters, [{}], small)(x, 0.5));
  Object.values(parameters.values()).forEach((one, seed) =>
    tf.tidy(() => one.assign(seededNoise(one.shape, seed).mul(0.3))),
  );
  const say = (label: SoundLabel, t = 0.5): Tensor => labelledDit(parameters, [label], small)(x, t);
  const said = [
    say({}),
    say({ instrument: "koto" }),
    say({ instrument: "harp" }),
    say({ register: "low" }),
    say({ instrument: "koto", register: "low" }),
    say({}, 0.6),
  ];
  expect(new Set(said.map((y) => y.dataSync()[0])).size).toBe(said.length);
  const both = labelledDit(parameters, [{}, { instrument: "koto" }], small);
  const rows = both(tf.concat([x, x]), [0.6, 0.5]).unstack();
  expect(
    rows[0]
      .sub(said[5].squeeze([0]))
      .abs()
      .max()
      .dataSync()[0],
  ).toBeLessThan(1e-5);
  expect(
    rows[1]
      .sub(said[1].squeeze([0]))
      .abs()
      .max()
      .dataSync()[0],
  ).toBeLessThan(1e-5);
  expect((await countTensors(() => say({ register: "mid" }))).leaked).toBe(1);
});

test("names that are none are refused", async () => {
  const label = { instrument: "kazoo" } as unknown as SoundLabel;
  expect(() => labelledDit(new Parameters(1), [label], small)).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: labelledDit: expected one of piano, vibraphone, church organ, accordion, nylon guitar, violin, cello, harp, trumpet, oboe, clarinet, flute, whistle, banjo, koto, bagpipe, got "kazoo"; take a name of the list, or leave it out for any]`,
  );
  const name = "diffusion-smell" as "diffusion-latent";
  await expect(openRepresentationDiffusion(name)).rejects.toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: openRepresentationDiffusion: expected one of diffusion-waveform, diffusion-log-mel, diffusion-latent-mel, diffusion-latent, got "diffusion-smell"; take a name of the list]`,
  );
});
