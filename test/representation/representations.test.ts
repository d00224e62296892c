import { beforeAll, describe, expect, test } from "vitest";
import { complexSpectrogram } from "../../src/representation/complexSpectrogram";
import { frameErrors } from "../../src/representation/frames/frameErrors";
import { frameLogMel } from "../../src/representation/frames/frameSpectrum";
import { logMelImage } from "../../src/representation/logMelImage";
import type { Representation } from "../../src/representation/representation";
import { griffinLimVocoder } from "../../src/representation/vocoder/griffinLimVocoder";
import type { Vocoder } from "../../src/representation/vocoder/vocoder";
import { waveformRepresentation } from "../../src/representation/waveform";
import { openClipPool } from "../../src/corpus/clipPool";
import { prepareBackend } from "../../src/tensor/backend";
import { countTensors } from "../../src/tensor/budget";
import { Random, seededNoise } from "../../src/tensor/random";
import { tf } from "../../src/tensor/tf";
import type { Rank } from "../../src/tensor/tf";
import { tones } from "./sounds";

beforeAll(async () => {
  await prepareBackend();
});

/** Keeps what it is asked to play. */
function deafVocoder(): Vocoder & { heard?: Float32Array } {
  const vocoder: Vocoder & { heard?: Float32Array } = {
    name: "deaf",
    decode(logMel) {
      vocoder.heard = logMel.dataSync<"float32">().slice();
      return tf.zeros([logMel.shape[0], 256 * logMel.shape[1]]);
    },
    dispose: () => undefined,
  };
  return vocoder;
}

const all: readonly Representation[] = [
  waveformRepresentation(),
  logMelImage(deafVocoder()),
  complexSpectrogram(),
];

describe.each(all)("$name", (representation) => {
  test.each([0.1, 0.512, 4.096])("says the shape of %f s, whole frames", (seconds) => {
    tf.tidy(() => {
      const sound = tones([220, 330], Math.round(seconds * 16000));
      const x0 = representation.encode(sound);
      expect(x0.shape).toEqual([2, ...representation.shapeFor(seconds)]);
      const back = representation.decode(x0);
      expect(back.shape).toEqual([2, Math.ceil(sound.shape[1] / 256) * 256]);
    });
  });

  test("leaves no tensor behind", async () => {
    const sound = tones([220], 4096);
    const { leaked } = await countTensors(() => {
      const x0 = representation.encode(sound);
      tf.dispose([x0, representation.decode(x0)]);
    });
    expect(leaked).toBe(0);
    sound.dispose();
  });

  test("has a variance of about 1 on music", async () => {
    const pool = await openClipPool({ split: "validation", count: 12, seconds: 2.048 });
    const { waveform } = pool.draw(new Random(7), 24);
    const variance = tf.tidy(() => tf.moments(representation.encode(waveform)).variance.dataSync());
    expect(variance[0]).toBeGreaterThan(0.7);
    expect(variance[0]).toBeLessThan(1.4);
    waveform.dispose();
  });
});

test("waveform and complex spectrum give back even noise, to float32", () => {
  const both: readonly Representation[] = [waveformRepresentation(), complexSpectrogram()];
  for (const representation of both) {
    const error = tf.tidy(() => {
      const sound = seededNoise<Rank.R2>([2, 8192], 7);
      return representation.decode(representation.encode(sound)).sub(sound).abs().max().dataSync();
    });
    expect(error[0]).toBeLessThan(1e-5);
  }
});

test("silence is silence: to the bit where nothing is sought, below −100 dBFS with Griffin-Lim", () => {
  const silence = tf.zeros<Rank.R2>([1, 8192]);
  const loudest = (representation: Representation): number =>
    tf.tidy(() => representation.decode(representation.encode(silence)).abs().max().dataSync()[0]);
  expect(loudest(waveformRepresentation())).toBe(0);
  expect(loudest(complexSpectrogram())).toBe(0);
  expect(loudest(logMelImage(griffinLimVocoder({ iterations: 4 })))).toBeLessThan(1e-5);
  silence.dispose();
});

test("the log-mel is played as it was measured, and nothing under its floor", () => {
  const vocoder = deafVocoder();
  const representation = logMelImage(vocoder);
  const sound = tones([330], 8192);
  const wanted = tf.tidy(() => frameLogMel(sound).dataSync<"float32">().slice());
  tf.tidy(() => representation.decode(representation.encode(sound)));
  wanted.forEach((value, i) => expect(vocoder.heard![i]).toBeCloseTo(value, 4));
  tf.tidy(() => representation.decode(tf.fill([1, 4, 80, 1], -9)));
  vocoder.heard!.forEach((value) => expect(value).toBeCloseTo(Math.log(0.1), 6));
  sound.dispose();
});

test("what Griffin-Lim makes of a mel sounds like it", async () => {
  const pool = await openClipPool({ split: "validation", count: 1, seconds: 1.024 });
  const representation = logMelImage(griffinLimVocoder({ iterations: 16 }));
  const sound = tf.tensor2d(pool.samplesAt(0), [1, pool.samples]);
  const decoded = tf.tidy(() => representation.decode(representation.encode(sound)));
  const { logMelL1, spectralConvergence } = frameErrors(sound, decoded);
  expect(logMelL1).toBeLessThan(0.2);
  expect(spectralConvergence).toBeLessThan(0.6);
  tf.dispose([sound, decoded]);
});

test("what is no sound, or no x0 of theirs, is refused", () => {
  const short = tf.zeros<Rank.R2>([1, 100]);
  const wrong = tf.zeros([1, 64, 20, 8]);
  const words = (action: () => unknown): string => {
    try {
      action();
    } catch (error) {
      return (error as Error).message;
    }
    return "nothing";
  };
  expect(all.map((one) => words(() => one.decode(wrong)))).toMatchInlineSnapshot(`
    [
      "decode of "waveform": expected [B, S, 1], got [1, 64, 20, 8]; pass what encode gave, or noise of the shape [B, ...shapeFor(seconds)]",
      "decode of "log-mel": expected [B, T, 80, 1], got [1, 64, 20, 8]; pass what encode gave, or noise of the shape [B, ...shapeFor(seconds)]",
      "decode of "complex-stft": expected [B, T, 512, 2], got [1, 64, 20, 8]; pass what encode gave, or noise of the shape [B, ...shapeFor(seconds)]",
    ]
  `);
  expect(words(() => all[2].encode(short))).toMatchInlineSnapshot(
    `"encode: expected waveforms [B, S] of more than 384 samples, 24 ms, got [1, 100]; take a longer clip, or add the batch axis: clipToTensor(clip)"`,
  );
  tf.dispose([short, wrong]);
});
