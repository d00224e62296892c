import { beforeAll, expect, test } from "vitest";
import { griffinLim } from "../../src/audio/griffinLim";
import type { GriffinLimStep } from "../../src/audio/griffinLim";
import { istft } from "../../src/audio/istft";
import { magnitude } from "../../src/audio/magnitude";
import { phasesOf, withPhases } from "../../src/audio/phases";
import { stft } from "../../src/audio/stft";
import { prepareBackend } from "../../src/tensor/backend";
import { countTensors } from "../../src/tensor/budget";
import { tf } from "../../src/tensor/tf";
import { largestDifference, noise, sine } from "./sound";

const options = { fftSize: 256, hop: 64 };
const length = 4096;
const tones = sine(440, 8000, length).map((x, i) => x + 0.5 * Math.sin((i * i) / 20000));

beforeAll(async () => {
  await prepareBackend();
});

function sizesOfTones() {
  return tf.tidy(() => magnitude(stft(tf.tensor2d(tones, [1, length]), options)));
}

function run(settings: object): { waveform: Float32Array; steps: GriffinLimStep[] } {
  const steps: GriffinLimStep[] = [];
  const waveform = tf.tidy(() =>
    griffinLim(sizesOfTones(), { ...options, length, ...settings }, (step) => steps.push(step))
      .dataSync<"float32">()
      .slice(),
  );
  return { waveform, steps };
}

test("the classical algorithm never gets worse, the fast one gets further", () => {
  const classical = run({ momentum: 0, iterations: 30 }).steps.map((s) => s.inconsistency);
  for (let i = 1; i < 30; i++) expect(classical[i]).toBeLessThan(classical[i - 1] + 1e-5);
  const fast = run({ momentum: 0.99, iterations: 30 }).steps;
  expect(fast[29].iteration).toBe(30);
  expect(fast[29].inconsistency).toBeLessThan(0.8 * classical[29]);
  expect(fast[29].inconsistency).toBeLessThan(0.25);
});

test("the same seed gives the same sound, another seed another", () => {
  const [a, b, c] = [7, 7, 8].map((phase) => run({ phase, iterations: 3 }).waveform);
  expect(largestDifference(a, b)).toBe(0);
  expect(largestDifference(a, c)).toBeGreaterThan(0.01);
});

test("sizes with their own phases are the sound itself", () => {
  tf.tidy(() => {
    const x = tf.tensor2d(noise(length), [1, length]);
    const spectrum = stft(x, options);
    const whole = withPhases(magnitude(spectrum), phasesOf(spectrum));
    const back = istft(whole, { ...options, length });
    expect(largestDifference(back.dataSync(), x.dataSync())).toBeLessThan(1e-5);
  });
});

test("nothing is kept but the waveform", async () => {
  const sizes = sizesOfTones();
  const { result, leaked } = await countTensors(() =>
    griffinLim(sizes, { ...options, iterations: 2 }),
  );
  expect(leaked).toBe(1);
  tf.dispose([sizes, result]);
});

test("impossible settings are refused", () => {
  const sizes = sizesOfTones();
  expect(() => griffinLim(sizes, { iterations: -1 })).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: griffinLim: expected a magnitude [B, frames, bins], a whole number of iterations, momentum >= 0, got [1, 65, 129], iterations -1, momentum 0.99; pass for example magnitude(stft(waveform)) and {iterations: 32, momentum: 0.99}]`,
  );
  sizes.dispose();
});
