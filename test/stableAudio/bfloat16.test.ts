/** Stable Audio with products of half the bits: the same music to about a hundredth. */
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { loadStableAudioDit } from "../../src/stableAudio/dit/dit";
import { stableAudioDitPlan } from "../../src/stableAudio/dit/planStableAudioTools";
import { randomDitArrays } from "../../src/stableAudio/dit/randomArrays";
import { oobleck } from "../../src/stableAudio/oobleck/oobleck";
import { openStableAudio } from "../../src/stableAudio/open/open";
import { prepareBackend } from "../../src/tensor/backend";
import { countTensors } from "../../src/tensor/budget";
import type { Precision } from "../../src/tensor/precision";
import { seededNoise } from "../../src/tensor/random";
import { tf } from "../../src/tensor/tf";
import type { Rank } from "../../src/tensor/tf";
import { randomWeights, smallConfig } from "./oobleck/randomWeights";
import { openFolder, tiny } from "./open/places";

const both = ["float32", "bfloat16"] as const satisfies Precision[];

/** ‖a − b‖/‖b‖ */
function distance(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let [apart, size] = [0, 0];
  for (let i = 0; i < b.length; i++) {
    apart += (a[i] - b[i]) ** 2;
    size += b[i] ** 2;
  }
  expect(a).toHaveLength(b.length);
  return Math.sqrt(apart / size);
}

let backend: string;
beforeAll(async () => {
  backend = (await prepareBackend()).name;
});

describe("with native TensorFlow", () => {
  beforeEach(({ skip }) => skip(backend !== "tensorflow"));

  test("the network answers the same but for a hundredth, as often as it is asked", async () => {
    const sizes = { io_channels: 8, embed_dim: 128, depth: 4, num_heads: 2, cond_token_dim: 64 };
    const plan = stableAudioDitPlan({ type: "dit", config: sizes });
    const { result, leaked } = await countTensors(() =>
      both.map((precision) => {
        const network = loadStableAudioDit(randomDitArrays(plan, 7), plan, { precision });
        const crossAttention = seededNoise<Rank.R3>([1, 10, 64], 1);
        const told = network.prepare({ crossAttention });
        const xt = seededNoise<Rank.R3>([1, 32, 8], 2);
        const answers = [0, 1].map(() =>
          tf.tidy(() => told.guided({ scale: 3 })(xt, 0.7).dataSync().slice()),
        );
        expect(answers[0]).toEqual(answers[1]);
        told.dispose();
        network.dispose();
        tf.dispose([crossAttention, xt]);
        return answers[0];
      }),
    );
    expect(leaked).toBe(0);
    const apart = distance(result[1], result[0]);
    expect(apart).toBeLessThan(0.03);
    expect(apart).toBeGreaterThan(1e-4); // it is another way to compute
  });

  test("the autoencoder too, both ways, and to the bit whatever the chunks", async () => {
    const { result, leaked } = await countTensors(() =>
      both.map((precision) => {
        const vae = oobleck(smallConfig(), randomWeights(smallConfig()), { precision });
        const z = seededNoise<Rank.R3>([1, 37, 4], 5);
        const audio = seededNoise<Rank.R3>([1, 240, 2], 1);
        const waves = [3, 1000].map((frames) =>
          [...vae.decodeInChunks(z, { frames })].flatMap(({ waveform }) => {
            const values = [...waveform.dataSync()];
            waveform.dispose();
            return values;
          }),
        );
        expect(waves[0]).toEqual(waves[1]);
        const latents = tf.tidy(() => vae.encode(audio).dataSync().slice());
        vae.dispose();
        tf.dispose([z, audio]);
        return { wave: waves[0], latents };
      }),
    );
    expect(leaked).toBe(0);
    const [full, half] = result;
    for (const part of ["wave", "latents"] as const) {
      const apart = distance(half[part], full[part]);
      expect(apart).toBeLessThan(0.05);
      expect(apart).toBeGreaterThan(1e-4);
    }
  });

  test.each([tiny, openFolder])("a folder is opened for it: %s", async (folder) => {
    const { result, leaked } = await countTensors(async () => {
      const waves: Float32Array[] = [];
      for (const precision of both) {
        const model = await openStableAudio(folder, { precision });
        const options = { steps: 3, seconds: 1, normalise: false };
        const pieces: Float32Array[] = [];
        for (let again = 0; again < 2; again++) {
          const { clips } = await model.generate("a drum loop", options);
          pieces.push(clips[0].channels[0]);
        }
        expect(pieces[0]).toEqual(pieces[1]);
        waves.push(pieces[0]);
        model.dispose();
      }
      return waves;
    });
    expect(leaked).toBe(0);
    const apart = distance(result[1], result[0]);
    expect(apart).toBeLessThan(0.05);
    expect(apart).toBeGreaterThan(1e-4);
  });
});

test("a precision that is none is refused before anything is read", async () => {
  const precision = "float16" as Precision;
  await expect(openStableAudio(tiny, { precision })).rejects.toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: openStableAudio: expected a precision: float32 or bfloat16, got float16; leave it out for float32]`,
  );
  expect(() => oobleck(smallConfig(), randomWeights(smallConfig()), { precision })).toThrow(
    "expected a precision",
  );
});
