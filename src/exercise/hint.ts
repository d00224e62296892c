/** `hint("2.3")`: a nudge, and when asked again a larger one. */
import { sendCard } from "./html";
import { findExercise } from "./ladder";
import { notebookOf } from "./lessons";

const given = new Map<string, number>();

/**
 * Shows a hint for an exercise. The first call gives a small one, the second a larger one, and any further call both,
 * with the place where a solution stands.
 *
 * @param id of the exercise, e.g. `"2.3"`
 * @throws TutorialError `exercise.unknown`
 *
 * @example
 * hint("2.3");
 */
export function hint(id: string): void {
  const { title, hints } = findExercise(id);
  const call = (given.get(id) ?? 0) + 1;
  given.set(id, call);
  const all = call > hints.length;
  const lines = all ? hints : [hints[call - 1]];
  sendCard({
    ...{
      tone: "calm",
      mark: "→",
      lines,
      heading: `${id} · ${title}: ${all ? "both hints" : `hint ${call} of ${hints.length}`}`,
    },
    footer: all
      ? `A worked solution stands in ${notebookOf(id, "solutions")}. It is worth more after one more try.`
      : call === 1
        ? "Run this again for a larger one."
        : undefined,
  });
}
