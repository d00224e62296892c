/** `npm run train -- NAME…`: trains models and writes their weights and cards. */
import { TutorialError } from "../error";
import { contrastNames } from "../model/contrast/contrasts";
import { unfinishedFolder } from "../model/weights/trainedFiles";
import type { TrainingCard } from "../model/weights/trainingCard";
import { progress } from "../notebook/progress";
import { prepareBackend } from "../tensor/backend";
import { contrastTrainable } from "./contrastTrainable";
import { trainArguments } from "./trainArguments";
import type { Trainable, TrainingOrder } from "./trainable";

/** All that can be trained, teachers before students. */
const trainables: readonly Trainable[] = contrastNames.map(contrastTrainable);

function usage(): string {
  const groups = [...new Set(trainables.flatMap((one) => one.groups))];
  return [
    "npm run train -- NAME… [--seed 7] [--steps N] [--folder DIR]",
    "",
    ...trainables.map(({ name }) => `  ${name}`),
    ...groups.map((group) => `  ${group}: all of these`),
  ].join("\n");
}

function summary({ name, steps, plannedSteps, seconds, measured }: TrainingCard): string {
  const short =
    steps < plannedSteps
      ? `, stopped before ${plannedSteps} and kept in "${unfinishedFolder}"`
      : "";
  const found = Object.entries(measured).map(([what, value]) => `${what} ${value}`);
  return `${name}: ${steps} steps in ${seconds} s${short}; ${found.join(", ")}`;
}

/** One training with a line of progress. */
async function trainOne(
  trainable: Trainable,
  order: Omit<TrainingOrder, "observe">,
): Promise<TrainingCard> {
  let line: ReturnType<typeof progress> | undefined;
  try {
    return await trainable.run({
      ...order,
      observe({ steps, loss }) {
        line ??= progress(steps, trainable.name);
        line.step(1, `loss ${loss.toFixed(3)}`);
      },
    });
  } finally {
    line?.end();
  }
}

async function main(): Promise<void> {
  const { chosen, ...asked } = trainArguments(process.argv.slice(2), trainables);
  if (chosen.length === 0) {
    console.log(usage());
    return;
  }
  const { label: backend } = await prepareBackend();
  console.log(`computing on ${backend}`);
  const stop = new AbortController();
  // Only the first time: a second Ctrl-C ends the program at once.
  process.once("SIGINT", () => stop.abort());
  for (const trainable of chosen) {
    if (stop.signal.aborted) break;
    const card = await trainOne(trainable, { ...asked, backend, signal: stop.signal });
    console.log(summary(card));
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof TutorialError ? error : (error as Error).stack);
  process.exitCode = 1;
});
