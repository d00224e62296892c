import { expect, test } from "vitest";
import { evaluateArguments } from "../../src/cli/evaluateArguments";

test("what is left out, and what is asked for", () => {
  expect(evaluateArguments([])).toBeUndefined();
  expect(evaluateArguments(["representations", "--tunes", "mine.json"])).toEqual({
    what: "representations",
    tunes: "mine.json",
    clips: 16,
  });
  const words = "representations --tunes a --clips 4 --json b --out c --folder d".split(" ");
  expect(evaluateArguments(words)).toEqual({
    what: "representations",
    tunes: "a",
    clips: 4,
    json: "b",
    out: "c",
    folder: "d",
  });
});

test.each([
  ["codecs --tunes a"],
  ["--tunes a"],
  ["representations"],
  ["representations --tunes a --clips 1"],
  ["representations --tunes a --fast"],
  ["representations --tunes"],
])("%s is refused", (words) => {
  expect(() => evaluateArguments(words.split(" "))).toThrowErrorMatchingSnapshot();
});
