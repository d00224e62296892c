import { beforeAll, expect, test } from "vitest";
import { Parameters } from "../../../src/nn/parameters";
import { klBottleneck } from "../../../src/representation/bottleneck/klBottleneck";
import {
  beginWithLappedTransform,
  lappedWave,
} from "../../../src/representation/waveCodec/lappedStart";
import { waveCodec } from "../../../src/representation/waveCodec/waveCodec";
import { prepareBackend } from "../../../src/tensor/backend";
import { seededNoise } from "../../../src/tensor/random";
import { tf } from "../../../src/tensor/tf";
import type { Rank, Tensor2D } from "../../../src/tensor/tf";

beforeAll(async () => void (await prepareBackend()));

const dot = (a: Float32Array, b: Float32Array, shift = 0): number => {
  let sum = 0;
  for (let n = shift; n < a.length; n++) sum += a[n] * b[n - shift];
  return sum;
};

test("the waves are orthonormal, and so are those of neighbouring windows", () => {
  const waves = Array.from({ length: 8 }, (_, k) => lappedWave(8, k));
  for (let j = 0; j < 8; j++) {
    for (let k = 0; k < 8; k++) {
      expect(dot(waves[j], waves[k])).toBeCloseTo(j === k ? 1 : 0, 6);
      expect(dot(waves[j], waves[k], 8)).toBeCloseTo(0, 6);
    }
  }
});

test("first and last layer of a codec become analysis and synthesis of any sound", () => {
  const sizes = { strides: [16, 2], encoder: [20, 8], decoder: [8, 20] };
  const parameters = new Parameters(7);
  const codec = waveCodec(parameters, klBottleneck({ channels: 4 }), sizes);
  tf.tidy(() => void codec.decode(codec.bottleneck.encode(codec.encode(tf.zeros([1, 64])))));
  const before = parameters.values()["encoder.in.weight"].clone();
  const tensors = tf.memory().numTensors;
  beginWithLappedTransform(parameters);
  expect(tf.memory().numTensors).toBe(tensors);
  tf.tidy(() => {
    const { "encoder.in.weight": first, "decoder.out.weight": last } = parameters.values();
    // Channels beyond the waves are still random, in the decoder ten times as quiet.
    const beyond = (x: tf.Tensor): tf.Tensor => x.slice([0, 0, 16], [-1, -1, -1]);
    expect(beyond(first).sub(beyond(before)).abs().max().dataSync()[0]).toBe(0);
    const analysis = first.slice([0, 0, 0], [-1, -1, 16]).reshape<Tensor2D>([32, 16]);
    const synthesis = last.slice([0, 0, 0], [-1, 16, -1]).reshape<Tensor2D>([32, 16]);
    const sound = seededNoise<Rank.R2>([1, 160], 3);
    const windows = tf.stack(
      Array.from({ length: 9 }, (_, i) => sound.slice([0, 16 * i], [1, 32]).reshape([32])),
    ) as Tensor2D;
    const frames = tf.matMul(tf.matMul(windows, analysis), synthesis, false, true);
    const head = frames.slice([1, 0], [8, 16]).flatten();
    const tail = frames.slice([0, 16], [8, 16]).flatten();
    const missed = head.add(tail).sub(sound.flatten().slice(16, 128)).abs().max().dataSync()[0];
    expect(missed).toBeLessThan(1e-5);
  });
  before.dispose();
  parameters.dispose();
});
