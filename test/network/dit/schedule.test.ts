import { beforeAll, expect, test } from "vitest";
import { dit, ditModulation } from "../../../src/network/dit/dit";
import { ditModulations } from "../../../src/network/dit/schedule";
import { Parameters } from "../../../src/nn/parameters";
import { prepareBackend } from "../../../src/tensor/backend";
import { seededNoise } from "../../../src/tensor/random";
import { tf } from "../../../src/tensor/tf";
import type { Tensor2D } from "../../../src/tensor/tf";

beforeAll(async () => void (await prepareBackend()));

const size = { width: 16, depth: 3, heads: 2, patch: 2 };

test("many modulations at once are those made one by one", () => {
  const parameters = new Parameters(1);
  const conditions = [1, 2, 3].map((seed) => seededNoise<tf.Rank.R2>([2, 8], seed));
  tf.dispose(ditModulation(parameters, "dit", conditions[0], size));
  Object.values(parameters.values()).forEach((one, seed) =>
    tf.tidy(() => one.assign(seededNoise(one.shape, seed))),
  );
  const vector: Tensor2D = seededNoise([2, 8], 9);
  const entered = [{ mode: "adaLnZero", received: "", vector, texts: 2, held: [] }] as const;
  const x = seededNoise([2, 8, 4], 4);
  tf.dispose(dit(parameters, "dit", x, { condition: conditions[0] }, size));
  const before = tf.memory().numTensors;
  const all = ditModulations(parameters, "dit", conditions, size, entered);
  conditions.forEach((condition, i) => {
    const [together, alone] = tf.tidy(() => [
      dit(parameters, "dit", x, { modulation: all[i] }, size).dataSync(),
      dit(parameters, "dit", x, { condition, entered }, size).dataSync(),
    ]);
    together.forEach((one, k) => expect(one).toBeCloseTo(alone[k], 5));
  });
  tf.dispose(all);
  expect(tf.memory().numTensors).toBe(before);
});
