/** Asks a function at the same points as its rivals. */
import { Random } from "../tensor/random";
import { answerOf, NoAnswer } from "./answer";
import type { Answer } from "./answer";
import type { Callable, Formula } from "./exercise";
import { guarded } from "./guard";
import { sayInputs } from "./words";

/** What a function said at one point. */
export type Said =
  | { readonly kind: "answer"; readonly given: string; readonly answer: Answer }
  | { readonly kind: "none"; readonly given: string; readonly why: NoAnswer }
  | { readonly kind: "threw"; readonly given: string; readonly error: unknown }
  | { readonly kind: "hung"; readonly given: string; readonly seconds: number }
  | { readonly kind: "todo"; readonly given: string };

const randomPoints = 20;
/** Of one call, and of all together. */
const seconds = { call: 2, all: 6 };

/** How many points an exercise is asked at. */
export function pointsOf({ corners = [] }: Formula): number {
  return randomPoints + corners.length;
}

function inputsAt({ id, draw, corners = [] }: Formula, point: number): readonly unknown[] {
  if (point >= randomPoints) return corners[point - randomPoints]();
  return draw(new Random(7, "exercise", id, point));
}

/**
 * Calls a function with fresh inputs and takes its answer apart before its tensors are released.
 *
 * @param limit seconds
 */
export async function askWith(
  exercise: Formula,
  yours: Callable,
  makeInputs: () => readonly unknown[],
  limit = seconds.call,
): Promise<Said> {
  let given = "";
  const outcome = await guarded(() => {
    const inputs = makeInputs();
    given = sayInputs(exercise.inputs, inputs);
    const value = yours(...inputs);
    const read = (one: unknown): Answer | NoAnswer => {
      try {
        return answerOf(one);
      } catch (error) {
        if (error instanceof NoAnswer) return error;
        throw error;
      }
    };
    const waits = typeof (value as Promise<unknown> | undefined)?.then === "function";
    return waits ? (value as Promise<unknown>).then(read) : read(value);
  }, limit);
  if (outcome.kind !== "value") return { given, ...outcome };
  const { value } = outcome;
  if (value instanceof NoAnswer) return { kind: "none", given, why: value };
  return { kind: "answer", given, answer: value };
}

/** Asks at every point, and stops where asking on makes no sense. */
export async function askEverywhere(exercise: Formula, yours: Callable): Promise<Said[]> {
  const said: Said[] = [];
  const begun = performance.now();
  for (let point = 0; point < pointsOf(exercise); point++) {
    const left = seconds.all - (performance.now() - begun) / 1000;
    const limit = Math.max(0.2, Math.min(seconds.call, left));
    const one = await askWith(exercise, yours, () => inputsAt(exercise, point), limit);
    said.push(one);
    if (one.kind === "hung" || one.kind === "todo") break;
  }
  return said;
}

/** The answers of a function that is known to answer. */
export async function answersOf(exercise: Formula, known: Callable): Promise<Answer[]> {
  const said = await askEverywhere(exercise, known);
  return said.map((one) => {
    if (one.kind === "answer") return one.answer;
    return { shape: `no answer: ${one.kind}`, numbers: [], names: [] };
  });
}
