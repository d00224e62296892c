import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { beforeAll, expect, test } from "vitest";
import { dense } from "../../../src/nn/dense";
import { Parameters } from "../../../src/nn/parameters";
import { codebookUse } from "../../../src/representation/bottleneck/codebookUse";
import { encodecQuantiser } from "../../../src/representation/bottleneck/encodecQuantiser";
import { prepareBackend } from "../../../src/tensor/backend";
import { countTensors } from "../../../src/tensor/budget";
import { Random, seededNoise } from "../../../src/tensor/random";
import { tf } from "../../../src/tensor/tf";
import { train } from "../../../src/training/train";
import { clusteredFrames, kinds, missed } from "./quantisers";

beforeAll(async () => void (await prepareBackend()));

const sizes = { size: 6, quantisers: 3, codebookSize: 16 };

test("after k-means on a first batch every further quantiser says it better", () => {
  const { quantiser } = kinds.EnCodec();
  const h = clusteredFrames(4, 50, 1);
  const power = h.square().mean().dataSync()[0];
  const errors = [1, 2, 3].map((quantisers) => missed(h, quantiser.encode(h, { quantisers })));
  expect(errors[0]).toBeLessThan(power / 50);
  expect(errors[1]).toBeLessThan(errors[0]);
  expect(errors[2]).toBeLessThan(errors[1]);
});

test("the codebooks follow frames that move, and only train moves them", () => {
  const codebooks = new Parameters(1);
  const quantiser = encodecQuantiser(codebooks, "rvq", { ...sizes, decay: 0.9, dropout: 0 });
  const step = (shift: number, seed: number): number =>
    tf.tidy(() => {
      const h = clusteredFrames(4, 50, seed).add<tf.Tensor3D>(shift);
      const before = missed(h, quantiser.encode(h));
      quantiser.train(h, new Random(seed));
      return before;
    });
  tf.tidy(() => void quantiser.train(clusteredFrames(4, 50, 1), new Random(1)));
  const settled = step(0, 2);
  const surprised = step(1.5, 3);
  for (let seed = 4; seed < 60; seed++) step(1.5, seed);
  expect(surprised).toBeGreaterThan(4 * settled);
  expect(step(1.5, 60)).toBeLessThan(surprised / 4);

  const vectors = codebooks.values()["rvq.0.vectors"].dataSync();
  quantiser.encode(clusteredFrames(1, 50, 5));
  expect(codebooks.values()["rvq.0.vectors"].dataSync()).toEqual(vectors);
});

test("codes that died are replaced by frames of the batch, and come into use", () => {
  const codebooks = new Parameters(1);
  const options = { size: 2, quantisers: 1, codebookSize: 32, dropout: 0 };
  const quantiser = encodecQuantiser(codebooks, "rvq", options);
  const unlucky = encodecQuantiser(new Parameters(1), "rvq", { ...options, deadBelow: 0 });
  const narrow = seededNoise<tf.Rank.R3>([4, 64, 2], 1).mul<tf.Tensor3D>(0.01);
  const use = (one: typeof quantiser): number => {
    tf.tidy(() => void one.train(narrow, new Random(1)));
    for (let step = 0; step < 400; step++) {
      tf.tidy(() => {
        const h = seededNoise<tf.Rank.R3>([4, 64, 2], step).add<tf.Tensor3D>(10);
        one.train(h, new Random(step));
      });
    }
    const h = seededNoise<tf.Rank.R3>([16, 64, 2], 1000).add<tf.Tensor3D>(10);
    return codebookUse(one.codes(h), 32)[0].shareUsed;
  };
  expect(use(unlucky)).toBeLessThan(0.3);
  expect(use(quantiser)).toBeGreaterThan(0.9);
}, 30_000);

test("a batch that is not finite leaves the codebooks as they were", () => {
  const { quantiser, parameters } = kinds.EnCodec();
  const before = parameters.toSafetensors();
  quantiser.train(tf.fill([1, 4, 6], Number.NaN), new Random(1));
  expect(parameters.toSafetensors()).toEqual(before);
});

test("the same seed gives the same codebooks, and no tensor is left behind", async () => {
  const run = (): Uint8Array => {
    const { quantiser, parameters } = kinds.EnCodec();
    for (let seed = 0; seed < 20; seed++) {
      tf.tidy(() => void quantiser.train(clusteredFrames(2, 10, seed), new Random(seed)));
    }
    const bytes = parameters.toSafetensors();
    parameters.dispose();
    return bytes;
  };
  const { result, leaked } = await countTensors(run);
  expect(leaked).toBe(0);
  expect(run()).toEqual(result);
});

test("trained beside an encoder, stopped and resumed, it ends as if nothing had happened", async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "codebooks-"));
  const run = async (file: string, stopAt?: number): Promise<Uint8Array> => {
    const parameters = new Parameters(1);
    const quantiser = encodecQuantiser(parameters, "rvq", sizes);
    const encode = (h: tf.Tensor3D): tf.Tensor3D => dense(parameters, "encoder", h, 6);
    tf.tidy(() => void encode(tf.ones([1, 1, 6])));
    const stop = new AbortController();
    await train({
      parameters,
      untrained: (name) => name.startsWith("rvq."),
      steps: 12,
      learningRate: 0.01,
      loss: (step, random) => {
        const h = clusteredFrames(2, 20, step);
        const { z, losses } = quantiser.train(encode(h), random);
        return { loss: z.sub(h).square().mean().add<tf.Scalar>(losses.commitment) };
      },
      observe: ({ step }) => (step === stopAt ? stop.abort() : undefined),
      signal: stop.signal,
      checkpoint: { file: path.join(folder, file) },
    });
    const bytes = parameters.toSafetensors();
    parameters.dispose();
    return bytes;
  };
  const whole = await run("whole");
  const half = await run("halves", 5);
  expect(half).not.toEqual(whole);
  expect(await run("halves")).toEqual(whole);
  fs.rmSync(folder, { recursive: true });
});

test("straight through: the gradient of z is that of h, untouched", () => {
  const { quantiser } = kinds.EnCodec();
  const h = clusteredFrames(1, 5, 3);
  const weights = seededNoise([1, 5, 6], 4);
  const slope = tf.grad((x) =>
    quantiser
      .train(x as tf.Tensor3D, new Random(1))
      .z.mul(weights)
      .sum(),
  )(h);
  expect(slope.sub(weights).abs().max().dataSync()[0]).toBeLessThan(1e-6);
});

test("codes before any batch are refused", () => {
  const quantiser = encodecQuantiser(new Parameters(1), "rvq", sizes);
  expect(() => quantiser.codes(clusteredFrames(1, 5, 3))).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: bottleneck "EnCodec RVQ": expected codebooks that have seen a batch, got empty ones; call train(h, random) once, which begins them by k-means, or load trained ones]`,
  );
});
