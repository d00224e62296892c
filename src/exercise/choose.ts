/** `choose("5.q1", "b")`: an answer out of several, each with its reason. */
import { sendCard } from "./html";
import { noteTry } from "./progress";
import type { Question } from "./question";
import { findQuestion } from "./questions";

/** What became of an answer. */
export interface Chosen {
  readonly right: boolean;
  readonly headline: string;
  readonly because: string;
}

/** Judges an answer. */
export function judgeChoice({ choices, right }: Question, letter: unknown): Chosen {
  const key = typeof letter === "string" ? letter.trim().toLowerCase() : "";
  if (!Object.hasOwn(choices, key)) {
    const letters = Object.keys(choices).join(", ");
    return { right: false, headline: "No answer yet.", because: `Choose one of ${letters}.` };
  }
  const { answer, because } = choices[key];
  const isRight = key === right;
  return { right: isRight, headline: `${isRight ? "Yes" : "No"}: “${answer}”`, because };
}

/**
 * Answers a question, and shows why the answer is right or what it overlooks.
 *
 * @param id of the question, e.g. `"5.q1"`
 * @param letter of the answer you choose
 * @param options `keep: false` leaves your progress alone
 * @throws TutorialError `exercise.unknownQuestion`
 *
 * @example
 * choose("1.q1", "b");
 */
export function choose(
  id: string,
  letter: string,
  { keep = true }: { readonly keep?: boolean } = {},
): void {
  const question = findQuestion(id);
  const { right, headline, because } = judgeChoice(question, letter);
  const open = headline.startsWith("No answer");
  const notice = keep && !open ? noteTry(id, right) : undefined;
  sendCard({
    ...{ tone: right ? "good" : open ? "calm" : "bad", mark: right ? "✓" : open ? "○" : "✗" },
    ...{ heading: `${id} · ${question.question}`, lines: [headline, because], footer: notice },
  });
}
