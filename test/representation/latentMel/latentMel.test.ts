import { beforeAll, expect, test } from "vitest";
import { Parameters } from "../../../src/nn/parameters";
import { measureChannels } from "../../../src/representation/channelStatistics";
import { frameLogMel } from "../../../src/representation/frames/frameSpectrum";
import { openLatentMel } from "../../../src/representation/latentMel/latentMel";
import { melAutoencoder } from "../../../src/representation/latentMel/melAutoencoder";
import { imageOfLogMel } from "../../../src/representation/logMelScale";
import type { Vocoder } from "../../../src/representation/vocoder/vocoder";
import { prepareBackend } from "../../../src/tensor/backend";
import { countTensors } from "../../../src/tensor/budget";
import { Random } from "../../../src/tensor/random";
import { tf } from "../../../src/tensor/tf";
import { train } from "../../../src/training/train";
import { tones } from "../sounds";

beforeAll(async () => {
  await prepareBackend();
});

const small = { patch: 4, channels: 3, width: 16, encoderBlocks: 1, decoderBlocks: 1 } as const;
const mute: Vocoder = {
  name: "mute",
  decode: (logMel) => tf.zeros([logMel.shape[0], 256 * logMel.shape[1]]),
  dispose: () => undefined,
};

test("as shipped it has fewer than a million weights, and a sixteenth of the pixels, eight numbers each", () => {
  const parameters = new Parameters(7);
  const latentMel = openLatentMel(parameters, mute);
  tf.tidy(() => {
    const x0 = latentMel.encode(tones([220], 16384));
    expect(x0.shape).toEqual([1, 16, 20, 8]);
    expect(x0.shape.slice(1)).toEqual(latentMel.shapeFor(1.024));
    expect(latentMel.decode(x0).shape).toEqual([1, 16384]);
  });
  expect(latentMel.shapeFor(4.096)).toEqual([64, 20, 8]);
  expect(parameters.count()).toBeLessThan(1e6);
  latentMel.dispose();
});

test("once measured, each channel has mean 0 and variance 1; odd lengths fill a pixel; nothing is left behind", async () => {
  const { leaked } = await countTensors(() => {
    const parameters = new Parameters(7);
    const sound = tf.tidy(() => tones([262, 392, 550], 1024 * 12));
    const raw = openLatentMel(parameters, mute, small).encode(sound);
    measureChannels(parameters, [raw]);
    const latentMel = openLatentMel(parameters, mute, small);
    tf.tidy(() => {
      const { mean, variance } = tf.moments(latentMel.encode(sound), [0, 1, 2]);
      expect(mean.abs().max().dataSync()[0]).toBeLessThan(1e-3);
      expect(variance.sub(1).abs().max().dataSync()[0]).toBeLessThan(1e-2);
      const odd = latentMel.encode(sound.slice([0, 0], [3, 5000]));
      expect(odd.shape).toEqual([3, ...latentMel.shapeFor(5000 / 16000)]);
      expect(latentMel.decode(odd).shape).toEqual([3, 5120]);
    });
    tf.dispose([sound, raw]);
    latentMel.dispose();
  });
  expect(leaked).toBe(0);
});

test("it learns: a few steps on two tones, and the picture is nearer", async () => {
  const parameters = new Parameters(7);
  const image = tf.tidy(() => imageOfLogMel(frameLogMel(tones([262, 392], 256 * 8))));
  const autoencoder = melAutoencoder(parameters, small);
  const { losses } = await train({
    parameters,
    steps: 30,
    learningRate: 3e-3,
    clip: 1,
    loss: (_, random) => ({ loss: tf.addN(Object.values(autoencoder.losses(image, random))) }),
  });
  expect(losses.at(-1)).toBeLessThan(0.7 * losses[0]);
  image.dispose();
  parameters.dispose();
});

test("the losses by name: a picture that is off by one shade all over has no wrong edges", () => {
  const parameters = new Parameters(7);
  tf.tidy(() => {
    const autoencoder = melAutoencoder(parameters, small);
    const image = tf.zeros<tf.Rank.R4>([1, 8, 80, 1]);
    autoencoder.decode(autoencoder.encode(image));
    for (const name of ["decoder.out.weight", "decoder.out.bias"]) {
      const weight = parameters.values()[name];
      weight.assign(name.endsWith("bias") ? tf.fill(weight.shape, 0.5) : tf.zerosLike(weight));
    }
    const losses = autoencoder.losses(image, new Random(7));
    expect(Object.keys(losses)).toEqual(["logMelL1", "edges", "kl"]);
    expect(losses.logMelL1.dataSync()[0]).toBeCloseTo(0.5 * 1.6, 4);
    expect(losses.edges.dataSync()[0]).toBe(0);
  });
  parameters.dispose();
});

test("a latent of another shape is refused", () => {
  const latentMel = openLatentMel(new Parameters(7), mute, small);
  expect(() =>
    tf.tidy(() => latentMel.decode(tf.zeros([1, 64, 20, 8]))),
  ).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: decode of "latent-mel": expected [B, h, 20, 3], got [1, 64, 20, 8]; pass what encode gave, or noise of the shape [B, ...shapeFor(seconds)]]`,
  );
  latentMel.dispose();
});
