/** All questions with given answers, in the order of the lessons. */
import { TutorialError } from "../error";
import type { Question } from "./question";
import { questions1 } from "./questions/1";
import { questions2 } from "./questions/2";
import { questions3 } from "./questions/3";
import { questions4 } from "./questions/4";
import { questions5 } from "./questions/5";
import { questions6 } from "./questions/6";
import { questions7 } from "./questions/7";

/** Every question. */
export const questions: readonly Question[] = [
  ...questions1,
  ...questions2,
  ...questions3,
  ...questions4,
  ...questions5,
  ...questions6,
  ...questions7,
];

/**
 * A question by its id.
 *
 * @throws TutorialError `exercise.unknownQuestion`
 */
export function findQuestion(id: string): Question {
  const found = questions.find((one) => one.id === id);
  if (found) return found;
  throw new TutorialError({
    code: "exercise.unknownQuestion",
    where: "choose",
    expected: `a question: ${questions.map((one) => one.id).join(", ")}`,
    got: JSON.stringify(id) ?? String(id),
    fix: 'write its number in quotes, e.g. choose("1.q1", "b")',
  });
}
