/** The wording of verdicts that any exercise may need. */
import { TutorialError } from "../error";
import type { Exercise } from "./exercise";
import type { Evidence, Outcome, Verdict } from "./verdict";

/** What differs from verdict to verdict. */
export interface Finding {
  readonly outcome: Outcome;
  readonly headline: string;
  readonly lines?: readonly string[];
  readonly evidence?: readonly Evidence[];
  readonly mistake?: string;
}

/** A verdict on an exercise. */
export function report(
  { id, title }: Exercise,
  { lines = [], evidence = [], ...rest }: Finding,
): Verdict {
  return { id, title, lines, evidence, ...rest };
}

/** Nothing is written yet. */
export function notBegun(exercise: Exercise): Finding {
  return {
    outcome: "todo",
    headline: "Nothing is written here yet.",
    lines: [exercise.goal, `Stuck? hint("${exercise.id}") gives you a nudge.`],
  };
}

/** It did not come back. */
export function hung(seconds: number, given: string): Finding {
  return {
    outcome: "hung",
    headline: `No answer after ${seconds} s, so the check has stopped it.`,
    lines: [
      `It was asked ${given}.`,
      "Is there a loop whose end is never reached, or a Promise that nobody resolves?",
    ],
  };
}

/** It threw. */
export function threw(error: unknown, given: string): Finding {
  const { name = "an error", message = String(error) } = (error ?? {}) as Partial<Error>;
  const help = error instanceof TutorialError ? [] : errorHelp(message);
  return {
    outcome: "threw",
    headline: `Your code threw ${name}: ${message}`,
    lines: [`It was asked ${given}.`, ...help],
  };
}

function errorHelp(message: string): string[] {
  if (/Maximum call stack/.test(message)) return ["Does the function call itself without an end?"];
  if (/disposed/i.test(message))
    return ["A tensor was used after it had been disposed: dispose it last, or let tf.tidy do it."];
  if (/not a function/.test(message))
    return [
      "Something is called that is no function: numbers have no .mul, and tensors no + or *.",
    ];
  return [];
}
