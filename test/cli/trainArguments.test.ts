import { expect, test } from "vitest";
import { trainArguments } from "../../src/cli/trainArguments";
import { commandOf } from "../../src/cli/trainable";
import type { Trainable } from "../../src/cli/trainable";

const run = (): never => {
  throw new Error("not here");
};
const teacher: Trainable = { name: "teacher", groups: ["pair", "all"], run };
const student: Trainable = { name: "student", groups: ["pair", "all"], run };
const other: Trainable = { name: "other", groups: ["all"], run };
const all = [teacher, student, other];

test("names and groups; each once, the teacher before the student", () => {
  expect(trainArguments(["student", "teacher"], all).chosen).toEqual([teacher, student]);
  expect(trainArguments(["pair", "student"], all).chosen).toEqual([teacher, student]);
  expect(trainArguments(["all"], all).chosen).toEqual(all);
  expect(trainArguments([], all).chosen).toEqual([]);
});

test("options, and what they are unless given", () => {
  expect(trainArguments(["other", "--seed", "0", "--steps=5", "--folder", "x"], all)).toEqual({
    chosen: [other],
    seed: 0,
    steps: 5,
    folder: "x",
    measure: false,
  });
  expect(trainArguments(["other"], all)).toMatchObject({ seed: 7, steps: undefined });
  expect(trainArguments(["other", "--measure"], all).measure).toBe(true);
});

test("the command that is written on the card is the one that was typed", () => {
  expect(commandOf("other", { seed: 7 })).toBe("npm run train -- other");
  expect(commandOf("other", { seed: 3, steps: 10 })).toBe(
    "npm run train -- other --seed 3 --steps 10",
  );
});

test.each([[["nobody"]], [["other", "--steps", "0"]], [["other", "--seed", "x"]], [["--fast"]]])(
  "%j is refused",
  (words) => {
    expect(() => trainArguments(words, all)).toThrowErrorMatchingSnapshot();
  },
);
