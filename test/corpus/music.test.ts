import { expect, test } from "vitest";
import { instrumentNamed, instrumentNames } from "../../src/corpus/instruments";
import { keyIsHeard, pitchClassOf, transposeTonic } from "../../src/corpus/key";
import { meanPitch, registerOf } from "../../src/corpus/register";
import { segmentNotes, startingBars } from "../../src/corpus/segment";
import { checkTempo, tempoClassOf, tempoIsHeard } from "../../src/corpus/tempo";
import { barTicks, tuneTicks } from "../../src/corpus/tune";
import { findTune, loadTunes } from "../../src/corpus/tuneBook";

const melody = (...pitches: number[]): { pitch: number; start: number; duration: number }[] =>
  pitches.map((pitch, i) => ({ pitch, start: i * 0.5, duration: 0.5 }));

test("sixteen instruments; an unknown one is refused with the nearest", () => {
  expect(instrumentNames).toHaveLength(16);
  expect(instrumentNamed("koto")).toBe("koto");
  expect(() => instrumentNamed("bagpipes")).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: instrumentNamed: expected an instrument "piano" | "vibraphone" | "church organ" | "accordion" | "nylon guitar" | "violin" | "cello" | "harp" | "trumpet" | "oboe" | "clarinet" | "flute" | "whistle" | "banjo" | "koto" | "bagpipe", got "bagpipes"; did you mean "bagpipe"?]`,
  );
});

test("tonics are transposed and spelled as usual", () => {
  expect(["C", "Bb", "F#", "Cb", "B#"].map(pitchClassOf)).toEqual([0, 10, 6, 11, 0]);
  expect(["H", "c", "C##", ""].map(pitchClassOf)).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
  expect(transposeTonic("D", "major", -1)).toBe("Db");
  expect(transposeTonic("D", "minor", -1)).toBe("C#");
  expect(transposeTonic("G", "mixolydian", 15)).toBe("Bb");
  expect(transposeTonic("A", "dorian", -25)).toBe("G#");
  expect(transposeTonic("Bb", "major", 0)).toBe("Bb");
});

test("a key is heard when its scale and its telling notes sound", () => {
  expect(keyIsHeard(melody(62, 66, 69), "D", "major")).toBe(true);
  expect(keyIsHeard(melody(62, 64, 69), "D", "major")).toBe(false); // no third
  expect(keyIsHeard(melody(62, 66, 69, 70), "D", "major")).toBe(false); // a quarter of it outside
  expect(keyIsHeard(melody(62, 65, 69, 73), "D", "minor")).toBe(true); // harmonic minor
  expect(keyIsHeard(melody(67, 71, 65), "G", "mixolydian")).toBe(true);
  expect(keyIsHeard(melody(67, 71, 74), "G", "mixolydian")).toBe(false); // as well major
  expect(keyIsHeard(melody(57, 60, 66), "A", "dorian")).toBe(true);
  expect(keyIsHeard(melody(57, 60, 64), "A", "dorian")).toBe(false); // as well minor
});

test("tempo and register have words, and gaps between the words", () => {
  expect([61, 62, 78, 90, 110, 130, 150, 175, 176].map(tempoClassOf)).toEqual(
    [undefined, "slow", "slow", undefined, "medium", undefined, "fast", "fast", undefined], // prettier-ignore
  );
  expect([50.9, 51, 57, 60, 67, 74, 80, 84].map(registerOf)).toEqual(
    [undefined, "low", "low", undefined, "mid", undefined, "high", undefined], // prettier-ignore
  );
  expect(meanPitch([{ pitch: 60, start: 0, duration: 3 }, { pitch: 64, start: 3, duration: 1 }])).toBe(61); // prettier-ignore
  // Eight notes in four seconds: two a quarter note at 60, one at 120.
  expect(tempoIsHeard(melody(60, 62, 64, 65, 67, 69, 71, 72), 4, 60)).toBe(true);
  expect(tempoIsHeard(melody(60, 62, 64, 65, 67, 69, 71, 72), 4, 120)).toBe(false);
  expect(() => checkTempo(0, "planTune")).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: planTune: expected a tempo of 20 to 400 quarter notes a minute, got 0; pass for example {bpm: 110}]`,
  );
  expect(() => checkTempo(Number.NaN, "planTune")).toThrow("got NaN");
});

test("segments start on a bar with a note, and fit where they can", () => {
  for (const tune of loadTunes()) {
    const bar = barTicks(tune.meter);
    const onsets = tune.notes.map(({ start }) => start);
    for (const number of startingBars(tune, 200)) {
      expect(onsets).toContain(number * bar);
      expect(number * bar + 200).toBeLessThanOrEqual(tuneTicks(tune));
    }
  }
  expect(startingBars(findTune("o1041"), 1e6)).toEqual([0]);
});

test("a segment's notes are in order, within it, cut at its end, and go round", () => {
  const tune = findTune("o1041");
  const notes = segmentNotes(tune, { bar: 2, bpm: 120, seconds: 1.6, transpose: -2 });
  const printed = tune.notes.filter(({ start }) => start >= 144).slice(0, notes.length);
  expect(notes.map(({ pitch }) => pitch)).toEqual(printed.map(({ pitch }) => pitch - 2));
  notes.forEach(({ start }, i) => expect(start).toBeCloseTo((printed[i].start - 144) / 48, 9));
  const last = notes[notes.length - 1];
  expect(last.start + last.duration).toBeCloseTo(1.6, 9);

  const long = segmentNotes(tune, { bpm: 120, seconds: 60 });
  const again = long.filter(({ start }) => start >= tuneTicks(tune) / 48);
  expect(again[0].pitch).toBe(tune.notes[0].pitch);
  long.slice(1).forEach((note, i) => {
    expect(note.start).toBeGreaterThanOrEqual(long[i].start + long[i].duration - 1e-9);
  });
  expect(() =>
    segmentNotes(tune, { bar: 99, bpm: 120, seconds: 4 }),
  ).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: segmentNotes: expected a bar of 0 to 15 of "Going to Donnybrook", got 99; startingBars(tune) lists the bars on which a segment may begin]`,
  );
});
