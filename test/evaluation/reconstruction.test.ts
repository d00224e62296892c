import { beforeAll, expect, test } from "vitest";
import { logMelDistance } from "../../src/evaluation/logMelDistance";
import { siSnr } from "../../src/evaluation/siSnr";
import { spectralConvergence } from "../../src/evaluation/spectralConvergence";
import { prepareBackend } from "../../src/tensor/backend";
import { countTensors } from "../../src/tensor/budget";
import { seededNoise } from "../../src/tensor/random";
import { tf } from "../../src/tensor/tf";
import type { Tensor2D } from "../../src/tensor/tf";

beforeAll(async () => void (await prepareBackend()));

const original = (): Tensor2D => seededNoise<tf.Rank.R2>([2, 16000], 1).mul(0.1);

test("the same sound is at distance 0, 140 dB; measuring leaves no tensor", async () => {
  const x = original();
  const { result, leaked } = await countTensors(() => ({
    mel: logMelDistance(x, x),
    spectral: spectralConvergence(x, x),
    snr: siSnr(x, x),
  }));
  expect(result).toEqual({ mel: [0, 0], spectral: [0, 0], snr: [140, 140] });
  expect(leaked).toBe(0);
});

test("each clip has its own number", () => {
  tf.tidy(() => {
    const x = original();
    const gains = tf.tensor2d([[0.5], [2]]);
    const y = x.mul<Tensor2D>(gains);
    const [softer, louder] = spectralConvergence(x, y);
    expect(softer).toBeCloseTo(0.5, 4);
    expect(louder).toBeCloseTo(1, 4);
    // The floor of 0.1 takes a little off ln 2.
    for (const apart of logMelDistance(x, y)) {
      expect(apart).toBeGreaterThan(0.62);
      expect(apart).toBeLessThan(Math.LN2);
    }
    expect(Math.min(...siSnr(x, y))).toBeGreaterThan(120);
  });
});

test("silence is all of the spectrum away, and what is below the floor does not count", () => {
  tf.tidy(() => {
    const x = original();
    expect(spectralConvergence(x, tf.zerosLike(x))[0]).toBeCloseTo(1, 5);
    expect(spectralConvergence(tf.zerosLike(x), x)[0]).toBeNaN();
    expect(logMelDistance(x.mul(1e-5), tf.zerosLike(x))[0]).toBeLessThan(0.01);
    expect(siSnr(x, tf.zerosLike(x))[0]).toBe(-140);
  });
});

test("noise of a tenth of the size is 20 dB under the signal, at any volume and offset", () => {
  tf.tidy(() => {
    const x = original();
    const noise = seededNoise<tf.Rank.R2>([2, 16000], 2).mul<Tensor2D>(0.01);
    for (const decibels of siSnr(x, x.add(noise).mul<Tensor2D>(3).add(0.2))) {
      expect(Math.abs(decibels - 20)).toBeLessThan(0.3);
    }
  });
});

test("errors", () => {
  const x = original();
  const short = tf.zeros<tf.Rank.R2>([2, 100]);
  expect(() => logMelDistance(x, short)).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: logMelDistance: expected two batches of waveforms of the same shape, [B, S], got [2, 16000] and [2, 100]; crop what was decoded to the original: decoded.slice([0, 0], original.shape)]`,
  );
  expect(() => siSnr(tf.zerosLike(x), x)).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: siSnr: expected original clips with some sound, got clip 0 without any; leave silent clips out: there is no signal to hold noise against]`,
  );
});
