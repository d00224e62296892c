/** Run one lesson, judge it, and make its page. */
import { readFile, rename } from "node:fs/promises";
import path from "node:path";
import { remove, writeWhole } from "../base/files.mjs";
import { execute } from "./execute.mjs";
import { finishPage } from "./finish.mjs";

const megabyte = 1e6;
const largestNotebook = 3 * megabyte;

/**
 * Runs `lesson` in a fresh kernel and writes `folder/<name>.ipynb` and `folder/<name>.html`.
 *
 * Resolves to `{name, problems, warnings, cells, skipped, seconds, firstFigureSeconds, bytes, page}`,
 * or to `undefined` when `signal` stopped it. A problem is `{cell, source, kind, text}` and makes the run
 * fail; a warning is a sentence. `onCell({number, of})` is called before each cell.
 */
export async function runLesson(lesson, { python, folder, timeout, signal, onCell }) {
  const { name, file, title, stated, storedOutputs } = lesson;
  const page = path.join(folder, `${name}.html`);
  const rawPage = `${page}.raw.tmp`;
  // Kept aside until we know that nothing stopped it, so that a half-run lesson replaces no whole one.
  const rawNotebook = path.join(folder, `${name}.ipynb.raw.tmp`);
  try {
    const outcome = await execute(file, {
      python,
      executed: rawNotebook,
      page: rawPage,
      home: `${"../".repeat(name.split("/").length - 1)}index.html`,
      timeout,
      signal,
      onCell,
    });
    if (signal.aborted) return undefined;

    const { measured } = outcome;
    const problems = [...storedProblems(storedOutputs), ...outcome.problems];
    if (!measured) return { name, problems, warnings: [], page: false };
    await rename(rawNotebook, path.join(folder, `${name}.ipynb`));
    const from = path.dirname(file);
    const raw = await readFile(rawPage, "utf8");
    const finished = await finishPage(raw, { title, from, to: path.dirname(page) });
    writeWhole(page, finished.html);
    problems.push(...sizeProblems(measured.bytes), ...finished.problems);
    return { name, problems, warnings: timeWarnings(stated, measured), ...measured, page: true };
  } finally {
    remove(rawPage);
    remove(rawNotebook);
  }
}

/** A problem of the whole notebook. */
const problem = (kind, text) => ({ cell: null, source: "", kind, text });

function storedProblems(cells) {
  if (cells.length === 0) return [];
  const which = `${cells.length === 1 ? "cell" : "cells"} ${cells.join(", ")}`;
  const text =
    `the notebook is stored with the outputs of ${which}; ` +
    "clear them (in JupyterLab: Edit › Clear Outputs of All Cells) and save";
  return [problem("stored-outputs", text)];
}

function sizeProblems(bytes) {
  if (bytes <= largestNotebook) return [];
  const [is, most] = [bytes, largestNotebook].map((size) => (size / megabyte).toFixed(1));
  return [
    problem("too-large", `the executed notebook has ${is} MB, at most ${most} MB are allowed`),
  ];
}

/** What was measured, held against what the lesson states. */
function timeWarnings(stated, { seconds, firstFigureSeconds }) {
  const warnings = [];
  if (seconds > stated.seconds)
    warnings.push(`took ${seconds.toFixed(1)} s; it states ${stated.seconds} s`);
  if (stated.firstFigureSeconds === undefined) return warnings;
  if (firstFigureSeconds === null)
    warnings.push(`showed no figure; it states one within ${stated.firstFigureSeconds} s`);
  else if (firstFigureSeconds > stated.firstFigureSeconds) {
    const when = firstFigureSeconds.toFixed(1);
    warnings.push(
      `showed its first figure after ${when} s; it states ${stated.firstFigureSeconds} s`,
    );
  }
  return warnings;
}
