import { beforeAll, describe, expect, test } from "vitest";
import { multiResolutionStft, sumDifferenceStft } from "../../src/audio/multiResolutionStft";
import { stftLoss } from "../../src/audio/stftLoss";
import { prepareBackend } from "../../src/tensor/backend";
import { countTensors } from "../../src/tensor/budget";
import { tf } from "../../src/tensor/tf";
import type { Tensor2D, Tensor3D } from "../../src/tensor/tf";
import { largestDifference, noise, onEachBackend } from "./sound";

beforeAll(async () => void (await prepareBackend()));

const length = 2048;
const waveform = (seed: number, batch = 2): Tensor2D =>
  tf.tensor2d(noise(batch * length, seed), [batch, length]);
const number = (scalar: tf.Scalar): number => scalar.dataSync()[0];

test("half the volume: half the spectrum is missing, ln 2 of each bin", () => {
  tf.tidy(() => {
    const y = waveform(1);
    const found = stftLoss(y.mul(0.5), y, { fftSize: 256, linearMagnitude: 0.1 });
    expect(number(found.spectralConvergence)).toBeCloseTo(0.5, 5);
    expect(number(found.logMagnitude)).toBeCloseTo(Math.LN2, 3);
    const parts = 0.5 + Math.LN2 + 0.1 * number(found.linearMagnitude);
    expect(number(found.loss)).toBeCloseTo(parts, 3);
    const mel = stftLoss(y.mul(0.5), y, { fftSize: 256, mel: { sampleRate: 16000, bands: 20 } });
    expect(number(mel.spectralConvergence)).toBeCloseTo(0.5, 5);
    expect(number(mel.logMagnitude)).toBeCloseTo(Math.LN2, 4);
    expect(number(mel.linearMagnitude)).toBe(0);
  });
});

test("several resolutions are their mean", () => {
  tf.tidy(() => {
    const [x, y] = [waveform(1), waveform(2)];
    const resolutions = [{ fftSize: 512 }, { fftSize: 128, hop: 50, windowLength: 100 }];
    const each = resolutions.map((one) => number(stftLoss(x, y, one).loss));
    const both = number(multiResolutionStft(x, y, { resolutions }).loss);
    expect(both).toBeCloseTo((each[0] + each[1]) / 2, 6);
  });
});

test("of stereo that differs at the sides only, the difference tells", () => {
  tf.tidy(() => {
    const [middle, side] = [waveform(1), waveform(2)];
    const stereo = (width: number): Tensor3D =>
      tf.stack([middle.add(side.mul(width)), middle.sub(side.mul(width))], 2) as Tensor3D;
    const options = { resolutions: [{ fftSize: 256 }] };
    const { loss, sum, difference } = sumDifferenceStft(stereo(0.5), stereo(1), options);
    expect(number(sum)).toBeLessThan(1e-4);
    expect(number(difference)).toBeCloseTo(0.5 + Math.LN2, 3);
    expect(number(loss)).toBeCloseTo((number(sum) + number(difference)) / 2, 6);
  });
});

