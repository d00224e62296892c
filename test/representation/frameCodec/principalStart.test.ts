import { beforeAll, expect, test } from "vitest";
import { openClipPool } from "../../../src/corpus/clipPool";
import { Parameters } from "../../../src/nn/parameters";
import { frameLatentCodec } from "../../../src/representation/frameCodec/frameLatent";
import { beginWithComponents } from "../../../src/representation/frameCodec/principalStart";
import { frameLogMel } from "../../../src/representation/frames/frameSpectrum";
import { prepareBackend } from "../../../src/tensor/backend";
import { tf } from "../../../src/tensor/tf";
import type { Tensor2D, Tensor3D } from "../../../src/tensor/tf";

beforeAll(async () => {
  await prepareBackend();
});

test("before any training the bands come back as well as 64 principal components can", async () => {
  const pool = await openClipPool({ split: "train", count: 12 });
  const waveformAt = (index: number): Tensor2D =>
    tf.tensor2d(pool.samplesAt(index), [1, pool.samples]);
  function* logMels(): Iterable<Tensor3D> {
    for (let index = 0; index < 12; index++) {
      const logMel = tf.tidy(() => frameLogMel(waveformAt(index)));
      yield logMel;
      logMel.dispose();
    }
  }
  const parameters = new Parameters(7);
  const codec = frameLatentCodec(parameters);
  tf.tidy(() => void codec.decode(codec.bottleneck.encode(codec.encode(tf.zeros([1, 4096])))));
  const before = tf.memory().numTensors;
  beginWithComponents(parameters, logMels());
  expect(tf.memory().numTensors).toBe(before);
  tf.tidy(() => {
    const waveform = tf.concat(Array.from({ length: 12 }, (_, i) => waveformAt(i)));
    const z = codec.bottleneck.encode(codec.encode(waveform));
    // Each channel has variance 1 over what the components were taken from, and 2C = 128 numbers are said of each.
    const { mean, variance } = tf.moments(z, [0, 1]);
    expect(mean.abs().max().dataSync()[0]).toBeLessThan(0.01);
    expect(variance.sub(1).abs().max().dataSync()[0]).toBeLessThan(0.01);
    const { logMel } = codec.decode(z);
    const wanted = frameLogMel(waveform);
    const missed = logMel.sub(wanted).abs().mean().dataSync()[0];
    expect(missed).toBeLessThan(0.25);
    expect(missed).toBeLessThan(
      0.25 *
        wanted
          .sub(wanted.mean([0, 1]))
          .abs()
          .mean()
          .dataSync()[0],
    );
  });
  parameters.dispose();
});
