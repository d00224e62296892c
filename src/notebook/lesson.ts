/** The first cell of a lesson: which engine computes is chosen, and said. */
import { availableParallelism } from "node:os";
import { TutorialError } from "../error";
import { prepareBackend } from "../tensor/backend";
import type { BackendReport } from "../tensor/backend";
import { send } from "./display";
import { escapeHtml, small } from "./html";

let chosen: BackendReport | undefined;

/** "1 core", "8 cores" */
function cores(): string {
  const count = availableParallelism();
  return `${count} ${count === 1 ? "core" : "cores"}`;
}

/**
 * Begins a lesson: chooses the fastest engine that loads and says under the cell which one it is,
 * why not a faster one, and what to do about it. It returns nothing, because the kernel would print
 * that a second time; {@link prepareBackend} returns what was chosen.
 *
 * @throws TutorialError as {@link prepareBackend}
 *
 * @example
 * await startLesson();
 */
export async function startLesson(): Promise<void> {
  chosen = await prepareBackend();
  const words = `Computing on ${chosen.label}, ${cores()}, Node ${process.versions.node}.`;
  const slower = chosen.skipped.map(({ name, reason }) => `${name} did not load: ${reason}`);
  const advice =
    slower.length > 0 ? ["Everything works, only slower; `npm run doctor` says what to do."] : [];
  const more = [...slower, ...advice];
  const lines = more.map((line) => `<div>${small(line)}</div>`).join("");
  send(`<div>${escapeHtml(words)}</div>${lines}`, [words, ...more].join("\n"));
}

/**
 * The sentence a figure of timings carries: which engine was timed.
 *
 * @throws TutorialError `notebook.lesson.notStarted` before {@link startLesson}
 *
 * @example
 * await startLesson();
 * const note = backendNote();
 */
export function backendNote(): string {
  if (chosen) return `Computed on ${chosen.label}, ${cores()}.`;
  throw new TutorialError({
    code: "notebook.lesson.notStarted",
    where: "backendNote",
    expected: "a lesson that has begun",
    got: "no engine chosen yet",
    fix: "run the first cell: await startLesson()",
  });
}
