/** Holds the exercises against themselves: stubs fail, solutions pass, mistakes are called by their names. */
import * as path from "node:path";
import { judgeChoice } from "../exercise/choose";
import { mistakesOf } from "../exercise/exercise";
import { judge } from "../exercise/judge";
import { findExercise, ladder } from "../exercise/ladder";
import { lessonOf, notebookFile } from "../exercise/lessons";
import { findQuestion, questions } from "../exercise/questions";
import type { Verdict } from "../exercise/verdict";
import * as library from "../index";
import { readNotebook, runCode } from "./notebookCells";

/** What a notebook handed in. */
interface HandedIn {
  readonly verdicts: Verdict[];
  readonly choices: { readonly id: string; readonly letter: string }[];
  /** Whether all of it left the learner's progress alone. */
  readonly kept: string[];
}

/** What was counted, and what was not as it should be. */
export interface Verification {
  readonly counts: Readonly<Record<string, number>>;
  readonly faults: readonly string[];
}

const nothing = (): void => undefined;

async function handedIn(code: string): Promise<HandedIn> {
  const result: HandedIn = { verdicts: [], choices: [], kept: [] };
  await runCode(code, {
    ...library,
    ...{ startLesson: nothing, show: nothing, play: nothing, players: nothing, hint: nothing },
    async check(id: string, yours: unknown, options: { keep?: boolean } = {}) {
      result.verdicts.push(await judge(findExercise(id), yours));
      if (options.keep !== false) result.kept.push(id);
    },
    choose(id: string, letter: string, options: { keep?: boolean } = {}) {
      result.choices.push({ id, letter });
      if (options.keep !== false) result.kept.push(id);
    },
  });
  return result;
}

function missing(found: readonly string[], wanted: readonly string[], where: string): string[] {
  return found.join() === wanted.join()
    ? []
    : [`${where}: has ${found.join(", ") || "nothing"}; should have ${wanted.join(", ")}`];
}

/** The questions of a lesson are printed in its notebook, with all answers. */
function unprinted(prose: string, lesson: string): string[] {
  return questions
    .filter(({ id }) => lessonOf(id) === lesson)
    .flatMap(({ id, question, choices }) => {
      const texts = [question, ...Object.values(choices).map(({ answer }) => answer)];
      return texts
        .filter((text) => !prose.includes(text))
        .map((text) => `${id}: not printed: ${text}`);
    });
}

async function verifyLesson(lesson: string, folder: string): Promise<Verification> {
  const [exercises, solutions] = [
    notebookFile(lesson, "exercises"),
    notebookFile(lesson, "solutions"),
  ];
  const name = path.basename(exercises);
  const faults: string[] = [];
  const wanted = ladder.map(({ id }) => id).filter((id) => lessonOf(id) === lesson);
  const asked = questions.map(({ id }) => id).filter((id) => lessonOf(id) === lesson);
  const stubs = readNotebook(path.join(folder, exercises));
  const open = await handedIn(stubs.code);
  const solved = await handedIn(readNotebook(path.join(folder, solutions)).code);
  for (const [where, { verdicts, choices }] of [
    [exercises, open],
    [solutions, solved],
  ] as const) {
    faults.push(
      ...missing(
        verdicts.map(({ id }) => id),
        wanted,
        where,
      ),
    );
    faults.push(
      ...missing(
        choices.map(({ id }) => id),
        asked,
        where,
      ),
    );
  }
  faults.push(...unprinted(stubs.prose, lesson));
  faults.push(...solved.kept.map((id) => `${solutions}: ${id} must say {keep: false}`));
  const failing = open.verdicts.filter(
    ({ outcome, lines }) => outcome !== "passed" && lines.length > 0,
  );
  const passing = solved.verdicts.filter(({ outcome }) => outcome === "passed");
  const odd = [
    ...open.verdicts.filter((one) => !failing.includes(one)),
    ...solved.verdicts.filter((one) => !passing.includes(one)),
  ];
  faults.push(
    ...odd.map(({ id, outcome, headline }) => `${name}: ${id} is “${outcome}”: ${headline}`),
  );
  const isRight = ({ id, letter }: { id: string; letter: string }): boolean =>
    judgeChoice(findQuestion(id), letter).right;
  const right = solved.choices.filter(isRight);
  faults.push(...open.choices.filter(isRight).map(({ id }) => `${exercises}: ${id} is answered`));
  faults.push(
    ...solved.choices
      .filter((one) => !right.includes(one))
      .map(({ id }) => `${solutions}: ${id} is wrong`),
  );
  return {
    counts: {
      "stubs fail, with help": failing.length,
      "solutions pass": passing.length,
      "questions answered": right.length,
    },
    faults,
  };
}

async function verifyMistakes(): Promise<Verification> {
  const faults: string[] = [];
  let named = 0;
  for (const exercise of ladder) {
    const mistakes = mistakesOf(exercise);
    if (mistakes.length < 3) faults.push(`${exercise.id}: knows only ${mistakes.length} mistakes`);
    for (const { name, make } of mistakes) {
      const verdict = await judge(exercise, make);
      if (verdict.mistake === name) named++;
      else
        faults.push(`${exercise.id}: “${name}” is taken for ${verdict.mistake ?? verdict.outcome}`);
    }
  }
  return { counts: { "mistakes named": named }, faults };
}

/** Several verifications as one. */
function together(all: readonly Verification[]): Verification {
  const counts: Record<string, number> = {};
  for (const [name, count] of all.flatMap((one) => Object.entries(one.counts))) {
    counts[name] = (counts[name] ?? 0) + count;
  }
  return { counts, faults: all.flatMap(({ faults }) => faults) };
}

/**
 * Runs every exercise and solution notebook.
 *
 * @param folder where the notebooks are
 * @throws TutorialError `exercise.notebook`
 */
export async function verifyNotebooks(folder: string): Promise<Verification> {
  const all: Verification[] = [{ counts: { exercises: ladder.length }, faults: [] }];
  for (const lesson of new Set(ladder.map(({ id }) => lessonOf(id)))) {
    all.push(await verifyLesson(lesson, folder));
  }
  return together(all);
}

/**
 * Runs the notebooks, and makes every mistake.
 *
 * @param folder where the notebooks are
 * @throws TutorialError `exercise.notebook`
 */
export async function verifyExercises(folder: string): Promise<Verification> {
  return together([await verifyNotebooks(folder), await verifyMistakes()]);
}
