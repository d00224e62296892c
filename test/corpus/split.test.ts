import { expect, test } from "vitest";
import { intervals, sharedIntervals, tuneFamilies } from "../../src/corpus/kin";
import { splitNamed, tuneSplits } from "../../src/corpus/split";
import { findTune, loadTunes } from "../../src/corpus/tuneBook";
import type { Tune } from "../../src/corpus/tune";

const transposed = (tune: Tune, id: string, semitones: number): Tune => ({
  ...tune,
  id,
  notes: tune.notes.map((note) => ({ ...note, pitch: note.pitch + semitones })),
});

test("the same melody in another key, longer, or without its upbeat is kin", () => {
  const tune = findTune("o1041");
  const later = { ...transposed(tune, "late", 0), notes: tune.notes.slice(20) };
  const families = tuneFamilies([tune, transposed(tune, "up", 5), later, findTune("r0005")]);
  expect([...families.values()]).toEqual(["late", "late", "late", "r0005"]);
});

test("known twins are found, whatever their titles", () => {
  const families = tuneFamilies(loadTunes());
  for (const [a, b] of [
    ["r0805", "o1561"], // Rickett's, Sailor's Hornpipe
    ["r0682", "o1041"], // Off to Donnybrook, Going to Donnybrook
    ["o1597", "o1645"], // Spellan's Delight in two keys
    ["o0549", "o0550"],
  ]) {
    expect(families.get(a), `${a} ${b}`).toBe(families.get(b));
  }
  // And yet most tunes are their own: kin do not chain through the whole book.
  const sizes = new Map<string, number>();
  for (const family of families.values()) sizes.set(family, (sizes.get(family) ?? 0) + 1);
  expect(Math.max(...sizes.values())).toBeLessThan(40);
  expect(sizes.size).toBeGreaterThan(1000);
});

test("the order of the tunes does not matter", () => {
  const tunes = loadTunes();
  const backwards = tuneFamilies([...tunes].reverse());
  for (const [id, family] of tuneFamilies(tunes)) expect(backwards.get(id)).toBe(family);
});

test("no melody is on two sides", () => {
  const splits = tuneSplits();
  const sides = new Map<string, Set<string>>();
  for (const tune of loadTunes()) {
    const steps = intervals(tune, true);
    const side = splits.get(tune.id)!;
    const phrases = [`opening ${intervals(tune).slice(0, 12).join(" ")}`];
    for (let i = 0; i + sharedIntervals <= steps.length; i++) {
      phrases.push(steps.slice(i, i + sharedIntervals).join(" "));
    }
    for (const phrase of phrases) {
      if (!sides.has(phrase)) sides.set(phrase, new Set());
      sides.get(phrase)!.add(side);
    }
  }
  expect([...sides.values()].filter((side) => side.size > 1)).toHaveLength(0);
});

test("about eight, one and one tenth, and stable", () => {
  const splits = tuneSplits();
  const count = { train: 0, validation: 0, test: 0 };
  for (const split of splits.values()) count[split]++;
  // Stored: a change here moves test tunes into training, and makes every earlier result worthless.
  expect(count).toMatchInlineSnapshot(`
    {
      "test": 128,
      "train": 1203,
      "validation": 169,
    }
  `);
  expect(["r0005", "r0007", "o1041", "o1561"].map((id) => splits.get(id))).toMatchInlineSnapshot(`
    [
      "train",
      "train",
      "train",
      "train",
    ]
  `);
});

test("an unknown split is refused", () => {
  expect(() => splitNamed("training")).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: splitNamed: expected a split "train" | "validation" | "test", got "training"; did you mean "train"?]`,
  );
});
