import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ones } from "../../src/nn/initializers";
import { Parameters } from "../../src/nn/parameters";
import { prepareBackend } from "../../src/tensor/backend";
import { tf } from "../../src/tensor/tf";
import { train } from "../../src/training/train";
import type { LossFunction } from "../../src/training/trainer";

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "training-"));
beforeAll(async () => void (await prepareBackend()));
afterAll(() => fs.rmSync(folder, { recursive: true }));

test("weights that all learn by themselves are trained without a gradient, stopped and resumed", async () => {
  const checkpoint = { file: path.join(folder, "mean.safetensors") };
  /** A weight that moves to the mean of what it sees, as codebooks do. */
  const follow = async (steps: number, seconds?: number) => {
    const parameters = new Parameters(3);
    const mean = parameters.get("mean", [1] as [number], ones);
    const loss: LossFunction = (_, random) => {
      const seen = 4 + random.normal();
      mean.assign(tf.tidy(() => mean.mul<tf.Tensor1D>(0.98).add(0.02 * seen)));
      return { loss: mean.sub(4).square().mean<tf.Scalar>() };
    };
    const shared = { parameters, loss, steps, seed: 5, learningRate: 0.1, ema: 0.9 };
    const result = await train({ ...shared, untrained: () => true, checkpoint, seconds });
    const [value] = mean.dataSync();
    parameters.dispose();
    return { ...result, value };
  };
  const { resumedAt, value } = await follow(150);
  expect(resumedAt).toBe(0);
  expect(value).toBeGreaterThan(3.3);
  const resumed = await follow(300);
  expect(resumed.resumedAt).toBe(150);
  expect(resumed.value).toBeGreaterThan(3.7);
});
