import { beforeAll, expect, test } from "vitest";
import { Parameters } from "../../../src/nn/parameters";
import { klBottleneck } from "../../../src/representation/bottleneck/klBottleneck";
import { measureChannels } from "../../../src/representation/channelStatistics";
import { dacLatent } from "../../../src/representation/waveCodec/dacLatent";
import { residualUnit } from "../../../src/representation/waveCodec/residualUnit";
import { waveCodec } from "../../../src/representation/waveCodec/waveCodec";
import {
  samplesPerFrame,
  waveCodecSizes,
} from "../../../src/representation/waveCodec/waveNetworks";
import { prepareBackend } from "../../../src/tensor/backend";
import { countTensors } from "../../../src/tensor/budget";
import { Random, seededNoise } from "../../../src/tensor/random";
import { tf } from "../../../src/tensor/tf";
import type { Rank } from "../../../src/tensor/tf";
import { train } from "../../../src/training/train";
import { gradientError } from "../../nn/gradients";
import { tones } from "../sounds";

beforeAll(async () => {
  await prepareBackend();
});

const small = { strides: [8, 4, 2], encoder: [8, 12, 16], decoder: [16, 12, 8] } as const;
const smallCodec = (parameters: Parameters) =>
  waveCodec(parameters, klBottleneck({ channels: 6 }), small);

test("a frame of the shipped codec spans 512 samples, and it has at most 4 million weights", () => {
  expect(samplesPerFrame(waveCodecSizes)).toBe(512);
  const parameters = new Parameters(7);
  const latent = dacLatent(parameters);
  tf.tidy(() => {
    const x0 = latent.encode(tf.zeros([1, 5000]));
    expect(x0.shape).toEqual([1, 10, 32]);
    expect(latent.decode(x0).shape).toEqual([1, 5120]);
  });
  expect(latent.shapeFor(4.096)).toEqual([128, 32]);
  expect(parameters.count()).toBeLessThan(4e6);
  latent.dispose();
});

test("silence in, silence out, to the last bit, and nothing is left behind", async () => {
  const parameters = new Parameters(7);
  const codec = smallCodec(parameters);
  const once = (): number =>
    tf.tidy(() => {
      const h = codec.encode(tf.zeros([2, 64 * 5]));
      return codec.decode(codec.bottleneck.encode(h)).abs().max().dataSync()[0];
    });
  once();
  const { result, leaked } = await countTensors(once);
  expect(result).toBe(0);
  expect(leaked).toBe(0);
  parameters.dispose();
});

test("it is convolutional: what lies further away than its layers reach changes nothing", () => {
  const parameters = new Parameters(7);
  const codec = smallCodec(parameters);
  tf.tidy(() => {
    const sound = tones([300], 64 * 96);
    const later = tf.concat([tf.zeros([1, 64 * 40]), sound.slice([0, 64 * 40], [1, -1])], 1);
    const codes = [sound, later].map((one) => codec.encode(one as tf.Tensor2D));
    const apart = (from: number): number => {
      const [a, b] = codes.map((one) => one.slice([0, from, 0], [1, 16, -1]));
      return a.sub(b).abs().max().dataSync()[0];
    };
    expect(apart(20)).toBeGreaterThan(1e-2);
    expect(apart(80)).toBeLessThan(1e-6);
  });
  parameters.dispose();
});

test("gradients of a residual unit agree with differences", () => {
  const parameters = new Parameters(7);
  const x = seededNoise<Rank.R3>([2, 11, 3], 1);
  const loss = (): tf.Scalar => residualUnit(parameters, "unit", x, 3).square().mean();
  expect(gradientError(parameters, loss)).toBeLessThan(2e-2);
  x.dispose();
  parameters.dispose();
});

test("it learns: a few steps on three tones, and the losses are down by a third", async () => {
  const parameters = new Parameters(7);
  const sound = tones([262, 392, 523], 64 * 32);
  const codec = smallCodec(parameters);
  const { losses } = await train({
    parameters,
    steps: 40,
    learningRate: 3e-3,
    clip: 1,
    loss: (_, random) => ({
      loss: tf.addN(Object.values(codec.attempt(sound, random).losses)),
    }),
  });
  expect(losses.at(-1)).toBeLessThan(0.67 * losses[0]);
  sound.dispose();
  parameters.dispose();
});

test("the scale of its channels is measured once and travels with the weights", () => {
  const parameters = new Parameters(7);
  const latent = dacLatent(parameters);
  const sound = tones([262, 392, 550, 880], 512 * 12);
  const raw = latent.encode(sound);
  latent.decode(raw).dispose();
  measureChannels(parameters, [raw]);
  const again = dacLatent(Parameters.from(parameters.toSafetensors()));
  tf.tidy(() => {
    const { mean, variance } = tf.moments(again.encode(sound), [0, 1]);
    expect(mean.abs().max().dataSync()[0]).toBeLessThan(1e-3);
    expect(variance.sub(1).abs().max().dataSync()[0]).toBeLessThan(1e-2);
  });
  tf.dispose([sound, raw]);
  latent.dispose();
  again.dispose();
});

test("the same seed gives the same code", () => {
  const code = (): number[] => {
    const parameters = new Parameters(3);
    const values = tf.tidy(() => {
      const codec = smallCodec(parameters);
      const { z } = codec.bottleneck.train(codec.encode(tones([200], 1024)), new Random(5));
      return Array.from(z.dataSync());
    });
    parameters.dispose();
    return values;
  };
  expect(code()).toEqual(code());
});

test("it says what it cannot take", () => {
  const parameters = new Parameters(7);
  const codec = smallCodec(parameters);
  expect(() => codec.encode(tf.zeros([1, 100]))).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: waveCodec: expected waveforms [B, S] of whole frames, S a multiple of 64, got [1, 100]; add zeros at the end: wholeFrames(waveform, frame)]`,
  );
  expect(() =>
    waveCodec(parameters, klBottleneck({ channels: 6 }), { ...small, encoder: [8] }).encode(
      tf.zeros([1, 512]),
    ),
  ).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: waveCodec: expected even strides, and as many encoder and decoder channels as strides, got strides 8·4·2, encoder 8, decoder 16, 12, 8; pass e.g. {strides: [128, 4], encoder: [192, 256], decoder: [320, 192]}]`,
  );
  const latent = dacLatent(new Parameters(7));
  expect(() => latent.decode(tf.zeros([1, 8, 16]))).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: decode of "dac-latent": expected [B, T, 32], got [1, 8, 16]; pass what encode gave, or noise of the shape [B, ...shapeFor(seconds)]]`,
  );
  latent.dispose();
  parameters.dispose();
});
