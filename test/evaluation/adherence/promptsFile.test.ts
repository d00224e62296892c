import { expect, test } from "vitest";
import { readPrompts } from "../../../src/evaluation/adherence/promptsFile";

test("prompts and what they state, whatever the line ends; empty lines are passed over", () => {
  const lines = [
    '\uFEFF{"prompt": "hurry! violin! very fast", "instrument": "violin", "tempo": "fast"}',
    "",
    '{"prompt": "sad and deep", "mode": "minor", "register": "low", "rhythm": "slip jig"}',
    '{"prompt": ""}',
  ];
  const prompts = readPrompts(`${lines.join("\r\n")}\r\n`);
  expect(prompts).toEqual([
    { prompt: "hurry! violin! very fast", truths: { instrument: "violin", tempo: "fast" } },
    {
      prompt: "sad and deep",
      truths: { mode: "minor", register: "low", rhythm: "slip jig" },
    },
    { prompt: "", truths: {} },
  ]);
});

const second = (line: string) => () => readPrompts(`{"prompt": "a tune"}\n${line}`);

test("a bad line is refused by its number, a bad key by its name", () => {
  expect(second('{"prompt": "a",}')).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: readPrompts, line 2: expected an object in JSON, got {"prompt": "a",}; one whole object a line; keys and words in double quotes, no comma at its end]`,
  );
  expect(second('["a"]')).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: readPrompts, line 2: expected an object in JSON, got ["a"]; write e.g. {"prompt": "a slow air"}]`,
  );
  expect(second('{"tempo": "fast"}')).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: readPrompts, line 2, key "prompt": expected a text, got nothing; write e.g. {"prompt": "a slow air"}]`,
  );
  expect(second('{"prompt": 3}')).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: readPrompts, line 2, key "prompt": expected a text, got 3; put it in double quotes, or leave the key out]`,
  );
  expect(second('{"prompt": "a", "tempo": 120}')).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: readPrompts, line 2, key "tempo": expected a text, got 120; put it in double quotes, or leave the key out]`,
  );
  expect(second('{"prompt": "a", "tempo": "quick"}')).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: readPrompts, line 2, key "tempo": expected one of "slow" | "medium" | "fast", got "quick"; pass one of these names]`,
  );
  expect(second('{"prompt": "a", "instrument": "violine"}')).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: readPrompts, line 2, key "instrument": expected one of "piano" | "vibraphone" | "church organ" | "accordion" | "nylon guitar" | "violin" | "cello" | "harp" | "trumpet" | "oboe" | "clarinet" | "flute" | "whistle" | "banjo" | "koto" | "bagpipe", got "violine"; did you mean "violin"?]`,
  );
  expect(second('{"prompt": "a", "mode": "dorian"}')).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: readPrompts, line 2, key "mode": expected one of "major" | "minor", got "dorian"; pass one of these names]`,
  );
  expect(second('{"prompt": "a", "instument": "oboe"}')).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: readPrompts, line 2, key "instument": expected a key of "prompt" | "instrument" | "tempo" | "register" | "mode" | "rhythm", got "instument"; did you mean "instrument"?]`,
  );
  expect(second('{"prompt": "a", "rhythm": " "}')).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: readPrompts, line 2, key "rhythm": expected a word, got " "; leave the key out where nothing is stated]`,
  );
  expect(() => readPrompts("\n \n")).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: readPrompts: expected at least one prompt, got no line; write e.g. {"prompt": "a slow air"} into the file]`,
  );
});
