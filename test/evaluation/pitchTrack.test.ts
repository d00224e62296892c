import { beforeAll, expect, test } from "vitest";
import { monoClip } from "../../src/audio/clip";
import { openCorpus } from "../../src/corpus/corpus";
import type { InstrumentName } from "../../src/corpus/instruments";
import { pitchAgreement } from "../../src/evaluation/pitchAgreement";
import { pitchTrack } from "../../src/evaluation/pitchTrack";
import { prepareBackend } from "../../src/tensor/backend";
import { Random } from "../../src/tensor/random";
import { changed, noisy, pluck, sampleRate, scale, tune } from "./sounds";

beforeAll(async () => void (await prepareBackend()));

const cents = (a: number, b: number): number => Math.abs(1200 * Math.log2(a / b));

test.each([65.5, 82.41, 220, 441.7, 987.77, 1567.98, 2093])(
  "%d Hz is found to within 5 cents in every frame",
  (frequency) => {
    const { frequencies } = pitchTrack(monoClip(pluck(frequency, 0, 0.5), sampleRate));
    expect(frequencies.length).toBeGreaterThan(30);
    for (const found of frequencies) expect(cents(found, frequency)).toBeLessThan(5);
  },
);

test("a tone whose fundamental is missing has it all the same", () => {
  const samples = Float32Array.from({ length: 8000 }, (_, i) =>
    [3, 4, 5, 6].reduce((sum, h) => sum + Math.sin((2 * Math.PI * 200 * h * i) / sampleRate), 0),
  );
  for (const found of pitchTrack(monoClip(samples, sampleRate)).frequencies) {
    expect(cents(found, 200)).toBeLessThan(5);
  }
});

test("noise and silence have no pitch, and times are the middles of frames", () => {
  const noise = monoClip(new Random(1).normals(8000), sampleRate);
  const voiced = pitchTrack(noise).frequencies.filter((one) => !Number.isNaN(one));
  expect(voiced.length).toBe(0);
  const { frequencies, times } = pitchTrack(monoClip(new Float32Array(8000), sampleRate));
  expect(frequencies.every(Number.isNaN)).toBe(true);
  expect(times[0]).toBeCloseTo(0.028, 3);
  expect(times[1] - times[0]).toBeCloseTo(0.01, 6);
  expect(pitchTrack(monoClip(new Float32Array(10), sampleRate)).times).toHaveLength(0);
});

/** The share of frames well inside a note and voiced whose pitch is the written one, and how many are voiced. */
async function corpusShare(instrument: InstrumentName) {
  const corpus = await openCorpus({ split: "test", seed: 3, count: 3, instruments: [instrument] });
  let [inside, voiced, right] = [0, 0, 0];
  for (const { clip, notes } of corpus) {
    const { times, frequencies } = pitchTrack(clip, { hop: 0.02 });
    times.forEach((time, frame) => {
      const note = notes.find(
        (one) => time > one.start + 0.05 && time < one.start + one.duration - 0.03,
      );
      if (!note) return;
      inside++;
      if (Number.isNaN(frequencies[frame])) return;
      voiced++;
      if (cents(frequencies[frame], 440 * 2 ** ((note.pitch - 69) / 12)) < 50) right++;
    });
  }
  return { right: right / voiced, voiced: voiced / inside };
}

test.each(["piano", "accordion", "trumpet", "clarinet", "nylon guitar"] as const)(
  "the notes of %s are heard",
  async (instrument) => {
    const { right, voiced } = await corpusShare(instrument);
    expect(right).toBeGreaterThan(0.97);
    expect(voiced).toBeGreaterThan(0.9);
  },
);

test("agreement: volume and a little noise change nothing, a semitone changes all", () => {
  const original = tune(scale, 2);
  expect(
    pitchAgreement(
      original,
      changed(original, (x) => x / 3),
    ).share,
  ).toBe(1);
  const rough = pitchAgreement(original, noisy(original, 0.001));
  expect(rough.share).toBeGreaterThan(0.97);
  expect(rough.medianCents).toBeLessThan(5);
  const semitone = scale.map(([f, start]) => [f * 2 ** (1 / 12), start] as const);
  expect(pitchAgreement(original, tune(semitone, 2)).share).toBeLessThan(0.05);
  const quarter = scale.map(([f, start]) => [f * 2 ** (0.4 / 12), start] as const);
  const near = pitchAgreement(original, tune(quarter, 2));
  expect(near.share).toBeGreaterThan(0.95);
  expect(near.medianCents).toBeCloseTo(40, 0);
  expect(
    pitchAgreement(
      original,
      changed(original, () => 0),
    ).share,
  ).toBe(0);
});
