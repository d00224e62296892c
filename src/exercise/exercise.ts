/**
 * What an exercise is.
 *
 * Two designs were sketched. (1) One table a lesson, with columns for truth, mistakes and hints: short, but whoever
 * wants to know what exercise 2.3 checks has to read across three tables. (2) As here: one file an exercise, in
 * `ladder/<lesson>/`, which holds its goal, the truth, the mistakes as the wrong functions they are, and the hints. The
 * check, the diagnosis, the tests and the listing all read that one file. The second was kept.
 *
 * Where things are: `judge.ts` comes to a verdict, `report.ts` words it, `check.ts` shows it; `guard.ts` runs what a learner
 * wrote; `ladder.ts` lists all exercises, `questions.ts` all questions.
 */
import type { Quantity } from "../figure/axis";
import type { Figure } from "../figure/figure";
import type { Random } from "../tensor/random";

/** Any function, seen from where its inputs do not matter. */
export type Callable = (...inputs: unknown[]) => unknown;

/** A wrong answer that people give, as the wrong thing itself. */
export interface Mistake<T = unknown> {
  /** Short: "missing g²". */
  readonly name: string;
  /** What it does, and why that is not what was asked. */
  readonly says: string;
  /** Makes exactly this mistake. */
  readonly make: T;
}

interface Task {
  /** Lesson and number: "2.3". */
  readonly id: string;
  readonly title: string;
  /** One sentence: what is to be written. */
  readonly goal: string;
  /** As TypeScript writes it. */
  readonly signature: string;
  /** A nudge, and a longer one. Neither is the solution. */
  readonly hints: readonly [string, string];
}

/** How a function of one number is drawn. */
export interface Curve<Inputs = readonly unknown[]> {
  readonly x: Quantity & { readonly from: number; readonly to: number };
  readonly y: Quantity;
  readonly inputs: (x: number) => Inputs;
  /** What of the answer is drawn; the answer itself unless given. */
  readonly read?: (answer: unknown) => number;
}

/** An exercise with one right answer at each point: the truth is known, and random points decide. */
export interface Formula<
  Inputs extends readonly unknown[] = readonly unknown[],
  Answer = unknown,
> extends Task {
  readonly kind: "formula";
  /** Names of the inputs, for people. */
  readonly inputs: readonly string[];
  /** What the answer is, with its unit. */
  readonly answer: Quantity;
  /** Inputs at a random point. Tensors that it makes are released. */
  readonly draw: (random: Random) => Inputs;
  /** Limits and corners, asked besides. */
  readonly corners?: readonly (() => Inputs)[];
  readonly truth: (...inputs: Inputs) => Answer;
  readonly mistakes: readonly Mistake<(...inputs: Inputs) => unknown>[];
  readonly curve?: Curve<Inputs>;
  /** How far an answer may be off, relative to its size: 1e-4 unless given. */
  readonly tolerance?: number;
}

/** Something that must hold of what was built. */
export interface Law<T = unknown> {
  /** "The last step stands at the last time." */
  readonly says: string;
  /** `true`, or what was seen instead. Tensors that it makes are released. */
  readonly test: (build: T) => true | string;
  /** What most likely went wrong where this law is the first to fail. */
  readonly mistake: Mistake<T>;
}

/** An exercise with many right answers: whatever keeps the laws is right. */
export interface Build<T = unknown> extends Task {
  readonly kind: "build";
  /** Why this cannot be what was asked for, or nothing if it may be. */
  readonly refuses: (build: unknown) => string | undefined;
  /** From the plainest to the subtlest. */
  readonly laws: readonly Law<T>[];
  /** One that keeps them all. */
  readonly truth: T;
  /** What was built, to look at. */
  readonly picture?: (build: T) => Figure;
}

/** Either kind. */
export type Exercise = Formula | Build;

/** A {@link Formula} whose inputs TypeScript has checked, among others. */
export function formula<Inputs extends readonly unknown[], Answer>(
  definition: Omit<Formula<Inputs, Answer>, "kind">,
): Exercise {
  return { kind: "formula", ...definition } as unknown as Formula;
}

/** A {@link Build} whose laws TypeScript has checked, among others. */
export function build<T>(definition: Omit<Build<T>, "kind">): Exercise {
  return { kind: "build", ...definition } as unknown as Build;
}

/** All mistakes that an exercise knows by name. */
export function mistakesOf(exercise: Exercise): readonly Mistake[] {
  if (exercise.kind === "formula") return exercise.mistakes;
  return exercise.laws.map(({ mistake }) => mistake);
}
