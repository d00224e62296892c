import { beforeAll, expect, test } from "vitest";
import { edm } from "../../src/diffusion/edm";
import { mixtureDenoiser } from "../../src/diffusion/gaussianMixture";
import { idealDenoiser, idealWeights, nearestExamples } from "../../src/diffusion/idealDenoiser";
import { eulerAncestral } from "../../src/diffusion/samplers/eulerAncestral";
import { finalSample } from "../../src/diffusion/samplers/finalSample";
import { levelAt } from "../../src/diffusion/samplers/level";
import { karrasSigmas } from "../../src/diffusion/schedules/karras";
import { sigmaRoute } from "../../src/diffusion/schedules/sigmaRoute";
import { prepareBackend } from "../../src/tensor/backend";
import { countTensors } from "../../src/tensor/budget";
import { seededNoise } from "../../src/tensor/random";
import { tf } from "../../src/tensor/tf";
import type { Tensor2D } from "../../src/tensor/tf";
import { fiveProcesses } from "./processes";

beforeAll(async () => void (await prepareBackend()));

test.each(fiveProcesses)("$name: it is the denoiser of a mixture of points", (process) => {
  const means = [
    [1, -0.5],
    [-1, 0.3],
    [0.2, 0.9],
  ];
  const xt = seededNoise([50, 2], 1);
  for (const t of [0.05, 0.4, 0.9]) {
    const level = levelAt(process, t);
    const exact = mixtureDenoiser({ means, std: 0 })(xt, level);
    const ideal = idealDenoiser(tf.tensor2d(means))(xt, level);
    expect(ideal.sub(exact).abs().max().dataSync()[0]).toBeLessThan(1e-3);
  }
});

test("noise becomes one of the clips, another for another seed: it memorises", () => {
  // As long as four seconds at 16 kHz; loud ones and quiet ones.
  const clips = tf.tidy(() =>
    seededNoise([40, 65_536], 3).mul<Tensor2D>(tf.linspace(0.05, 0.3, 40).expandDims(1)),
  );
  const route = sigmaRoute(karrasSigmas({ steps: 12, sigmaMin: 0.001, sigmaMax: 40 }));
  const before = tf.memory().numTensors;
  const found = [1, 2, 3].map((seed) => {
    const start = route.process.prior([1, 65_536, 1], seed);
    const sample = finalSample(eulerAncestral(idealDenoiser(clips), start, { ...route, seed }));
    const [nearest] = nearestExamples(sample, clips);
    tf.dispose([start, sample]);
    return nearest;
  });
  expect(tf.memory().numTensors).toBe(before);
  for (const { relative } of found) expect(relative).toBeLessThan(1e-4);
  expect(new Set(found.map(({ index }) => index)).size).toBeGreaterThan(1);
  clips.dispose();
});

test("its weights sum to one and stay finite however little noise there is", async () => {
  const examples = seededNoise<tf.Rank.R2>([5, 1000], 1);
  const xt = seededNoise([2, 10, 100], 2);
  const { leaked } = await countTensors(() => {
    for (const t of [1e-9, 0.001, 1]) {
      const weights = idealWeights(xt, examples, levelAt(edm(), t));
      const sums = weights.sum(1);
      for (const sum of sums.dataSync()) expect(sum).toBeCloseTo(1, 5);
      tf.dispose([weights, sums]);
    }
  });
  expect(leaked).toBe(0);
});

test("distances are root mean squares, and lengths must agree", () => {
  const examples = tf.tensor2d([
    [3, 4],
    [0, 0.5],
  ]);
  const [first] = nearestExamples(tf.tensor2d([[3, 5]]), examples);
  expect(first.index).toBe(0);
  expect(first.distance).toBeCloseTo(Math.sqrt(0.5));
  expect(first.relative).toBeCloseTo(0.2);
  expect(() => nearestExamples(tf.ones([1, 3]), examples)).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: nearestExamples: expected examples of 3 numbers each, [N, 3], as the samples [1, 3] have, got [2, 2]; cut all clips to one length, stack them, and start from noise of that length]`,
  );
});
