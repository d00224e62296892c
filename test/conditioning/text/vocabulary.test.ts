import { expect, test } from "vitest";
import { encoderFiles } from "../../../src/conditioning/text/packageFiles";
import { bestPieces } from "../../../src/conditioning/text/unigram";
import { vocabularyOf } from "../../../src/conditioning/text/vocabulary";

const reserved = ["�", "<s>", "</s>", "x1", "x2", "x3"].map((piece) => [piece, 0]);

test("the place in the list is the number of a piece; the reserved ones are no text", () => {
  const { pieces, unknownId } = vocabularyOf([...reserved, [".", -3], ["s", -4]]);
  expect([...pieces]).toEqual([
    [".", { id: 6, logProbability: -3 }],
    ["s", { id: 7, logProbability: -4 }],
  ]);
  expect(unknownId).toBe(0);
});

test("a lost log-probability is that of the piece before", () => {
  const { pieces } = vocabularyOf([...reserved, [".", -3], [":", null], [":30", 30], ["s", -4]]);
  expect(pieces.get(":")).toEqual({ id: 7, logProbability: -3 });
  expect(pieces.get(":30")).toEqual({ id: 8, logProbability: -3 });
});

test("the published list: ordered, and every piece costs something", () => {
  const { pieces, longest } = vocabularyOf(encoderFiles().json("vocab.json"));
  // 8,000 less six reserved, and one that is there three times.
  expect(pieces.size).toBe(7992);
  expect(longest).toBe(16);
  const inOrder = [...pieces.values()].map(({ logProbability }) => logProbability);
  expect(Math.max(...inOrder)).toBeLessThan(-3);
  expect(inOrder.every((value, index) => index === 0 || value <= inOrder[index - 1])).toBe(true);
});

test("every piece that is a common word stays whole, times and colons as they are written", () => {
  const vocabulary = vocabularyOf(encoderFiles().json("vocab.json"));
  const texts = (text: string): string[] => bestPieces(text, vocabulary).map((piece) => piece.text);
  expect(texts("▁the▁music▁is▁slow")).toEqual(["▁the", "▁music", "▁is", "▁slow"]);
  expect(texts("▁violin")).toEqual(["▁vi", "ol", "in"]);
  expect(texts("▁key:▁minor")).toEqual(["▁key", ":", "▁minor"]);
  // Were the lost log-probabilities taken as they are (":30" has 30), colons would be free.
  expect(texts("▁at▁5:30")).toEqual(["▁at", "▁5", ":30"]);
  expect(texts("▁a:b:)")).toEqual(["▁a", ":", "b", ":", ")"]);
});

test.each([
  { list: null },
  { list: {} },
  { list: [] },
  { list: reserved },
  { list: [...reserved, "a"] },
  { list: [...reserved, ["a"]] },
  { list: [...reserved, [1, 1]] },
  { list: [...reserved, ["a", "-3"]] },
])("refuses what is no vocabulary: $list", ({ list }) => {
  expect(() => vocabularyOf(list)).toThrow("a vocabulary that is no list of pieces");
});
