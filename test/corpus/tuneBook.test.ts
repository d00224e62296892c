import { expect, test } from "vitest";
import { assetPath } from "../../src/corpus/assets";
import { parseTunes } from "../../src/corpus/parseTunes";
import { barTicks, tuneTicks } from "../../src/corpus/tune";
import { findTune, loadTunes } from "../../src/corpus/tuneBook";

test("reads 1,500 tunes of four books, once", () => {
  const tunes = loadTunes();
  expect(tunes).toHaveLength(1500);
  expect(new Set(tunes.map(({ book }) => book)).size).toBe(4);
  expect(loadTunes()).toBe(tunes);
  const { notes, ...facts } = findTune("o1041");
  expect(notes[0]).toEqual({ pitch: 64, start: 0, duration: 12 });
  expect(facts).toEqual({
    id: "o1041",
    title: "Going to Donnybrook",
    book: "O'Neill's Music of Ireland (Chicago, 1903)",
    region: "Ireland",
    rhythm: "jig",
    meter: "6/8",
    tonic: "G",
    mode: "major",
  });
  expect(loadTunes(assetPath("tunes.json"))).toEqual(tunes);
});

test("finds a tune by id or title, and says which one may have been meant", () => {
  expect(findTune("Going to Donnybrook")).toBe(findTune("o1041"));
  expect(() => findTune("Going to Donybrok")).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: findTune: expected the id or the title of one of 1500 tunes, got "Going to Donybrok"; did you mean "Going to Donnybrook"? loadTunes() lists them all]`,
  );
  expect(() => loadTunes("/nowhere/tunes.json")).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: loadTunes: expected a tune book that can be read, got /nowhere/tunes.json: ENOENT; check the path; leave it out for the tunes that come with the library]`,
  );
});

test("bars and whole tunes in ticks", () => {
  expect(["6/8", "2/2", "2/4", "4/4", "3/4", "9/8"].map(barTicks)).toEqual([
    72, 96, 48, 96, 72, 108,
  ]);
  expect(tuneTicks(findTune("o1041")) % 72).toBe(0);
});

const good = {
  id: "t1",
  title: "One",
  book: 0,
  rhythm: "air",
  meter: "4/4",
  tonic: "Bb",
  mode: "minor",
  notes: [
    [60, 0, 24],
    [62, 24, 24],
  ],
};
const file = (...tunes: unknown[]): string =>
  JSON.stringify({ ppq: 24, books: [{ name: "mine", region: "home" }], tunes });

test("reads a book of one's own", () => {
  expect(parseTunes(file(good), "mine.json")).toMatchObject([
    { id: "t1", book: "mine", region: "home" },
  ]);
});

test.each([
  ["not JSON", file(good).slice(0, 90)],
  ["another JSON", "[1, 2]"],
  ["other ticks", JSON.stringify({ ppq: 480, books: [], tunes: [good] })],
  ["no books", JSON.stringify({ ppq: 24, tunes: [good] })],
  ["no tunes", JSON.stringify({ ppq: 24, books: [], tunes: [] })],
  ["no title", file({ ...good, title: undefined })],
  ["unknown book", file({ ...good, book: 3 })],
  ["unknown mode", file({ ...good, mode: "blues" })],
  ["unknown meter", file({ ...good, meter: "common" })],
  ["unknown tonic", file({ ...good, tonic: "H" })],
  ["no notes", file({ ...good, notes: [] })],
  ["half a note", file({ ...good, notes: [[60, 0]] })],
  ["negative start", file({ ...good, notes: [[60, -24, 24]] })],
  ["no duration", file({ ...good, notes: [[60, 0, 0]] })],
  ["no such pitch", file({ ...good, notes: [[160, 0, 24]] })],
  ["overlap", file({ ...good, notes: [[60, 0, 24], [62, 12, 24]] })], // prettier-ignore
  ["one id twice", file(good, good)],
])("refuses a damaged tune book: %s", (_, text) => {
  expect(() => parseTunes(text, "mine.json")).toThrowErrorMatchingSnapshot();
});
