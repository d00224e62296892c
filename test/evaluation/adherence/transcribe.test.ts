import { beforeAll, expect, test } from "vitest";
import { monoClip } from "../../../src/audio/clip";
import { openCorpus } from "../../../src/corpus/corpus";
import { instrumentNames } from "../../../src/corpus/instruments";
import type { Note } from "../../../src/corpus/note";
import { diatonicShare } from "../../../src/evaluation/adherence/diatonicShare";
import { medianFundamental } from "../../../src/evaluation/adherence/medianFundamental";
import { onsetRate } from "../../../src/evaluation/adherence/onsetRate";
import { spectralCentroid } from "../../../src/evaluation/adherence/spectralCentroid";
import { transcribe } from "../../../src/evaluation/adherence/transcribe";
import { prepareBackend } from "../../../src/tensor/backend";
import { countTensors } from "../../../src/tensor/budget";
import { noisy, sampleRate, tune } from "../sounds";

beforeAll(async () => void (await prepareBackend()));

const hertz = (pitch: number) => 440 * 2 ** ((pitch - 69) / 12);

/** So many plucked notes, a third of a second each. */
const plucked = (pitches: readonly number[]) =>
  tune(
    pitches.map((pitch, i) => [hertz(pitch), i / 3] as const),
    pitches.length / 3,
  );

test("a chromatic scale is heard note for note, and fits no scale", async () => {
  const pitches = Array.from({ length: 12 }, (_, i) => 60 + i);
  const { result, leaked } = await countTensors(() => transcribe(plucked(pitches)));
  expect(leaked).toBe(0);
  expect(result.notes.map(({ pitch }) => pitch)).toEqual(pitches);
  result.notes.forEach(({ start }, i) => expect(Math.abs(start - i / 3)).toBeLessThan(0.05));
  expect(diatonicShare(result.notes).share).toBe(7 / 12);
});

test("all notes a little low or high are a tuning, not other notes", () => {
  const pitches = [62, 66, 69, 74, 62];
  for (const tuning of [-0.25, 0.25]) {
    const heard = transcribe(plucked(pitches.map((pitch) => pitch + tuning)));
    expect(heard.notes.map(({ pitch }) => pitch)).toEqual(pitches);
    expect(heard.tuning).toBeCloseTo(tuning, 1);
  }
});

test("a note that is struck again is two notes", () => {
  const { notes } = transcribe(plucked([69, 69, 69, 64, 64]));
  expect(notes.map(({ pitch }) => pitch)).toEqual([69, 69, 69, 64, 64]);
});

test("silence and white noise have few notes or none", () => {
  expect(transcribe(monoClip(new Float32Array(32000), sampleRate)).notes).toEqual([]);
  const hiss = noisy(monoClip(new Float32Array(32000), sampleRate), 0.1);
  const pitched = transcribe(hiss).notes.reduce((sum, note) => sum + note.duration, 0);
  expect(pitched).toBeLessThan(0.2);
});

/** How many notes are found at their pitch within 60 ms of their start, each once. */
function found(written: readonly Note[], heard: readonly Note[]): number {
  const left = [...heard];
  return written.filter(({ pitch, start }) => {
    const at = left.findIndex((one) => one.pitch === pitch && Math.abs(one.start - start) < 0.06);
    if (at >= 0) left.splice(at, 1);
    return at >= 0;
  }).length;
}

test("notes of all sixteen instruments are found, and lie on scales as the written ones do", async () => {
  const total = { written: 0, heard: 0, found: 0, inScale: 0, writtenInScale: 0 };
  for (const [seed, instrument] of instrumentNames.entries()) {
    const options = { split: "test", seed, count: 1, instruments: [instrument] } as const;
    for (const { clip, notes } of await openCorpus(options)) {
      const heard = transcribe(clip);
      const fundamental = medianFundamental(heard);
      expect(fundamental).toBeGreaterThan(80);
      expect(fundamental).toBeLessThan(1500);
      total.written += notes.length;
      total.heard += heard.notes.length;
      total.found += found(notes, heard.notes);
      total.inScale += diatonicShare(heard.notes).inScale;
      total.writtenInScale += diatonicShare(notes).inScale;
    }
  }
  expect(total.found / total.written).toBeGreaterThan(0.8);
  expect(total.found / total.heard).toBeGreaterThan(0.88);
  const apart = total.inScale / total.heard - total.writtenInScale / total.written;
  expect(Math.abs(apart)).toBeLessThan(0.03);
}, 300_000);

test("onset rate, median fundamental and centroid of a tune that is known", () => {
  const clip = plucked([57, 69, 69, 69, 57, 69]);
  expect(onsetRate(clip)).toBeCloseTo(5 / 2, 5); // before the first nothing was
  expect(medianFundamental(transcribe(clip))).toBeCloseTo(440, 0);
  expect(medianFundamental({ notes: [], tuning: 0 })).toBeNaN();
  const tone = (frequency: number) =>
    Float32Array.from({ length: 16000 }, (_, i) =>
      Math.sin((2 * Math.PI * frequency * i) / sampleRate),
    );
  expect(spectralCentroid(monoClip(tone(1000), sampleRate))).toBeGreaterThan(990);
  expect(spectralCentroid(monoClip(tone(1000), sampleRate))).toBeLessThan(1040);
  expect(spectralCentroid(monoClip(new Float32Array(16000), sampleRate))).toBeNaN();
});
