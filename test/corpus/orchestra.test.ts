import { writeFileSync } from "node:fs";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { peak, rms } from "../../src/audio/level";
import { instrumentNames } from "../../src/corpus/instruments";
import type { InstrumentName } from "../../src/corpus/instruments";
import { openOrchestra } from "../../src/corpus/orchestra";
import type { Orchestra } from "../../src/corpus/orchestra";
import { segmentNotes } from "../../src/corpus/segment";
import { openSynthesizer } from "../../src/corpus/synthesizer";
import { findTune } from "../../src/corpus/tuneBook";

const notes = segmentNotes(findTune("o1561"), { bpm: 110, seconds: 4.096 });
let orchestra: Orchestra;
beforeAll(async () => {
  orchestra = await openOrchestra();
});

test("the same notes give the same bits, whatever was played before", () => {
  for (const instrument of instrumentNames) {
    const first = orchestra.play(notes, { instrument, seconds: 1 });
    orchestra.play(notes, { instrument: "violin", seconds: 0.3, sampleRate: 22050 });
    expect(orchestra.play(notes, { instrument, seconds: 1 }), instrument).toEqual(first);
  }
});

test("length, rate, level and end of a clip", () => {
  for (const instrument of instrumentNames) {
    const clip = orchestra.play(notes, { instrument, seconds: 4.096 });
    const [samples] = clip.channels;
    expect([clip.sampleRate, clip.channels.length, samples.length]).toEqual([16000, 1, 65536]);
    expect(rms(clip)).toBeCloseTo(0.1, 6);
    expect(peak(clip)).toBeLessThan(0.99);
    // Neither end clicks.
    expect(Math.abs(samples[0])).toBeLessThan(1e-3);
    expect(Math.abs(samples[65535])).toBeLessThan(1e-3);
    expect(samples.reduce((sum, x) => sum + x, 0) / 65536).toBeCloseTo(0, 2);
  }
  const { channels } = orchestra.play(notes, {
    instrument: "koto",
    seconds: 0.5,
    sampleRate: 22050,
  });
  expect(channels[0]).toHaveLength(11025);
});

test("loud, but never clipped", () => {
  const clip = orchestra.play(notes, { instrument: "banjo", seconds: 2, rms: 0.5 });
  expect(peak(clip)).toBeCloseTo(0.99, 4);
  expect(rms(clip)).toBeLessThan(0.5);
});

test("plucked and struck notes are heard when they are written", () => {
  const onsets = [0.25, 0.75, 1.4];
  const spaced = onsets.map((start, i) => ({ pitch: 66 + 3 * i, start, duration: 0.2 }));
  const struck: InstrumentName[] = ["piano", "vibraphone", "nylon guitar", "harp", "banjo", "koto"];
  for (const instrument of struck) {
    const { channels } = orchestra.play(spaced, { instrument, seconds: 2 });
    for (const onset of onsets) {
      const energy = (from: number, to: number): number =>
        channels[0].slice(from * 16000, to * 16000).reduce((sum, x) => sum + x * x, 0) /
        (to - from);
      const [before, after] = [energy(onset - 0.02, onset - 0.001), energy(onset, onset + 0.02)];
      expect(after, `${instrument} at ${onset}`).toBeGreaterThan(4 * before);
    }
  }
});

test("bad input is refused", () => {
  const play =
    (over: object, melody = notes) =>
    () =>
      orchestra.play(melody, { instrument: "piano", seconds: 1, ...over });
  expect(play({ instrument: "pinao" })).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: Orchestra.play: expected an instrument "piano" | "vibraphone" | "church organ" | "accordion" | "nylon guitar" | "violin" | "cello" | "harp" | "trumpet" | "oboe" | "clarinet" | "flute" | "whistle" | "banjo" | "koto" | "bagpipe", got "pinao"; did you mean "piano"?]`,
  );
  expect(play({ seconds: 0 })).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: Orchestra.play: expected a length above 0 and up to 600 seconds, got 0; pass for example {seconds: 4.096}]`,
  );
  expect(play({ seconds: Number.NaN })).toThrow("got NaN");
  expect(play({ sampleRate: 22050.5 })).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: Orchestra.play: expected a whole sample rate of 4,000 to 96,000 Hz, got 22050.5; pass for example {sampleRate: 16000}]`,
  );
  expect(play({}, [])).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: Orchestra.play: expected at least one note that starts within 1 s, got 0 notes, none of them; ask for more seconds, or for notes that start earlier]`,
  );
  expect(play({}, [{ pitch: 60.5, start: 0, duration: 1 }])).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: Orchestra.play: expected notes of whole MIDI pitch 0 to 127, start >= 0 s and duration > 0 s, got note 0: {"pitch":60.5,"start":0,"duration":1}; segmentNotes(tune, ...) makes such notes; transpose by whole semitones]`,
  );
});

test("a damaged sound font is refused", async () => {
  const path = join(mkdtempSync(join(tmpdir(), "corpus-")), "broken.sf3");
  writeFileSync(path, "RIFF, but no more");
  await expect(openSynthesizer(path)).rejects.toMatchObject({ code: "corpus.soundFont" });
  await expect(openSynthesizer(`${path}.none`)).rejects.toMatchObject({ code: "corpus.soundFont" });
});
