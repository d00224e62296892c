/** Every sampler of either family, where the best answer is known: data that are noise of spread 1 themselves. */
import { beforeAll, describe, expect, test } from "vitest";
import { finalSample } from "../../../src/diffusion/samplers/finalSample";
import type { Network } from "../../../src/diffusion/samplers/denoiser";
import { seededStableAudioNoise } from "../../../src/stableAudio/sampling/noise";
import { stableAudioSamplers } from "../../../src/stableAudio/sampling/samplers";
import type { StableAudioSampler } from "../../../src/stableAudio/sampling/samplers";
import { walkTheWay } from "../../../src/stableAudio/sampling/way";
import type { StableAudioWay } from "../../../src/stableAudio/sampling/way";
import type { StableAudioObjective } from "../../../src/stableAudio/dit/plan";
import { prepareBackend } from "../../../src/tensor/backend";
import { countTensors } from "../../../src/tensor/budget";
import { tf } from "../../../src/tensor/tf";

beforeAll(async () => void (await prepareBackend()));

/** E[v | x_t] = 0: on a quarter circle x_t says nothing of the direction at right angles. */
const quarterCircle: Network = (xt) => tf.zerosLike(xt);
/** E[ε − x₀ | x_t] = (2t − 1)·x_t/((1 − t)² + t²) */
const straightWay: Network = (xt, t) => xt.mul((2 * t - 1) / ((1 - t) ** 2 + t ** 2));

const networks: Readonly<Record<StableAudioObjective, Network>> = {
  v: quarterCircle,
  rectified_flow: straightWay,
  rf_denoiser: straightWay,
};

function way(objective: StableAudioObjective, options: Partial<StableAudioWay>): StableAudioWay {
  const usual = { steps: 40, guidance: 1, sigmaMin: 0.3, sigmaMax: 500, startsWithData: false };
  const [sampler] = stableAudioSamplers(objective);
  return { objective, sampler, ...usual, noise: seededStableAudioNoise(3), ...options };
}

function spreadOf(objective: StableAudioObjective, options: Partial<StableAudioWay>): number {
  const walk = walkTheWay(networks[objective], [4, 64, 16], way(objective, options));
  const x0 = finalSample(walk);
  const spread = tf.tidy(() => tf.moments(x0).variance.sqrt().dataSync()[0]);
  x0.dispose();
  return spread;
}

const pairs = (["v", "rectified_flow"] as const).flatMap((objective) =>
  stableAudioSamplers(objective).map((sampler) => [objective, sampler] as const),
);

describe("the spread of what is sampled is that of the data", () => {
  test.each(pairs)("%s by %s", async (objective, sampler) => {
    const { result, leaked } = await countTensors(() => spreadOf(objective, { sampler }));
    expect(leaked).toBe(0);
    // The last step, from σ = 0.3 or t = 0.12 to none, leaves what it cannot know out; ping-pong does so each time.
    const least = sampler === "pingpong" ? 0.5 : 0.85;
    expect(result).toBeGreaterThan(least);
    expect(result).toBeLessThan(1.1);
  });
});

test("a beginning without much noise stays near it", () => {
  const latents = tf.fill<tf.Rank.R3>([1, 64, 16], 3);
  const mean = (objective: StableAudioObjective, noiseLevel: number): number => {
    const options = way(objective, { beginning: { latents, noiseLevel }, steps: 10 });
    const [{ value: first }] = [walkTheWay(networks[objective], [2, 64, 16], options).next()];
    return tf.tidy(() => (first as { xt: tf.Tensor }).xt.mean().dataSync()[0]);
  };
  expect(mean("v", 1)).toBeCloseTo(3, 1);
  expect(mean("rf_denoiser", 0.5)).toBeCloseTo(1.5, 1);
  latents.dispose();
});

test("a name that is none lists those that are", () => {
  const sampler = "euler" as StableAudioSampler;
  const walk = walkTheWay(quarterCircle, [1, 4, 2], way("v", { sampler }));
  expect(() => walk.next()).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: StableAudio: expected for a network trained as "v" one of dpmpp-3m-sde, dpmpp-2m-sde, dpmpp-2m, k-heun, k-lms, k-dpm-2, k-dpmpp-2s-ancestral, cosine-dpmpp-2m-sde, got "euler"; leave it out for the one that the model was published with]`,
  );
});
