/** All exercises, in the order of the lessons. */
import { TutorialError } from "../error";
import type { Exercise } from "./exercise";
import { lesson1 } from "./ladder/1";
import { lesson2 } from "./ladder/2";
import { lesson3 } from "./ladder/3";
import { lesson4 } from "./ladder/4";
import { lesson5 } from "./ladder/5";
import { lesson6 } from "./ladder/6";
import { lesson7 } from "./ladder/7";

/** Every exercise. */
export const ladder: readonly Exercise[] = [
  ...lesson1,
  ...lesson2,
  ...lesson3,
  ...lesson4,
  ...lesson5,
  ...lesson6,
  ...lesson7,
];

/**
 * An exercise by its id.
 *
 * @throws TutorialError `exercise.unknown`
 */
export function findExercise(id: string): Exercise {
  const found = ladder.find((one) => one.id === id);
  if (found) return found;
  throw new TutorialError({
    code: "exercise.unknown",
    where: "check",
    expected: `an exercise: ${ladder.map((one) => one.id).join(", ")}`,
    got: JSON.stringify(id) ?? String(id),
    fix: 'write its number in quotes, e.g. check("1.1", yourFunction)',
  });
}
