import { expect, test } from "vitest";
import { evaluationClips, renderClip } from "../../src/cli/evaluationClips";
import { rms } from "../../src/audio/level";
import { parseTunes } from "../../src/corpus/parseTunes";
import { loadTunes } from "../../src/corpus/tuneBook";
import { planTune } from "../../src/corpus/tuneClip";

const book = { ppq: 24, books: [{ name: "mine", region: "home" }] };
const tune = {
  id: "t1",
  title: "One Note",
  book: 0,
  rhythm: "air",
  meter: "4/4",
  tonic: "C",
  mode: "major",
};

test("sixteen clips have all instruments, nine all tempos in all registers; twice the same", () => {
  const clips = evaluationClips(loadTunes(), 16);
  expect(new Set(clips.map(({ plan }) => plan.instrument)).size).toBe(16);
  expect(new Set(clips.map(({ tune: { id } }) => id)).size).toBe(16);
  const pairs = clips.slice(0, 9).map(({ plan }) => `${plan.bpm} ${plan.register}`);
  expect(new Set(pairs).size).toBe(9);
  expect(evaluationClips(loadTunes(), 16)).toEqual(clips);
});

test("every clip of many sounds from its first bar on", () => {
  for (const { tune: one, plan } of evaluationClips(loadTunes(), 300)) {
    expect(planTune(one, plan).notes.length).toBeGreaterThan(0);
  }
});

test("fewer tunes than clips, and a tune that begins with a long rest", async () => {
  const late = { ...tune, notes: [[60, 24 * 4 * 20, 24]] };
  const tunes = parseTunes(JSON.stringify({ ...book, tunes: [late] }), "mine.json");
  const clips = evaluationClips(tunes, 3);
  expect(clips.map(({ plan }) => plan.instrument)).toEqual(["piano", "vibraphone", "church organ"]);
  const { clip, facts } = await renderClip(clips[1]);
  expect(rms(clip)).toBeGreaterThan(0.05);
  expect(facts.title).toBe("One Note");
});
