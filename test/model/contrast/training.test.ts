/** Short trainings: each generator gets nearer to the data, says what it did, and leaves nothing behind. */
import { beforeAll, expect, test } from "vitest";
import { energyDistance } from "../../../src/evaluation/energyDistance";
import { contrastNames, trainContrast } from "../../../src/model/contrast/contrasts";
import type { ContrastName } from "../../../src/model/contrast/contrasts";
import { diffusionModel } from "../../../src/model/contrast/diffusionModel";
import { ringData } from "../../../src/model/contrast/planeData";
import type { PointGenerator } from "../../../src/generator/pointGenerator";
import { Parameters } from "../../../src/nn/parameters";
import { prepareBackend } from "../../../src/tensor/backend";
import { countTensors } from "../../../src/tensor/budget";
import { tf } from "../../../src/tensor/tf";

beforeAll(async () => {
  await prepareBackend();
});

const data = ringData({ count: 2000 });

function distance(generator: PointGenerator): number {
  return tf.tidy(() => {
    const reference = tf.tensor2d(ringData({ count: 500, seed: 2 }).points, [500, 2]);
    return energyDistance(generator.sample(500, 1), reference);
  });
}

/** A teacher that knows a little, for the student. */
function teacherParameters(): Parameters {
  const parameters = new Parameters(3);
  tf.tidy(() => void diffusionModel(parameters).sample(1, 0));
  return parameters;
}

async function shortTraining(name: ContrastName, steps: number) {
  const teacher = name === "contrast-student" ? teacherParameters() : undefined;
  const trained = await trainContrast(name, { data, steps, seed: 7, teacher });
  const reached = distance(trained.generator);
  trained.parameters.dispose();
  teacher?.dispose();
  return { ...trained, reached };
}

// Untrained they are at 0.17, 0.46, 0.07 and 0.08.
const bounds: readonly [ContrastName, number, number][] = [
  ["contrast-vae", 150, 0.08],
  ["contrast-gan", 150, 0.08],
  ["contrast-autoregressive", 150, 0.02],
  ["contrast-diffusion", 250, 0.05],
];

test.each(bounds)(
  "%s: after %i steps the energy distance is below %f",
  async (name, steps, most) => {
    const { reached } = await shortTraining(name, steps);
    expect(reached).toBeLessThan(most);
  },
);

test.each(contrastNames)(
  "%s: the same seed trains the same weights; no tensor is left",
  async (name) => {
    const { result, leaked } = await countTensors(async () => {
      const first = await shortTraining(name, 3);
      const second = await shortTraining(name, 3);
      return [first, second].map(({ result, reached }) => ({ losses: result.losses, reached }));
    });
    expect(result[0].losses).toHaveLength(3);
    expect(result[0]).toEqual(result[1]);
    expect(leaked).toBe(0);
  },
);

test("a stopped training keeps what it learned", async () => {
  const stop = new AbortController();
  const observe = ({ step }: { step: number }): void => {
    if (step === 4) stop.abort();
  };
  const { result, generator, parameters } = await trainContrast("contrast-gan", {
    data,
    steps: 100,
    observe,
    signal: stop.signal,
  });
  expect(result).toMatchObject({ steps: 5, stopped: true });
  const x = generator.sample(10, 1);
  expect(x.dataSync().every(Number.isFinite)).toBe(true);
  x.dispose();
  parameters.dispose();
});

test("all networks that sample are of one size, ± 10 %", async () => {
  const sizes: number[] = [];
  for (const name of contrastNames) {
    const { samplingParameters } = await shortTraining(name, 1);
    sizes.push(samplingParameters);
  }
  const mean = sizes.reduce((sum, size) => sum + size, 0) / sizes.length;
  for (const size of sizes) expect(Math.abs(size / mean - 1)).toBeLessThan(0.1);
});

test("points of one's own: any [N, 2] of unit size, and tokens that reach as far as they do", async () => {
  const points = ringData({ count: 200, seed: 5 }).points.map((value) => 2 * value);
  const trained = await trainContrast("contrast-autoregressive", {
    data: { name: "mine", points },
    steps: 2,
  });
  expect(trained.settings.limit).toBeGreaterThan(Math.max(...points));
  trained.parameters.dispose();
});

test("points that are not of unit size, and half points, are refused", async () => {
  const attempt = (points: Float32Array) =>
    trainContrast("contrast-vae", { data: { name: "mine", points }, steps: 1 });
  await expect(attempt(new Float32Array(10).fill(100))).rejects.toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: trainContrast: expected [N, 2] finite numbers row after row, each axis of mean about 0 and variance about 1, got numbers of size 100 in "mine"; subtract the mean of each axis and divide by its standard deviation]`,
  );
  await expect(attempt(new Float32Array(7))).rejects.toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: trainContrast: expected [N, 2] finite numbers row after row, each axis of mean about 0 and variance about 1, got 7 numbers in "mine"; subtract the mean of each axis and divide by its standard deviation]`,
  );
  await expect(
    attempt(new Float32Array([1, -1, Number.NaN, 1])),
  ).rejects.toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: trainContrast: expected [N, 2] finite numbers row after row, each axis of mean about 0 and variance about 1, got a number that is not finite in "mine"; subtract the mean of each axis and divide by its standard deviation]`,
  );
});
