import { beforeAll, expect, test } from "vitest";
import { cosine } from "../../src/diffusion/cosine";
import { mixtureDenoiser, mixtureScore } from "../../src/diffusion/gaussianMixture";
import { combineGuidance, guide } from "../../src/diffusion/guidance";
import type { GuidedModel } from "../../src/diffusion/guidance";
import { scoreOf } from "../../src/diffusion/samplers/denoiser";
import { levelAt } from "../../src/diffusion/samplers/level";
import type { NoiseLevel } from "../../src/diffusion/samplers/level";
import { prepareBackend } from "../../src/tensor/backend";
import { countTensors } from "../../src/tensor/budget";
import { seededNoise } from "../../src/tensor/random";
import { tf } from "../../src/tensor/tf";

beforeAll(async () => void (await prepareBackend()));

// Two sounds; the text asks for the second of them.
const anySound = {
  means: [
    [-1, 0],
    [1, 0.5],
  ],
  std: [0.4, 0.3],
  weights: [2, 1],
};
const askedFor = { means: [[1, 0.5]], std: 0.3 };
const [any, asked] = [mixtureDenoiser(anySound), mixtureDenoiser(askedFor)];

const batches: string[] = [];
const model: GuidedModel<NoiseLevel> = (xt, level, rows) => {
  batches.push(`${rows} ${xt.shape[0]}`);
  if (rows === "conditional") return asked(xt, level);
  const [first, second] = tf.split(xt, 2);
  return tf.concat([asked(first, level), any(second, level)]);
};

test.each([0, 1, 3, 7.5])(
  "strength %d is exact: (1 − w)·∇log p(x) + w·∇log p(x | c)",
  (strength) => {
    const process = cosine();
    const level = levelAt(process, 0.6);
    const x = seededNoise([40, 2], 3);
    const guided = scoreOf(x, guide(model, { strength })(x, level), level);
    const truth = mixtureScore(x, anySound, process, 0.6)
      .mul(1 - strength)
      .add(mixtureScore(x, askedFor, process, 0.6).mul(strength));
    expect(guided.sub(truth).abs().max().dataSync()[0]).toBeLessThan(2e-5);
  },
);

test("is one call of twice the batch, and one of the batch where it has nothing to do", async () => {
  const x = seededNoise([4, 2], 3);
  const interval = { from: 0.8, to: 0.3 };
  const guided = guide(model, { strength: 3, interval });
  batches.length = 0;
  const { leaked } = await countTensors(() => {
    for (const t of [0.9, 0.8, 0.5, 0.3, 0.2]) guided(x, levelAt(cosine(), t)).dispose();
    guide(model, { strength: 1 })(x, levelAt(cosine(), 0.5)).dispose();
  });
  const [pair, alone] = ["pair 8", "conditional 4"];
  expect(batches).toEqual([alone, pair, pair, pair, alone, alone]);
  expect(leaked).toBe(0);
});

test("rescaling gives the guided answer the spread of the conditional one, or a mix of both", () => {
  const [c, u] = [seededNoise([3, 16, 4], 1), seededNoise([3, 16, 4], 2).mul(2)];
  const spread = (x: tf.Tensor) => tf.moments(x, [1, 2]).variance.sqrt().dataSync();
  const full = combineGuidance(c, u, { strength: 6, rescale: 1 });
  spread(full).forEach((one, i) => expect(one).toBeCloseTo(spread(c)[i], 5));
  const plain = combineGuidance(c, u, { strength: 6 });
  const half = combineGuidance(c, u, { strength: 6, rescale: 0.5 });
  const mixed = plain.add(full).div(2);
  expect(half.sub(mixed).abs().max().dataSync()[0]).toBeLessThan(1e-5);
  const channels = combineGuidance(c, u, { strength: 6, rescale: 1, rescaleAxes: [2] });
  const ofChannels = (x: tf.Tensor) => tf.moments(x, [2]).variance.sqrt();
  expect(ofChannels(channels).sub(ofChannels(c)).abs().max().dataSync()[0]).toBeLessThan(1e-5);
});

test("options that cannot be meant, and a model that answers for half", () => {
  const x = seededNoise([4, 2], 3);
  expect(() => guide(model, { strength: 3, rescale: 2 })).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: guide: expected a finite strength, a rescale in [0, 1] and an interval that falls in t, got strength 3, rescale 2, interval all; pass e.g. {strength: 7, rescale: 0.7, interval: {from: 0.9, to: 0.1}}]`,
  );
  expect(() =>
    guide(model, { strength: 3, interval: { from: 0.1, to: 0.9 } }),
  ).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: guide: expected a finite strength, a rescale in [0, 1] and an interval that falls in t, got strength 3, rescale 0, interval 0.1 to 0.9; pass e.g. {strength: 7, rescale: 0.7, interval: {from: 0.9, to: 0.1}}]`,
  );
  const deaf = guide((xt: tf.Tensor) => xt.slice([0], [4]), { strength: 3 });
  expect(() => deaf(x, 0.5)).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: guide: expected 8 answers, the second half of them unconditional, got [4, 2] at t = 0.5; answer every row of the batch you are given]`,
  );
});
