import { afterAll, describe, expect, test } from "vitest";
import { convertPrediction } from "../../src/diffusion/prediction";
import { mixtureScore } from "../../src/diffusion/gaussianMixture";
import { variancePreserving } from "../../src/diffusion/variancePreserving";
import { backendNames, prepareBackend } from "../../src/tensor/backend";
import type { BackendName } from "../../src/tensor/backend";
import { countTensors } from "../../src/tensor/budget";
import { seededNoise } from "../../src/tensor/random";
import { tf } from "../../src/tensor/tf";

afterAll(async () => void (await prepareBackend()));

/** The same piece of the library, forward and backward, on whatever backend runs. */
function numbers(): Float32Array {
  return tf
    .tidy(() => {
      const process = variancePreserving();
      const mixture = {
        means: [
          [-1, 1],
          [1, 0],
        ],
        std: 0.4,
      };
      const x = seededNoise([16, 2], 4);
      const score = mixtureScore(x, mixture, process, 0.3);
      const options = { from: "score", to: "v", process, t: 0.3 } as const;
      const v = convertPrediction(score, x, options);
      const slope = tf.grad((points) => mixtureScore(points, mixture, process, 0.3).square().sum())(
        x,
      );
      return tf.concat([v, slope], 1);
    })
    .dataSync<"float32">();
}

describe("one code path, three backends", () => {
  test("native TensorFlow, WebAssembly and plain JavaScript agree", async () => {
    const found: Partial<Record<BackendName, Float32Array>> = {};
    for (const name of backendNames) {
      const report = await prepareBackend(name).catch(() => undefined);
      if (!report) continue;
      expect(report.name).toBe(name);
      expect(tf.getBackend()).toBe(name);
      found[name] = numbers();
    }
    // Native may be missing on a machine; the other two come with npm and may not.
    expect(Object.keys(found)).toEqual(expect.arrayContaining(["wasm", "cpu"]));
    for (const values of Object.values(found)) {
      values.forEach((value, i) => expect(Math.abs(value - found.cpu![i])).toBeLessThan(2e-4));
    }
  });

  test("left to itself it takes the fastest and says why a faster one is not there", async () => {
    const report = await prepareBackend();
    const index = backendNames.indexOf(report.name);
    expect(report.skipped.map(({ name }) => name)).toEqual(backendNames.slice(0, index));
    expect(report.label).toMatch(/TensorFlow|WebAssembly|JavaScript/);
  });

  test("an unknown backend is refused", async () => {
    await expect(prepareBackend("webgl" as BackendName)).rejects.toThrowErrorMatchingInlineSnapshot(
      `[TutorialError: prepareBackend: expected one of tensorflow, wasm, cpu, got "webgl"; leave it out to take the fastest one that loads]`,
    );
  });
});

test("countTensors counts what is left behind, and only that", async () => {
  await prepareBackend();
  const { result, leaked } = await countTensors(() => [tf.ones([2]), tf.ones([3])]);
  expect(leaked).toBe(2);
  tf.dispose(result);
  expect((await countTensors(() => tf.tidy(() => void tf.ones([2])))).leaked).toBe(0);
});
