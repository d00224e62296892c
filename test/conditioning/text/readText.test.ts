import { expect, test } from "vitest";
import { encoderFiles } from "../../../src/conditioning/text/packageFiles";
import { readText } from "../../../src/conditioning/text/readText";
import { vocabularyOf } from "../../../src/conditioning/text/vocabulary";

const vocabulary = vocabularyOf(encoderFiles().json("vocab.json"));
const read = (text: string, maxTokens = 32): ReturnType<typeof readText> =>
  readText(text, { vocabulary, maxTokens });

test("a plain English text needs no notice", () => {
  const reading = read("A slow air for violin, in E minor: sad & quiet!");
  expect(reading.notices).toEqual([]);
  expect(reading.pieces.join("")).toBe("▁a▁slow▁air▁for▁violin,▁in▁e▁minor:▁sad▁&▁quiet!");
  expect(reading.ids).toHaveLength(reading.pieces.length);
  expect(reading.ids).not.toContain(vocabulary.unknownId);
});

test("a text without words has no pieces", () => {
  for (const text of ["", " \n", "\u0000"]) expect(read(text).ids).toEqual([]);
  expect(read(" ").notices).toMatchInlineSnapshot(`
    [
      "The text has no words, so it asks for nothing in particular: the music will be unconditional.",
    ]
  `);
});

test("a text that is too long ends with a word", () => {
  const words = "a slow air for violin and then a reel ".repeat(5);
  const reading = read(words);
  expect(reading.notices).toMatchInlineSnapshot(`
    [
      "The text is longer than the 32 pieces that the encoder takes: it is heard up to "and", and not from "then" on.",
    ]
  `);
  expect(reading.pieces.length).toBeLessThanOrEqual(32);
  expect(words.startsWith(reading.pieces.join("").replaceAll("▁", " ").trim())).toBe(true);
  // ▁a ▁slow ▁vi ol in: three fit, but the third would be half a word.
  expect(read("a slow violin", 3).pieces).toEqual(["▁a", "▁slow"]);
  expect(read("a slow violin", 5).notices).toEqual([]);
});

test("a single word that is too long is cut anywhere", () => {
  const reading = read("q".repeat(60));
  expect(reading.pieces).toHaveLength(32);
  expect(reading.notices).toMatchInlineSnapshot(`
    [
      "The text is longer than the 32 pieces that the encoder takes: it is heard up to "qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq", and not from "qqqqqqqqqqqqqqqqqqqqqqqqqqqqq" on.",
    ]
  `);
});

test("Chinese: said, and what is heard instead", () => {
  expect(read("快速的小提琴").notices).toMatchInlineSnapshot(`
    [
      "The encoder knows English only: words with "快", "速", "的", "小", "提" and 1 more mean nothing to it. What it hears is "□", where □ is something unknown.",
      "So there is nothing in the text that it knows: please say it in English words.",
    ]
  `);
  expect(read("a slow air for 小提琴").notices).toMatchInlineSnapshot(`
    [
      "The encoder knows English only: words with "小", "提" and "琴" mean nothing to it. What it hears is "a slow air for □", where □ is something unknown.",
    ]
  `);
});

test("Cyrillic: said even where the vocabulary knows the letters", () => {
  expect(read("быстрая скрипка").notices).toMatchInlineSnapshot(`
    [
      "The encoder knows English only: words with "б", "ы", "с", "т", "р" and 5 more mean nothing to it. What it hears is "□стра□ с□ри□а", where □ is something unknown.",
    ]
  `);
  const known = read("a рота");
  expect(known.ids).not.toContain(vocabulary.unknownId);
  expect(known.notices).toMatchInlineSnapshot(`
    [
      "The encoder knows English only: words with "р", "о", "т" and "а" mean nothing to it. What it hears is "a рота".",
    ]
  `);
});

test("emoji, signs of music and marks are named", () => {
  expect(read("a reel for 🎻").notices).toMatchInlineSnapshot(`
    [
      "The encoder does not know "🎻": it hears something unknown there.",
    ]
  `);
  expect(read("F♯ or B♭, straße, vi̷olin").notices).toMatchInlineSnapshot(`
    [
      "The encoder does not know "♯", "♭", "ß" and "◌̷": it hears something unknown there.",
    ]
  `);
  expect(read("😀😁😂🤣😃😄😅").notices).toMatchInlineSnapshot(`
    [
      "The encoder does not know "😀", "😁", "😂", "🤣", "😃" and 2 more: it hears something unknown there.",
      "So there is nothing in the text that it knows: please say it in English words.",
    ]
  `);
});

test("half a character is unknown, and does not crash", () => {
  expect(read("a \ud83c reel \udfbb").notices).toMatchInlineSnapshot(`
    [
      "The encoder does not know "�": it hears something unknown there.",
    ]
  `);
});

test("nothing unknown is passed over in silence: every 23rd character of Unicode's first plane", () => {
  for (let code = 0; code <= 0xffff; code += 23) {
    const reading = read(`a${String.fromCharCode(code)}a`);
    const isUnknown = reading.ids.includes(vocabulary.unknownId);
    if (isUnknown) expect(reading.notices, code.toString(16)).not.toEqual([]);
  }
});

test("a very long text is read in no time, and said to be cut", () => {
  const size = 100_000;
  const long = {
    words: "violin ".repeat(size / 7),
    letters: "a".repeat(size),
    spaces: " ".repeat(size),
    chinese: "快".repeat(size),
    emoji: "🎻".repeat(size / 2),
    halves: "\ud800".repeat(size),
    marks: `a${"\u0300\u0323".repeat(size / 2)}`,
    ligatures: "ﷺ".repeat(size),
  };
  const start = performance.now();
  for (const [name, text] of Object.entries(long)) {
    const { ids, notices } = read(text);
    expect(ids.length, name).toBeLessThanOrEqual(32);
    expect(notices, name).not.toEqual([]);
    for (const notice of notices) expect(notice.length, name).toBeLessThan(250);
  }
  // Without the cut it is half a minute.
  expect(performance.now() - start).toBeLessThan(8000);
  expect(read(long.chinese).notices.at(-1)).toMatchInlineSnapshot(
    `"The text is very long: only its first 1000 characters are read."`,
  );
});

test("a cut never halves a character", () => {
  expect(read(`a${"🎻".repeat(2000)}`).pieces.join("")).not.toContain("\ufffd");
});
