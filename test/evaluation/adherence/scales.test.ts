import { expect, test } from "vitest";
import { openCorpus } from "../../../src/corpus/corpus";
import {
  chanceDiatonicShare,
  diatonicShare,
} from "../../../src/evaluation/adherence/diatonicShare";
import { hearKey } from "../../../src/evaluation/adherence/hearKey";
import { truthsOf } from "../../../src/evaluation/adherence/realClips";

const melody = (pitches: readonly number[]) =>
  pitches.map((pitch, i) => ({ pitch, start: i / 4, duration: 1 / 4 }));

test("a scale fits its scale, a chromatic one only by seven of twelve", () => {
  const steps = [0, 2, 4, 5, 7, 9, 11, 12];
  expect(diatonicShare(melody(steps.map((step) => 63 + step)))).toEqual({
    inScale: 8,
    notes: 8,
    share: 1,
    tonic: 3,
  });
  expect(diatonicShare(melody(Array.from({ length: 24 }, (_, i) => 50 + i))).share).toBe(7 / 12);
  expect(diatonicShare([]).share).toBeNaN();
});

test("random notes fit some scale a little, fewer of them better", () => {
  expect(chanceDiatonicShare(1)).toBe(1);
  expect(chanceDiatonicShare(2)).toBe(1);
  const [few, many, most] = [8, 15, 2000].map((notes) =>
    chanceDiatonicShare(notes, { draws: 300 }),
  );
  expect(few).toBeGreaterThan(many);
  expect(many).toBeGreaterThan(0.7);
  expect(many).toBeLessThan(0.8);
  expect(most).toBeLessThan(0.62);
  expect(() => chanceDiatonicShare(0)).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: chanceDiatonicShare: expected a whole number of notes above 0, got 0; pass the mean number of notes of a clip, rounded]`,
  );
});

test("major and minor are told apart where the notes leave no doubt", () => {
  const major = [0, 4, 7, 12, 11, 9, 7, 5, 4, 2, 0];
  const minor = [0, 3, 7, 12, 11, 12, 8, 7, 5, 3, 2, 0];
  for (const tonic of [57, 62, 66]) {
    const [one, other] = [major, minor].map((steps) =>
      hearKey(melody(steps.map((step) => tonic + step))),
    );
    expect(one).toMatchObject({ mode: "major", tonic: tonic % 12 });
    expect(other).toMatchObject({ mode: "minor", tonic: tonic % 12 });
  }
  expect(hearKey([])).toBeUndefined();
});

test("written tunes: what share of notes is on scale, and how often the mode is heard", async () => {
  const corpus = await openCorpus({ split: "test", count: 600, seed: 2 });
  let [notes, inScale, asked, right] = [0, 0, 0, 0];
  for (let i = 0; i < corpus.count; i++) {
    const plan = corpus.planAt(i);
    const found = diatonicShare(plan.notes);
    notes += found.notes;
    inScale += found.inScale;
    const { mode } = truthsOf(plan.facts);
    if (mode === undefined) continue;
    asked++;
    if (hearKey(plan.notes)!.mode === mode) right++;
  }
  expect(inScale / notes).toBeGreaterThan(0.975);
  expect(asked).toBeGreaterThan(300);
  expect(right / asked).toBeGreaterThan(0.78);
});
