import { beforeAll, expect, test } from "vitest";
import { roundTrip } from "../../src/evaluation/roundTrip";
import type { SoundCodec } from "../../src/evaluation/silenceLevel";
import { prepareBackend } from "../../src/tensor/backend";
import { countTensors } from "../../src/tensor/budget";
import { seededNoise } from "../../src/tensor/random";
import { tf } from "../../src/tensor/tf";
import type { Tensor2D, Tensor3D } from "../../src/tensor/tf";
import { sampleRate, scale, tune } from "./sounds";

beforeAll(async () => void (await prepareBackend()));

const frame = 500;

/** Frames of 500 samples as they are, or with noise added on the way back. */
function framed(std: number): SoundCodec {
  return {
    name: std ? "noisy frames" : "frames",
    sampleRate,
    encode: (waveform) =>
      tf.tidy(() => {
        const [batch, samples] = waveform.shape;
        const missing = (frame - (samples % frame)) % frame;
        const whole = waveform.pad([[0, 0], [0, missing]]); // prettier-ignore
        return whole.reshape<Tensor3D>([batch, (samples + missing) / frame, frame]);
      }),
    decode: (x0) =>
      tf.tidy(() => {
        const samples = x0.shape[1]! * frame;
        const noise = seededNoise<tf.Rank.R2>([x0.shape[0], samples], 5).mul<Tensor2D>(std);
        return x0.reshape<Tensor2D>([x0.shape[0], samples]).add(noise);
      }),
  };
}

const clips = [1, 1.06, 1.12].map((shift) =>
  tune(
    scale.map(([f, start]) => [f * shift, start] as const),
    2.01,
  ),
);

test("a representation that changes nothing loses nothing", async () => {
  const told: number[] = [];
  const { result: row, leaked } = await countTensors(() =>
    roundTrip(framed(0), clips, { keepsPhase: true, observe: (done) => told.push(done) }),
  );
  const exactly = (mean: number) => ({ mean, low: mean, high: mean });
  expect(row).toMatchObject({
    name: "frames",
    // 32,160 samples need 65 frames.
    shape: [65, frame],
    logMelL1: exactly(0),
    spectralConvergence: exactly(0),
    siSnr: exactly(140),
    pitchWithin50Cents: exactly(1),
    onsetsWithin30ms: exactly(1),
    onsetPrecision: exactly(1),
    defects: { clicks: 0, hum: -140, clippedSamples: 0, silence: -160 },
  });
  expect(row.floatsPerSecond).toBeCloseTo((65 * frame) / 2.01, 6);
  expect(row.compression).toBeCloseTo(32160 / (65 * frame), 6);
  expect(row.multiResolutionStft.mean).toBeLessThan(1e-4);
  expect(row.realTimeFactorEncode).toBeGreaterThan(10);
  expect(told).toEqual([1, 2, 3]);
  expect(leaked).toBe(0);
});

test("one that adds noise has its row of losses, plain data through JSON", async () => {
  const row = await roundTrip(framed(0.01), clips);
  expect(row.logMelL1.mean).toBeGreaterThan(0.1);
  expect(row.logMelL1.low).toBeLessThan(row.logMelL1.mean);
  expect(row.spectralConvergence.mean).toBeGreaterThan(0.02);
  expect(row.multiResolutionStft.mean).toBeGreaterThan(0.5);
  expect(row.siSnr).toBeUndefined();
  expect(row.pitchWithin50Cents!.mean).toBeGreaterThan(0.9);
  expect(row.defects.silence).toBeCloseTo(-40, 0);
  const sent = JSON.parse(JSON.stringify(row)) as unknown;
  expect(sent).toMatchObject({ name: "noisy frames", logMelL1: row.logMelL1 });
});

test("clips of another rate and with two channels are fitted, and the row says so", async () => {
  const [samples] = clips[0].channels;
  const stereo = { channels: [samples, samples], sampleRate: 2 * sampleRate };
  const row = await roundTrip(framed(0), [clips[0], stereo, stereo]);
  expect(row.notices).toEqual([
    "The mean of 2 channels was taken: the model hears mono.",
    "Resampled from 32000 to 16000 Hz, the rate of the model.",
  ]);
  expect(row.logMelL1.mean).toBe(0);
});

test("a single clip is refused", async () => {
  await expect(roundTrip(framed(0), [clips[0]])).rejects.toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: roundTrip of "frames": expected at least 2 clips, got 1; one clip says nothing of its own error: pass more]`,
  );
});
