import { expect, test } from "vitest";
import { coarsestGrid, detokenize, melodyVocabulary, tokenize } from "../../src/corpus/tokens";
import { findTune, loadTunes } from "../../src/corpus/tuneBook";

test("every tune survives tokens and back, note for note", () => {
  for (const tune of loadTunes()) {
    const melody = tokenize(tune);
    expect(detokenize(melody)).toEqual(tune.notes);
  }
});

test("a finer grid says the same with more tokens", () => {
  const tune = findTune("o1041");
  expect(coarsestGrid(tune)).toBe(12);
  const fine = tokenize(tune, 3);
  expect(fine.tokens).toHaveLength(4 * tokenize(tune).tokens.length);
  expect(detokenize(fine)).toEqual(tune.notes);
});

test("tokens are places in the vocabulary", () => {
  expect(melodyVocabulary).toHaveLength(130);
  const { tokens } = tokenize({
    ...findTune("o1041"),
    notes: [
      { pitch: 60, start: 12, duration: 24 },
      { pitch: 60, start: 36, duration: 12 },
      { pitch: 64, start: 60, duration: 12 },
    ],
  });
  expect(tokens.map((token) => melodyVocabulary[token])).toEqual(
    ["rest", "pitch 60", "hold", "pitch 60", "rest", "pitch 64"], // prettier-ignore
  );
});

test("refuses a grid that does not fit, and tokens that say nothing", () => {
  const tune = findTune("o1041");
  expect(() => tokenize(tune, 24)).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: tokenize: expected a grid on which every note of "Going to Donnybrook" starts and ends, got 24 ticks a token, and a note at 0 for 12; pass 12, the coarsest, or a divisor of it]`,
  );
  expect(() => tokenize(tune, 0)).toThrow("0 ticks a token");
  expect(() =>
    detokenize({ tokens: [62, 130], ticksPerToken: 12 }),
  ).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: detokenize: expected tokens of 0 to 129, got 130 at step 1; melodyVocabulary lists what each token stands for]`,
  );
  expect(() =>
    detokenize({ tokens: [1, 62], ticksPerToken: 12 }),
  ).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: detokenize: expected a pitch before every hold, got a hold at step 0 with nothing before it; begin the note with its "pitch" token; only later steps hold it]`,
  );
  expect(() =>
    detokenize({ tokens: [62, 0, 1], ticksPerToken: 12 }),
  ).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: detokenize: expected a pitch before every hold, got a hold at step 2 after a rest; begin the note with its "pitch" token; only later steps hold it]`,
  );
});
