import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { afterAll, beforeEach, expect, test } from "vitest";
import { noteTry, progressFile, readProgress } from "../../src/exercise/progress";

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "progress "));
const file = path.join(folder, "deep", "progress.json");
beforeEach(() => fs.rmSync(path.dirname(file), { recursive: true, force: true }));
afterAll(() => fs.rmSync(folder, { recursive: true }));

test("a try is noted, and what was right once stays right", () => {
  expect(readProgress(file)).toEqual({ done: {} });
  expect(noteTry("1.1", false, file)).toBeUndefined();
  expect(readProgress(file).done["1.1"]).toEqual({ tries: 1 });
  noteTry("1.1", true, file);
  const { passed } = readProgress(file).done["1.1"];
  expect(Date.parse(passed!)).toBeGreaterThan(0);
  noteTry("1.1", false, file);
  noteTry("1.2", true, file);
  expect(readProgress(file).done["1.1"]).toEqual({ tries: 3, passed });
  expect(fs.readdirSync(path.dirname(file))).toEqual(["progress.json"]);
});

test.each(["", "{", '{"done": 3}', "null", "[]"])("%j is put aside, and said", (text) => {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, text);
  expect(noteTry("1.1", true, file)).toContain("kept as progress.json.damaged");
  expect(fs.readFileSync(`${file}.damaged`, "utf8")).toBe(text);
  expect(readProgress(file).done["1.1"].tries).toBe(1);
});

test("what makes no sense is left out, the rest is kept", () => {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  const done = { "1.1": { tries: 2 }, "1.2": { tries: "many" }, "1.3": null };
  fs.writeFileSync(file, JSON.stringify({ done }));
  expect(readProgress(file)).toEqual({ done: { "1.1": { tries: 2 } } });
});

test("where nothing can be written, that is said and nothing breaks", () => {
  const blocked = path.join(folder, "a-file");
  fs.writeFileSync(blocked, "");
  expect(noteTry("1.1", true, path.join(blocked, "progress.json"))).toContain("could not be kept");
});

test("the file lies in the learner's folder, or where the environment says, or nowhere", () => {
  const before = process.env.NOISE_TO_MUSIC_PROGRESS;
  try {
    delete process.env.NOISE_TO_MUSIC_PROGRESS;
    expect(progressFile()).toMatch(/notebooks[/\\]exercises[/\\]progress\.json$/);
    process.env.NOISE_TO_MUSIC_PROGRESS = file;
    expect(progressFile()).toBe(file);
    process.env.NOISE_TO_MUSIC_PROGRESS = "off";
    expect(progressFile()).toBeUndefined();
    expect(noteTry("1.1", true)).toBeUndefined();
  } finally {
    if (before === undefined) delete process.env.NOISE_TO_MUSIC_PROGRESS;
    else process.env.NOISE_TO_MUSIC_PROGRESS = before;
  }
});
