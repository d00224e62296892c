/** The verdict on a function of which the truth is known at every point. */
import type { Answer } from "./answer";
import { answersOf, askEverywhere } from "./ask";
import type { Said } from "./ask";
import { agree, allowances, worstOf } from "./compare";
import type { Callable, Formula, Mistake } from "./exercise";
import { patternOf } from "./pattern";
import { hung, notBegun, threw } from "./report";
import type { Finding } from "./report";
import type { Evidence } from "./verdict";
import { sayPart } from "./words";

/** A finding, and the numbers it rests on. */
export interface JudgedFormula {
  readonly finding: Finding;
  readonly exact: readonly Answer[];
  /** Nothing where a point had no answer. */
  readonly yours?: readonly Answer[];
}

/** The first point at which there was no answer, as a finding. */
function noAnswer(exercise: Formula, said: readonly Said[]): Finding | undefined {
  const odd = said.find(({ kind }) => kind !== "answer");
  if (!odd || odd.kind === "answer") return undefined;
  if (odd.kind === "todo") return notBegun(exercise);
  if (odd.kind === "hung") return hung(odd.seconds, odd.given);
  if (odd.kind === "threw") return threw(odd.error, odd.given);
  if (odd.why.kind === "disposed") {
    return {
      outcome: "disposed",
      headline: "The tensor that your function returns is disposed already.",
      lines: [
        "Return it from tf.tidy, which keeps what it returns, or do not dispose it yourself.",
      ],
    };
  }
  const missing = /^nothing/.test(odd.why.message) ? ["Is there a return in your function?"] : [];
  return {
    outcome: "type",
    headline: `${capital(odd.why.message)}, where an answer was expected.`,
    lines: [`What is asked for: ${exercise.signature}`, ...missing],
  };
}

const capital = (text: string): string => text[0].toUpperCase() + text.slice(1);

/** Up to three points where they differ, apart from each other. */
function evidenceOf(
  said: readonly Said[],
  yours: readonly Answer[],
  exact: readonly Answer[],
  allowed: readonly number[],
): Evidence[] {
  const differ = exact.flatMap((one, i) => (agree(yours[i], one, allowed[i]) ? [] : [i]));
  return differ.slice(0, 3).map((i) => {
    const worst = worstOf(yours[i], exact[i]);
    const sameShape = yours[i].shape === exact[i].shape;
    const { given } = said[i] as { given: string };
    return {
      given,
      yours: sameShape ? sayPart(yours[i], worst) : yours[i].shape,
      exact: sameShape ? sayPart(exact[i], worst) : exact[i].shape,
    };
  });
}

async function mistakeOf(
  exercise: Formula,
  yours: readonly Answer[],
  allowed: readonly number[],
): Promise<Mistake | undefined> {
  for (const mistake of exercise.mistakes) {
    const answers = await answersOf(exercise, mistake.make);
    if (answers.every((one, i) => agree(yours[i], one, allowed[i]))) return mistake;
  }
  return undefined;
}

/**
 * Asks at random points and corners, compares with the truth, and looks for the mistake.
 *
 * @param yours what the learner wrote
 */
export async function judgeFormula(exercise: Formula, yours: Callable): Promise<JudgedFormula> {
  const said = await askEverywhere(exercise, yours);
  const exact = await answersOf(exercise, exercise.truth);
  const silent = noAnswer(exercise, said);
  if (silent) return { finding: silent, exact };
  const answers = said.map((one) => (one as { answer: Answer }).answer);
  const allowed = allowances(exact, exercise.tolerance ?? 1e-4);
  const evidence = evidenceOf(said, answers, exact, allowed);
  const judged = (finding: Finding): JudgedFormula => ({ finding, exact, yours: answers });
  if (evidence.length === 0) {
    const headline = `Right, at ${exact.length} points out of ${exact.length}.`;
    return judged({ outcome: "passed", headline });
  }
  const mistake = await mistakeOf(exercise, answers, allowed);
  if (mistake) {
    const { name, says } = mistake;
    return judged({
      outcome: "mistake",
      mistake: name,
      headline: `Not yet: ${name}.`,
      lines: [says],
      evidence,
    });
  }
  const odd = exact.findIndex(({ shape }, i) => shape !== answers[i].shape);
  if (odd >= 0) {
    const headline = `Your answer is ${answers[odd].shape}; it should be ${exact[odd].shape}.`;
    return judged({
      outcome: "shape",
      headline,
      lines: [`What is asked for: ${exercise.signature}`],
      evidence,
    });
  }
  if (answers.some(({ numbers }) => numbers.some((one) => !Number.isFinite(one)))) {
    return judged({
      outcome: "notFinite",
      headline: "Your answer is not always a number.",
      lines: [
        "NaN and Infinity come from 0/0, from the logarithm or the root of what is below zero, or from an exponential that is too large.",
      ],
      evidence,
    });
  }
  const right = exact.filter((one, i) => agree(answers[i], one, allowed[i])).length;
  const pattern = patternOf(answers, exact);
  return judged({
    outcome: "wrong",
    headline: `Not yet: right at ${right} of ${exact.length} points.`,
    lines: [...(pattern ? [pattern] : []), `hint("${exercise.id}") gives you a nudge.`],
    evidence,
  });
}
