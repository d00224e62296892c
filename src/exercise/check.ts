/** `await check("2.3", yourFunction)`: is it right, and if not, what is wrong? */
import { show } from "../notebook/show";
import { findExercise } from "./ladder";
import { evidenceTable, sendCard } from "./html";
import { judge } from "./judge";
import { noteTry } from "./progress";
import type { Verdict } from "./verdict";

/** What a check can be told. */
export interface CheckOptions {
  /** Whether your progress is kept (default: true). Solutions do not count. */
  readonly keep?: boolean;
}

/** Shows a verdict under the cell. */
export function showVerdict(verdict: Verdict, footer?: string): void {
  const { id, title, outcome, headline, lines, figure } = verdict;
  const passed = outcome === "passed";
  const tone = passed ? "good" : outcome === "todo" ? "calm" : "bad";
  sendCard({
    ...{ tone, mark: passed ? "✓" : outcome === "todo" ? "○" : "✗" },
    heading: `${id} · ${title}`,
    lines: [headline, ...lines],
    under: evidenceTable(verdict),
    ...(footer === undefined ? {} : { footer }),
  });
  if (figure) show(figure);
}

/**
 * Checks an exercise against mathematics: your function is asked at random points whose exact answers are known. A wrong
 * answer is compared with those of known mistakes, so that you hear not only that something is wrong, but what.
 *
 * Whatever your function does, the notebook goes on: errors are explained, endless loops are cut off (in an async
 * function, those before its first `await`), and every tensor made on the way is released.
 *
 * @param id of the exercise, e.g. `"2.3"`
 * @param yours your function, not called; in a build, what the exercise asks for
 * @throws TutorialError `exercise.unknown`
 *
 * @example
 * await check("1.1", (alpha: number, sigma: number) => 20 * Math.log10(alpha / sigma));
 */
export async function check(
  id: string,
  yours: unknown,
  { keep = true }: CheckOptions = {},
): Promise<void> {
  const verdict = await judge(findExercise(id), yours);
  const passed = verdict.outcome === "passed";
  const isTry = verdict.outcome !== "todo";
  showVerdict(verdict, keep && isTry ? noteTry(id, passed) : undefined);
}
