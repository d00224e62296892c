import { expect, test } from "vitest";
import { conditioningArguments } from "../../src/cli/conditioningArguments";
import { generateArguments } from "../../src/cli/generateArguments";

test("a prompt alone is enough; the file is named after it", () => {
  expect(generateArguments([])).toBeUndefined();
  expect(generateArguments(["A lively reel, for violin!"])).toEqual({
    prompt: "A lively reel, for violin!",
    model: "text-to-music",
    seed: 7,
    steps: 20,
    guidance: 2,
    seconds: 4,
    negative: undefined,
    out: "a-lively-reel-for-violin-7.wav",
    folder: undefined,
  });
  expect(generateArguments([""])).toMatchObject({ prompt: "", out: "music-7.wav" });
  expect(generateArguments(["小提琴"])).toMatchObject({ out: "小提琴-7.wav" });
});

test("options", () => {
  const words = "harp --mode cross-attention --seed 3 --seconds 8 --out b.wav --negative fast";
  expect(generateArguments(words.split(" "))).toMatchObject({
    model: "text-cross-attention",
    seed: 3,
    guidance: 3,
    seconds: 8,
    out: "b.wav",
    negative: "fast",
  });
});

test.each([
  ["a slow air"],
  ["harp --mode telepathy"],
  ["harp --seed 1.5"],
  ["harp --seconds long"],
  ["harp --loud"],
])("%s is refused", (words) => {
  expect(() => generateArguments(words.split(" "))).toThrowErrorMatchingSnapshot();
});

test("what is evaluated, unless said otherwise and as said", () => {
  expect(conditioningArguments([])).toEqual({
    models: ["text-to-music"],
    count: 256,
    seeds: 1,
    real: 256,
    steps: 20,
  });
  const words = "--prompts p.jsonl --models text-none,text-cross-attention --seeds 3 --out d";
  expect(conditioningArguments(words.split(" "))).toMatchObject({
    prompts: "p.jsonl",
    models: ["text-none", "text-cross-attention"],
    seeds: 3,
    out: "d",
  });
  expect(conditioningArguments(["--models", "all"]).models.length).toBeGreaterThan(5);
});

test.each([
  ["--models text-telepathy"],
  ["--seeds 0"],
  ["--guidance -1"],
  ["--count many"],
  ["--prompt a"],
])("evaluate -- conditioning %s is refused", (words) => {
  expect(() => conditioningArguments(words.split(" "))).toThrowErrorMatchingSnapshot();
});
