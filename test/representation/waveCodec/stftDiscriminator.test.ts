import { beforeAll, expect, test } from "vitest";
import { Parameters } from "../../../src/nn/parameters";
import {
  discriminatorLoss,
  generatorLosses,
} from "../../../src/representation/waveCodec/adversarialLosses";
import { waveLosses } from "../../../src/representation/waveCodec/losses";
import { stftDiscriminator } from "../../../src/representation/waveCodec/stftDiscriminator";
import type { Verdict } from "../../../src/representation/waveCodec/stftDiscriminator";
import { prepareBackend } from "../../../src/tensor/backend";
import { seededNoise } from "../../../src/tensor/random";
import { tf } from "../../../src/tensor/tf";
import type { Rank, Tensor2D } from "../../../src/tensor/tf";
import { train } from "../../../src/training/train";
import { tones } from "../sounds";

beforeAll(async () => {
  await prepareBackend();
});

const small = { fftSizes: [64, 128], channels: [4, 6] } as const;

test("each judge sees all frames, and a sixteenth of the bins after two strides", () => {
  const parameters = new Parameters(7);
  tf.tidy(() => {
    const verdicts = stftDiscriminator(parameters, tf.zeros([2, 4096]));
    const shapes = verdicts.map(({ logits }) => logits.shape);
    expect(shapes).toEqual([
      [2, 65, 9, 1],
      [2, 33, 17, 1],
      [2, 17, 33, 1],
    ]);
    expect(verdicts[0].features.map((one) => one.shape[3])).toEqual([12, 24, 32]);
  });
  expect(parameters.count()).toBeLessThan(6e4);
  parameters.dispose();
});

test("a judge learns to tell tones from noise", async () => {
  const judges = new Parameters(7);
  const real = tones([262, 392], 2048);
  const fake = tf.tidy(() => seededNoise<Rank.R2>([2, 2048], 1).mul<Tensor2D>(0.1));
  const { losses } = await train({
    parameters: judges,
    steps: 60,
    learningRate: 3e-3,
    loss: () => {
      const [x, y] = [real, fake].map((one) => stftDiscriminator(judges, one, small));
      return { loss: discriminatorLoss(x, y) };
    },
  });
  expect(losses.at(-1)).toBeLessThan(0.5 * losses[0]);
  tf.tidy(() => {
    const [x, y] = [real, fake].map((one) => stftDiscriminator(judges, one, small));
    expect(generatorLosses(x, x).featureMatching.dataSync()[0]).toBe(0);
    const noise = generatorLosses(x, y);
    expect(noise.featureMatching.dataSync()[0]).toBeGreaterThan(0.1);
    // Noise is taken for noise: the decoder that made it has much to lose.
    expect(noise.adversarial.dataSync()[0]).toBeGreaterThan(0.3);
  });
  tf.dispose([real, fake]);
  judges.dispose();
});

test("the hinge lets a judge rest who is sure", () => {
  tf.tidy(() => {
    const verdict = (logit: number): Verdict[] => [
      { logits: tf.fill<Rank.R4>([1, 2, 2, 1], logit), features: [] },
    ];
    expect(discriminatorLoss(verdict(2), verdict(-3)).dataSync()[0]).toBe(0);
    expect(discriminatorLoss(verdict(0), verdict(0)).dataSync()[0]).toBe(2);
    expect(discriminatorLoss(verdict(-1), verdict(-3)).dataSync()[0]).toBe(2);
  });
});

test("the losses of a sound against itself are 0, and half as loud costs what the formulas say", () => {
  tf.tidy(() => {
    const sound = tones([262, 392], 256 * 16);
    for (const loss of Object.values(waveLosses(sound, sound))) {
      expect(loss.dataSync()[0]).toBeLessThan(1e-3);
    }
    const half = waveLosses(sound.mul(0.5), sound);
    expect(half.waveform.dataSync()[0]).toBeCloseTo(0.25, 4);
    expect(half.convergence.dataSync()[0]).toBeCloseTo(0.5, 3);
  });
});

test("the waveform alone hears the phase", () => {
  tf.tidy(() => {
    const sound = tones([262], 256 * 16);
    const turned = waveLosses(sound.neg<Tensor2D>(), sound);
    expect(turned.waveform.dataSync()[0]).toBeCloseTo(4, 3);
    expect(turned.logMel.dataSync()[0]).toBeLessThan(1e-3);
  });
});
