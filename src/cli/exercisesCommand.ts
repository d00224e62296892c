/** What `npm run exercises` does: says what is done and what is next, or verifies that the exercises are right. */
import * as path from "node:path";
import { TutorialError } from "../error";
import { ladder } from "../exercise/ladder";
import { exerciseNotebooks, lessonOf, notebookOf } from "../exercise/lessons";
import { readProgress } from "../exercise/progress";
import { questions } from "../exercise/questions";
import { prepareBackend } from "../tensor/backend";
import { verifyExercises } from "./verifyExercises";

const usage = `npm run exercises             what is done, and what is next
npm run exercises -- --verify that every stub fails, every solution passes, every mistake is named`;

/** What is done and what is next, line by line. */
export function exerciseLines(): string[] {
  const { done, notice } = readProgress();
  const tasks = [...ladder, ...questions.map(({ id, question }) => ({ id, title: question }))];
  const lines = Object.entries(exerciseNotebooks).flatMap(([lesson, name]) => {
    const own = tasks.filter(({ id }) => lessonOf(id) === lesson);
    const right = own.filter(({ id }) => done[id]?.passed);
    const rows = own.map(({ id, title }) => {
      const { tries = 0, passed } = done[id] ?? {};
      const mark = passed ? "✓" : tries > 0 ? "…" : "·";
      return `  ${mark} ${id.padEnd(5)} ${title}${tries > 0 ? `  (${tries} ${tries === 1 ? "try" : "tries"})` : ""}`;
    });
    return own.length === 0 ? [] : [`${name}: ${right.length} of ${own.length}`, ...rows, ""];
  });
  const next = ladder.find(({ id }) => !done[id]?.passed);
  lines.push(
    next
      ? `Next: ${next.id} ${next.title}, in ${notebookOf(next.id, "exercises")}`
      : "All exercises are done.",
  );
  return notice ? [notice, ...lines] : lines;
}

async function verify(): Promise<void> {
  await prepareBackend();
  const begun = performance.now();
  const notebooks = path.join(__dirname, "..", "..", "notebooks");
  const { counts, faults } = await verifyExercises(notebooks);
  for (const [name, count] of Object.entries(counts))
    console.log(`${String(count).padStart(4)} ${name}`);
  console.log(`in ${((performance.now() - begun) / 1000).toFixed(1)} s`);
  if (faults.length === 0) return;
  for (const fault of faults) console.error(`✗ ${fault}`);
  process.exitCode = 1;
}

/**
 * Lists or verifies.
 *
 * @param words what was typed
 * @throws TutorialError `cli.exercises`, and those of a notebook that cannot be read
 */
export async function exercisesCommand(words: readonly string[]): Promise<void> {
  const [word, ...more] = words;
  if (word === "--verify" && more.length === 0) return verify();
  if (word === "--help") return console.log(usage);
  if (word === undefined) return console.log(exerciseLines().join("\n"));
  throw new TutorialError({
    code: "cli.exercises",
    where: "npm run exercises",
    expected: "nothing, --verify or --help",
    got: `"${words.join(" ")}"`,
    fix: `type one of:\n${usage}`,
  });
}
