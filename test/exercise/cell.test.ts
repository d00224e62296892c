/** What stands under a cell. */
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { check } from "../../src/exercise/check";
import { choose, judgeChoice } from "../../src/exercise/choose";
import { hint } from "../../src/exercise/hint";
import { findExercise } from "../../src/exercise/ladder";
import { readProgress } from "../../src/exercise/progress";
import { questions } from "../../src/exercise/questions";
import { todo } from "../../src/exercise/todo";
import { useNotebook } from "../../src/notebook/display";
import { prepareBackend } from "../../src/tensor/backend";
import { exerciseLines } from "../../src/cli/exercisesCommand";
import { fakeNotebook } from "../notebook/fakeNotebook";
import type { FakeNotebook } from "../notebook/fakeNotebook";

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "cell "));
let notebook: FakeNotebook;
const html = (): string =>
  notebook.sent
    .map(({ mime, content }) => (mime === "text/html" ? String(content) : mime))
    .join("\n");

beforeAll(async () => void (await prepareBackend()));
beforeEach(() => {
  process.env.NOISE_TO_MUSIC_PROGRESS = path.join(folder, "progress.json");
  fs.rmSync(process.env.NOISE_TO_MUSIC_PROGRESS, { force: true });
  notebook = fakeNotebook();
  useNotebook(notebook);
});
afterAll(() => {
  delete process.env.NOISE_TO_MUSIC_PROGRESS;
  useNotebook(undefined);
  fs.rmSync(folder, { recursive: true });
});

const right = (alpha: number, sigma: number): number => 20 * Math.log10(alpha / sigma);

test("a right answer: a green card, a figure, and it is kept", async () => {
  await check("1.1", right);
  expect(html()).toMatch(/#009e73.*✓ 1\.1 · Signal to noise, in decibels.*Right, at 20 points/);
  expect(notebook.sent.map(({ mime }) => mime)).toEqual([
    "text/html",
    "application/vnd.plotly.v1+json",
  ]);
  const { layout } = notebook.sent[1].content as {
    layout: Record<string, { title?: { text: string } }>;
  };
  expect(layout.yaxis.title?.text).toContain("(dB)");
  expect(readProgress().done["1.1"]).toMatchObject({ tries: 1 });
  expect(readProgress().done["1.1"].passed).toBeTruthy();
});

test("a wrong answer: the mistake by name, three points, nothing of the solution", async () => {
  await check("1.1", (alpha: number, sigma: number) => 20 * Math.log(alpha / sigma));
  expect(html()).toMatch(/Not yet: natural logarithm\..*<table.*<th[^>]*>yours<\/th>/);
  expect(html()).not.toContain("Math.log10(alpha");
  expect(readProgress().done["1.1"]).toEqual({ tries: 1 });
});

test("what a learner wrote is shown as text, never as html", async () => {
  await check("1.1", () => {
    throw new Error("<img src=x onerror=alert(1)>");
  });
  expect(html()).not.toContain("<img");
});

test("a stub is no try, and a solution does not count", async () => {
  await check("1.1", () => todo());
  expect(html()).toContain("○ 1.1");
  await check("1.1", right, { keep: false });
  choose("1.q1", "b", { keep: false });
  choose("1.q1", "?");
  expect(readProgress()).toEqual({ done: {} });
});

test("a hint is small, the next is larger, and then there is the place of the solution", () => {
  const [small, large] = findExercise("1.4").hints;
  hint("1.4");
  expect(html()).toContain("hint 1 of 2");
  expect(notebook.sent).toHaveLength(1);
  hint("1.4");
  hint("1.4");
  const [first, second, third] = notebook.sent.map(({ content }) => String(content));
  expect(first).toContain(small.slice(0, 30));
  expect(first).not.toContain(large.slice(0, 30));
  expect(second).toContain(large.slice(0, 30));
  expect(third).toContain("notebooks/solutions/01-noise.ipynb");
});

test("choices: the right one, a wrong one with its reason, none", () => {
  choose("1.q1", " B ");
  expect(html()).toContain("Yes: “Because between two sounds");
  choose("1.q1", "a");
  expect(html()).toContain("They need less");
  choose("1.q1", "?");
  expect(html()).toContain("Choose one of a, b, c.");
  expect(readProgress().done["1.q1"]).toMatchObject({ tries: 2 });
});

test("every question has a right answer, and a reason of its own for each", () => {
  for (const question of questions) {
    const letters = Object.keys(question.choices);
    expect(letters).toEqual(["a", "b", "c", "d", "e"].slice(0, letters.length));
    expect(letters.filter((letter) => judgeChoice(question, letter).right)).toEqual([
      question.right,
    ]);
    const reasons = Object.values(question.choices).map(({ because }) => because);
    expect(new Set(reasons).size).toBe(letters.length);
    expect(Math.min(...reasons.map(({ length }) => length))).toBeGreaterThan(30);
  }
});

test("an id that is none is told with those that are", async () => {
  await expect(check("9.9", right)).rejects.toThrow(/expected an exercise: 1\.1, 1\.2/);
  expect(() => choose("9.q9", "a")).toThrow(/expected a question: 1\.q1/);
  expect(() => hint("9.9")).toThrow(/got "9\.9"/);
});

test("the list says what is done and what is next", async () => {
  await check("1.1", right);
  await check("1.2", () => ({ alpha: 1, sigma: 1 }));
  const lines = exerciseLines();
  expect(lines[0]).toMatch(/^01-noise: 1 of \d+$/);
  expect(lines).toContain("  ✓ 1.1   Signal to noise, in decibels  (1 try)");
  expect(lines).toContain("  … 1.2   What is left at time t  (1 try)");
  expect(lines.at(-1)).toBe(
    "Next: 1.2 What is left at time t, in notebooks/exercises/01-noise.ipynb",
  );
});
