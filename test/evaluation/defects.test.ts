import { beforeAll, expect, test } from "vitest";
import { monoClip } from "../../src/audio/clip";
import { openCorpus } from "../../src/corpus/corpus";
import { defects } from "../../src/evaluation/defects";
import { silenceLevel } from "../../src/evaluation/silenceLevel";
import { prepareBackend } from "../../src/tensor/backend";
import { countTensors } from "../../src/tensor/budget";
import type { Tensor, Tensor2D } from "../../src/tensor/tf";
import { changed, noisy, sampleRate, scale, tune } from "./sounds";

beforeAll(async () => void (await prepareBackend()));

const original = tune(scale, 2);

test("the same clip, softer, or with soft noise, has no defect", async () => {
  const none = { clicks: 0, clippedSamples: 0 };
  const { leaked } = await countTensors(() => {
    expect(defects(original, original)).toEqual({ ...none, hum: -140, humFrequency: 0 });
    expect(
      defects(
        original,
        changed(original, (x) => 0.7 * x),
      ),
    ).toMatchObject(none);
    const rough = defects(original, noisy(original, 1e-3));
    expect(rough).toMatchObject(none);
    expect(rough.hum).toBeLessThan(-70);
  });
  expect(leaked).toBe(0);
});

test("real plucks and breaths are no clicks", async () => {
  const corpus = await openCorpus({ split: "test", seed: 1, count: 8 });
  for (const { clip } of corpus) expect(defects(clip, noisy(clip, 5e-4)).clicks).toBe(0);
});

test("three samples knocked out of place are three clicks, a hole is two", () => {
  const knocked = changed(original, (x, i) => ([9000, 15000, 21000].includes(i) ? x + 0.2 : x));
  expect(defects(original, knocked).clicks).toBe(3);
  const hole = changed(original, (x, i) => (i > 10100 && i < 10400 ? 0.4 : x));
  expect(defects(original, hole).clicks).toBe(2);
});

test("a hum of −50 dB at the rate of the frames is found, a partial of the music is none", () => {
  const hum = (level: number, frequency: number) =>
    changed(
      original,
      (x, i) => x + 10 ** (level / 20) * Math.sin((2 * Math.PI * frequency * i) / sampleRate),
    );
  const found = defects(original, hum(-50, 62.5));
  expect(Math.abs(found.hum + 50)).toBeLessThan(1.5);
  expect(Math.abs(found.humFrequency - 62.5)).toBeLessThan(4);
  const steady = monoClip(hum(-20, 440).channels[0], sampleRate);
  expect(
    defects(
      steady,
      changed(steady, (x) => 1.2 * x),
    ).hum,
  ).toBeLessThan(-100);
});

test("samples beyond full scale are counted", () => {
  const loud = changed(original, (x, i) => (i === 100 ? 1.5 : i === 101 ? -1.01 : x));
  expect(defects(original, loud).clippedSamples).toBe(2);
});

test("silence in, and what comes out", () => {
  const codec = (hiss: number) => ({
    name: "hiss",
    sampleRate,
    encode: (x: Tensor2D) => x.clone(),
    decode: (x: Tensor) => x.add<Tensor2D>(hiss),
  });
  expect(silenceLevel(codec(0))).toBe(-160);
  expect(silenceLevel(codec(0.001), 0.5)).toBeCloseTo(-60, 2);
});

test("errors", () => {
  expect(() => defects(original, tune(scale, 1.9))).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: defects: expected two clips of the same length and sample rate, got 32000 and 30400 samples at 16000 and 16000 Hz; crop what was decoded to the original]`,
  );
});
