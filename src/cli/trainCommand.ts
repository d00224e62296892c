/** What `npm run train` does with the names and options that were typed. */
import { TutorialError } from "../error";
import { unfinishedFolder } from "../model/weights/trainedFiles";
import type { TrainingCard } from "../model/weights/trainingCard";
import { prepareBackend } from "../tensor/backend";
import { trainArguments } from "./trainArguments";
import type { Trainable, TrainingOrder } from "./trainable";
import { trainLine } from "./trainLine";

function usage(trainables: readonly Trainable[]): string {
  const groups = [...new Set(trainables.flatMap((one) => one.groups))];
  return [
    "npm run train -- NAME… [--seed 7] [--steps N] [--seconds N] [--folder DIR] [--measure]",
    "",
    ...trainables.map(({ name }) => `  ${name}`),
    ...groups.map((group) => `  ${group}: all of these`),
    "",
    "--seconds N stops after so long, as Ctrl-C does; the same command goes on from there.",
    "--measure trains nothing, but measures again what is there, and writes it into the card.",
  ].join("\n");
}

function summary({ name, steps, plannedSteps, seconds, parts, measured }: TrainingCard): string {
  const inParts = parts === undefined || parts === 1 ? "" : ` in ${parts} parts`;
  const short =
    steps < plannedSteps
      ? `, stopped before ${plannedSteps} and kept in "${unfinishedFolder}"`
      : "";
  const found = Object.entries(measured).map(([what, value]) => `${what} ${value}`);
  const sentence = `${name}: ${steps} steps in ${seconds} s${inParts}${short}`;
  return [sentence, ...(found.length > 0 ? [found.join(", ")] : [])].join("; ");
}

/** One training with a line of progress. */
async function trainOne(
  trainable: Trainable,
  order: Omit<TrainingOrder, "observe" | "say">,
): Promise<TrainingCard> {
  const line = trainLine(trainable.name);
  try {
    return await trainable.run({ ...order, observe: line.observe, say: line.say });
  } finally {
    line.end();
  }
}

/** Measures again what an earlier training has left. */
async function measureOne(
  trainable: Trainable,
  { folder }: Pick<TrainingOrder, "folder">,
): Promise<TrainingCard> {
  if (!trainable.measure) {
    throw new TutorialError({
      code: "cli.train.measure",
      where: "npm run train",
      expected: "a model that can be measured by itself after --measure",
      got: `"${trainable.name}"`,
      fix: "train it again: leave --measure out",
    });
  }
  return trainable.measure({ folder, say: trainLine(trainable.name).say });
}

/**
 * Trains what was asked for, one after the other.
 *
 * @param words what was typed
 * @throws TutorialError `cli.train`, and those of the trainings
 */
export async function trainCommand(
  words: readonly string[],
  trainables: readonly Trainable[],
): Promise<void> {
  const { chosen, seconds, measure, ...asked } = trainArguments(words, trainables);
  if (chosen.length === 0) {
    console.log(usage(trainables));
    return;
  }
  const { label: backend } = await prepareBackend();
  console.log(`computing on ${backend}`);
  const stop = new AbortController();
  // Only the first time: a second Ctrl-C ends the program at once.
  process.once("SIGINT", () => stop.abort());
  const started = performance.now();
  for (const trainable of chosen) {
    const left = seconds && seconds - (performance.now() - started) / 1000;
    if (stop.signal.aborted || (left !== undefined && left <= 0)) break;
    const order = { ...asked, backend, signal: stop.signal, seconds: left };
    const card = measure ? await measureOne(trainable, order) : await trainOne(trainable, order);
    console.log(summary(card));
  }
}
