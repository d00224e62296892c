import { expect, test } from "vitest";
import { bestPieces, vocabularyFrom } from "../../../src/conditioning/text/unigram";
import type { Piece, Vocabulary } from "../../../src/conditioning/text/unigram";
import { Random } from "../../../src/tensor/random";

function made(logProbabilities: Readonly<Record<string, number>>): Vocabulary {
  const entries = Object.entries(logProbabilities);
  const pieces = entries.map(([text, logProbability], index): [string, Piece] => [
    text,
    { id: index + 1, logProbability },
  ]);
  return vocabularyFrom(new Map(pieces), 0);
}

const texts = (text: string, vocabulary: Vocabulary): string[] =>
  bestPieces(text, vocabulary).map((piece) => piece.text);

test("takes the likelier of two ways, not the longest piece first", () => {
  // a + bcd = -3, abc + d = -6, abc being the longest that fits at the start.
  const vocabulary = made({ a: -1, d: -4, abc: -2, bcd: -2 });
  expect(texts("abcd", vocabulary)).toEqual(["a", "bcd"]);
  // Now abc + d = -2.5.
  expect(texts("abcd", made({ a: -1, d: -0.5, abc: -2, bcd: -2 }))).toEqual(["abc", "d"]);
});

/** The log-probability of the best of all 2^(n-1) ways to cut a text. */
function bruteForce(text: string, { pieces, unknownLogProbability }: Vocabulary): number {
  if (text === "") return 0;
  let best = -Infinity;
  for (let end = 1; end <= text.length; end++) {
    const alone = end === 1 ? unknownLogProbability : -Infinity;
    const first = pieces.get(text.slice(0, end))?.logProbability ?? alone;
    if (first === -Infinity) continue;
    const vocabulary = { pieces, unknownLogProbability } as Vocabulary;
    best = Math.max(best, first + bruteForce(text.slice(end), vocabulary));
  }
  return best;
}

test("no other way of cutting is more probable: against all ways, 300 random texts", () => {
  const random = new Random(5);
  const letters = (count: number): string =>
    Array.from({ length: count }, () => "abcx"[Math.floor(random.uniform() * 4)]).join("");
  for (let trial = 0; trial < 300; trial++) {
    const vocabulary = made({
      a: -5 * random.uniform(),
      b: -5 * random.uniform(),
      ...Object.fromEntries(
        Array.from({ length: 12 }, () => [
          letters(1 + Math.floor(4 * random.uniform())),
          -12 * random.uniform(),
        ]),
      ),
    });
    const text = letters(1 + Math.floor(9 * random.uniform()));
    const found = bestPieces(text, vocabulary);
    expect(found.map((piece) => piece.text).join("")).toBe(text);
    const score = found.reduce((sum, piece) => {
      const known = vocabulary.pieces.get(piece.text)?.logProbability;
      return sum + (known ?? [...piece.text].length * vocabulary.unknownLogProbability);
    }, 0);
    expect(score).toBeCloseTo(bruteForce(text, vocabulary), 9);
  }
});

test("neighbouring unknown characters are one piece, with the number of the unknown", () => {
  expect(bestPieces("a快速b🎻🎻", made({ a: -1, b: -2 }))).toEqual([
    { text: "a", id: 1 },
    { text: "快速", id: 0 },
    { text: "b", id: 2 },
    { text: "🎻🎻", id: 0 },
  ]);
});

test("an unknown character costs 10 more than the rarest piece", () => {
  expect(made({ a: -1, b: -3.5 }).unknownLogProbability).toBe(-13.5);
  expect(made({ a: -1, "a🎻b": -2 }).longest).toBe(3);
});

test("nothing has no pieces", () => {
  expect(bestPieces("", made({ a: -1 }))).toEqual([]);
});