describe.each([
  ["bins", {}],
  ["mel bands", { mel: { sampleRate: 16000, bands: 12 }, linearMagnitude: 0.2 }],
  ["the weighted ear", { aWeighting: 16000, linearMagnitude: 0.2 }],
])("the gradient through %s", (_, options) => {
  const resolutions = [{ fftSize: 1024 }, { fftSize: 256, hop: 60, windowLength: 200 }];
  const lossOf =
    (y: Tensor2D, weights = {}) =>
    (x: Tensor2D): tf.Scalar =>
      multiResolutionStft(x, y, { ...options, ...weights, resolutions }).loss;

  /** The slope along a direction by the gradient, over what a small step there and back finds. */
  function slopeRatio(loss: (x: Tensor2D) => tf.Scalar, x: Tensor2D, along: Tensor2D): number {
    const step = 0.01;
    const [ahead, behind] = [x.add(along.mul(step)), x.sub(along.mul(step))] as Tensor2D[];
    const slope = number(
      tf
        .grad((one) => loss(one as Tensor2D))(x)
        .mul(along)
        .sum(),
    );
    return (slope * 2 * step) / (number(loss(ahead)) - number(loss(behind)));
  }

  test("is the slope, and the same on every backend", async () => {
    const results = await onEachBackend(() =>
      tf.tidy(() => {
        const [x, y, any] = [waveform(1, 1).mul<Tensor2D>(2), waveform(2, 1), waveform(3, 1)];
        // The logarithm of a bin that is nearly empty bends sharply, except along the volume.
        expect(slopeRatio(lossOf(y), x, x)).toBeCloseTo(1, 1);
        const smooth = lossOf(y, { logMagnitude: 0, linearMagnitude: 0 });
        expect(slopeRatio(smooth, x, any)).toBeCloseTo(1, 1);
        const { value, grad } = tf.valueAndGrad((one) => lossOf(y)(one as Tensor2D))(x);
        return [grad.dataSync<"float32">(), value.dataSync<"float32">()];
      }),
    );
    const [first, ...others] = [...results.values()];
    const scale = Math.max(...first[0].map(Math.abs));
    // Bins that are nearly empty have a steep slope, and the last digits say where to.
    for (const [grad, value] of others) {
      expect(largestDifference(grad, first[0]) / scale).toBeLessThan(0.02);
      expect(largestDifference(value, first[1])).toBeLessThan(2e-5);
    }
  });

  test("is finite where both are the same, and where both are silent", () => {
    tf.tidy(() => {
      for (const y of [waveform(2, 1), tf.zeros<tf.Rank.R2>([1, length])]) {
        const { value, grad } = tf.valueAndGrad((one) => lossOf(y)(one as Tensor2D))(y.clone());
        expect(number(value)).toBeCloseTo(0, 5);
        expect(grad.dataSync<"float32">().every(Number.isFinite)).toBe(true);
      }
    });
  });
});

test("a hundred steps towards a sound come near it and leave no tensor", async () => {
  const { leaked } = await countTensors(() => {
    const y = waveform(2, 1);
    const x = tf.tidy(() => tf.variable(waveform(1, 1)));
    const options = { resolutions: [{ fftSize: 256 }, { fftSize: 64 }] };
    const loss = () => multiResolutionStft(x, y, options).loss;
    const read = () => tf.tidy(() => number(loss()));
    const before = read();
    const adam = tf.train.adam(0.02);
    for (let step = 0; step < 100; step++) {
      adam.minimize(loss);
    }
    const after = read();
    expect(after).toBeLessThan(0.6 * before);
    adam.dispose();
    tf.dispose([x, y]);
  });
  expect(leaked).toBe(0);
});

test("errors name the shapes and the empty bands", () => {
  const [x, y] = [waveform(1), waveform(1, 1)];
  expect(() => multiResolutionStft(x, y)).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: stftLoss: expected two batches of waveforms of the same shape, [B, S], got [2, 2048] and [1, 2048]; crop the longer one: x.slice([0, 0], y.shape)]`,
  );
  expect(() => multiResolutionStft(x, x, { resolutions: [] })).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: multiResolutionStft: expected at least one resolution, got an empty list; pass for example {resolutions: [{fftSize: 1024}, {fftSize: 512}]}]`,
  );
  expect(() =>
    stftLoss(x, x, { fftSize: 64, mel: { sampleRate: 16000, bands: 80 } }),
  ).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: stftLoss: expected mel bands that each hold a bin, or their logarithm has no end, got 32 of 80 bands between the bins of fftSize 64; take fewer bands or a larger fftSize]`,
  );
  expect(() =>
    sumDifferenceStft(tf.zeros([1, length, 1]), tf.zeros([1, length, 1])),
  ).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: sumDifferenceStft: expected stereo waveforms, [B, S, 2], got [1, 2048, 1] and [1, 2048, 1]; use multiResolutionStft for one channel]`,
  );
});
