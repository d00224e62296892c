/** Run the lessons one after the other, say how each went, and leave an index over them. */
import { availableParallelism } from "node:os";
import path from "node:path";
import { readJson, writeJson, writeWhole } from "../base/files.mjs";
import { SetupProblem } from "../base/problem.mjs";
import { say } from "../base/say.mjs";
import { describeProblems, lineOf } from "./describe.mjs";
import { findLessons } from "./find.mjs";
import { indexPage } from "./index.mjs";
import { Progress } from "./progress.mjs";
import { runLesson } from "./run.mjs";

/**
 * Runs the lessons called `names` (none: all) of the folder `from`, writing to the folder `to`.
 * Resolves to the exit code: 0 all well, 1 a lesson failed, 130 stopped by `signal`.
 *
 * @param {{names: string[], python: string, from: string, to: string, timeout: number,
 *   strictTime: boolean, signal: AbortSignal}} options
 */
export async function runLessons({ names, python, from, to, timeout, strictTime, signal }) {
  const all = findLessons(from);
  const lessons = pick(all, names, from);
  const file = path.join(to, "results.json");
  const results = Object.fromEntries(
    Object.entries(readJson(file) ?? {}).filter(([name]) => all.some((one) => one.name === name)),
  );
  const progress = new Progress(lessons, results);
  const width = Math.max(...lessons.map((lesson) => lesson.name.length));
  const failed = [];

  for (const lesson of lessons) {
    if (signal.aborted) break;
    progress.start(lesson);
    const start = performance.now();
    const onCell = (cell) => progress.cell(cell);
    const result = await runLesson(lesson, { python, folder: to, timeout, signal, onCell });
    progress.clear();
    if (!result) break;
    if (strictTime) promoteWarnings(result);
    if (result.problems.length > 0) failed.push(result);
    say(lineOf(result, width));
    for (const warning of result.warnings) say(`    warning: ${warning}`);
    results[lesson.name] = { ...result, took: (performance.now() - start) / 1000 };
    writeJson(file, results);
    writeWhole(path.join(to, "index.html"), await indexPage(all, results, availableParallelism()));
  }

  for (const result of failed) say(`\n${describeProblems(result)}`);
  say();
  if (signal.aborted) {
    say(`Stopped. What was finished is in ${to}.`);
    return 130;
  }
  if (failed.length > 0) say(`${failed.length} of ${lessons.length} lessons failed.`);
  say(`Pages: ${path.join(to, "index.html")}`);
  return failed.length > 0 ? 1 : 0;
}

/** The lessons to run, by name or how it begins (`01`); a name that fits none is told with those that are. */
function pick(all, names, folder) {
  const known = all.map((lesson) => lesson.name);
  const wanted = names.map((name) => name.replace(/^notebooks[/\\]/, "").replace(/\.ipynb$/, ""));
  const unknown = wanted.filter((name) => !known.some((one) => one.startsWith(name)));
  if (all.length > 0 && unknown.length === 0)
    return wanted.length === 0
      ? all
      : all.filter(({ name }) => wanted.some((start) => name.startsWith(start)));
  throw new SetupProblem({
    code: "lessons.unknown",
    what:
      unknown.length > 0
        ? `no lesson is called ${unknown.map((name) => `"${name}"`).join(", ")}`
        : `there are no notebooks in ${folder}`,
    fix: `name some of those in ${folder}: ${known.join(", ") || "none yet"}`,
  });
}

function promoteWarnings(result) {
  for (const text of result.warnings.splice(0))
    result.problems.push({ cell: null, source: "", kind: "too-slow", text });
}
