import { beforeAll, expect, test } from "vitest";
import { magnitude } from "../../../src/audio/magnitude";
import {
  frameLogMel,
  frameSpectrum,
  sizeOfLog,
} from "../../../src/representation/frames/frameSpectrum";
import { magnitudesOfMel } from "../../../src/representation/vocoder/melInversion";
import { prepareBackend } from "../../../src/tensor/backend";
import { countTensors } from "../../../src/tensor/budget";
import { tf } from "../../../src/tensor/tf";
import type { Tensor3D } from "../../../src/tensor/tf";
import { melFilterBank } from "../../../src/audio/melFilterBank";
import { tones } from "../sounds";

beforeAll(async () => {
  await prepareBackend();
});

/** The filters' own arithmetic, by plain loops. */
function melOf(sizes: Float32Array): number[] {
  const range = { minimum: 30, maximum: 8000 };
  const kind = { scale: "htk", norm: "none" } as const;
  const bank = melFilterBank({ sampleRate: 16000, fftSize: 1024, bands: 80, ...range, ...kind });
  return Array.from({ length: 80 }, (_, band) =>
    sizes.reduce((sum, size, bin) => sum + size * bank.weights[band * 513 + bin], 0),
  );
}

test("the magnitudes found have the mel that was asked for, and none is negative", () => {
  const { sizes, wanted } = tf.tidy(() => {
    const mel = sizeOfLog(frameLogMel(tones([262, 523], 256 * 8)));
    const found = magnitudesOfMel(mel);
    expect(found.shape).toEqual([2, 8, 513]);
    return {
      sizes: found.slice([1, 5, 0], [1, 1, 513]).dataSync<"float32">().slice(),
      wanted: Array.from(mel.slice([1, 5, 0], [1, 1, 80]).dataSync()),
    };
  });
  expect(Math.min(...sizes)).toBeGreaterThanOrEqual(0);
  const loudest = Math.max(...wanted);
  melOf(sizes).forEach((found, band) => {
    expect(Math.abs(found - wanted[band])).toBeLessThan(0.01 * loudest);
  });
});

test("it comes nearer the true magnitudes than spreading each band over its bins", () => {
  const errorOf = (iterations: number): number =>
    tf.tidy(() => {
      const sound = tones([440], 256 * 16);
      const truth = magnitude(frameSpectrum(sound));
      const found = magnitudesOfMel(sizeOfLog(frameLogMel(sound)), iterations);
      return found.sub(truth).norm().div(truth.norm()).dataSync()[0];
    });
  expect(errorOf(100)).toBeLessThan(0.8 * errorOf(0));
});

test("silence has no magnitudes, and nothing is left behind", async () => {
  const { result, leaked } = await countTensors(() => {
    const mel: Tensor3D = tf.zeros([1, 3, 80]);
    const found = magnitudesOfMel(mel, 5);
    const loudest = tf.tidy(() => found.abs().max().dataSync()[0]);
    tf.dispose([mel, found]);
    return loudest;
  });
  expect(result).toBe(0);
  expect(leaked).toBe(0);
});
