import { beforeAll, expect, test } from "vitest";
import { Parameters } from "../../../src/nn/parameters";
import { klBottleneck } from "../../../src/representation/bottleneck/klBottleneck";
import { measureChannels } from "../../../src/representation/channelStatistics";
import { frameCodec } from "../../../src/representation/frameCodec/frameCodec";
import { frameLatent } from "../../../src/representation/frameCodec/frameLatent";
import { prepareBackend } from "../../../src/tensor/backend";
import { Random } from "../../../src/tensor/random";
import { tf } from "../../../src/tensor/tf";
import { train } from "../../../src/training/train";
import { tones } from "../sounds";

beforeAll(async () => {
  await prepareBackend();
});

const small = { framesPerCode: 4, fast: 24, slow: 32, blocks: [1, 1, 1] } as const;

test("a code spans 1,024 samples, and its picture four frames", () => {
  const parameters = new Parameters(7);
  tf.tidy(() => {
    const codec = frameCodec(parameters, klBottleneck({ channels: 8 }), small);
    const h = codec.encode(tones([220, 300], 1024 * 9));
    expect(h.shape).toEqual([2, 9, 16]);
    const picture = codec.decode(codec.bottleneck.encode(h));
    expect(picture.logMagnitude.shape).toEqual([2, 36, 513]);
  });
  parameters.dispose();
});

test("it learns: a few steps on two tones, and the losses are down by a quarter", async () => {
  const parameters = new Parameters(7);
  const sound = tones([262, 392], 512 * 4);
  const codec = frameCodec(parameters, klBottleneck({ channels: 8 }), small);
  const { losses } = await train({
    parameters,
    steps: 40,
    learningRate: 3e-3,
    clip: 1,
    loss: (_, random) => ({ loss: tf.addN(Object.values(codec.losses(sound, random))) }),
  });
  expect(losses.at(-1)).toBeLessThan(0.75 * losses[0]);
  sound.dispose();
  parameters.dispose();
});

test("as a representation it has mean 0 and variance 1 once measured, and keeps the scale with its weights", () => {
  const before = tf.memory().numTensors;
  const parameters = new Parameters(7);
  const sound = tones([262, 392, 550, 880], 512 * 16);
  const latent = frameLatent(parameters);
  const raw = latent.encode(sound);
  latent.decode(raw).dispose();
  measureChannels(parameters, [raw]);
  const again = frameLatent(Parameters.from(parameters.toSafetensors()));
  tf.tidy(() => {
    const x0 = again.encode(sound);
    expect(x0.shape.slice(1)).toEqual(again.shapeFor(0.512));
    const { mean, variance } = tf.moments(x0, [0, 1]);
    expect(mean.abs().max().dataSync()[0]).toBeLessThan(1e-3);
    expect(variance.sub(1).abs().max().dataSync()[0]).toBeLessThan(1e-2);
    expect(again.decode(x0).shape).toEqual(sound.shape);
    const odd = again.encode(sound.slice([0, 0], [4, 5000]));
    expect(again.decode(odd).shape).toEqual([4, 5120]);
  });
  tf.dispose([sound, raw]);
  latent.dispose();
  again.dispose();
  expect(tf.memory().numTensors).toBe(before);
});

test("the same seed gives the same code", () => {
  const code = (): number[] => {
    const parameters = new Parameters(3);
    const values = tf.tidy(() => {
      const codec = frameCodec(parameters, klBottleneck({ channels: 4 }), small);
      const { z } = codec.bottleneck.train(codec.encode(tones([200], 4096)), new Random(5));
      return Array.from(z.dataSync());
    });
    parameters.dispose();
    return values;
  };
  expect(code()).toEqual(code());
});
