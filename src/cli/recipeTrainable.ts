/** A recipe as a training of the command line: resumed, stopped and written in the same way for all. */
import type { PreparedTraining, Recipe } from "../model/recipe";
import {
  checkpointFile,
  readTrained,
  removeCheckpoint,
  saveTrained,
} from "../model/weights/trainedFiles";
import { lossCurve } from "../model/weights/trainingCard";
import type { TrainingCard } from "../model/weights/trainingCard";
import { Parameters } from "../nn/parameters";
import { runTraining } from "../training/train";
import type { TrainingOutcome } from "../training/train";
import { commandOf } from "./trainable";
import type { Trainable, TrainingOrder } from "./trainable";

const rounded = (value: number): number => Number(value.toPrecision(4));

function roundedAll(values: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, rounded(value)]));
}

/** How many numbers are trained only to teach the model: those of its companions. */
function helperCount({ companions = {} }: PreparedTraining): number {
  return Object.values(companions).reduce((sum, { parameters }) => sum + parameters.count(), 0);
}

/** Writes what was learned, whether that is all of it or a part. */
async function write(
  recipe: Recipe,
  prepared: PreparedTraining,
  outcome: TrainingOutcome & { readonly learned: Parameters },
  { seed, steps, backend, folder, signal, say }: TrainingOrder,
): Promise<TrainingCard> {
  const { learned, diverged } = outcome;
  await prepared.finish?.(learned);
  // Who presses Ctrl-C does not want to wait.
  const measures = !signal.aborted && !diverged;
  if (measures) say("measuring");
  const measured = measures ? await prepared.measure(learned) : {};
  const { startedFrom } = prepared;
  const card: TrainingCard = {
    name: recipe.name,
    command: commandOf(recipe.name, { seed, steps }),
    trainedOn: recipe.trainedOn,
    ...(startedFrom === undefined ? {} : { startedFrom }),
    seed,
    steps: outcome.steps,
    plannedSteps: steps ?? recipe.steps,
    seconds: rounded(outcome.seconds),
    parts: outcome.parts,
    backend,
    parameters: learned.count(),
    helperParameters: helperCount(prepared),
    callsPerSample: recipe.callsPerSample ?? 1,
    settings: recipe.settings,
    losses: lossCurve(outcome.losses),
    measured: roundedAll(measured),
  };
  saveTrained(learned, card, folder);
  return card;
}

function release(prepared: PreparedTraining | undefined): void {
  Object.values(prepared?.companions ?? {}).forEach((one) => one.parameters.dispose());
  Object.values(prepared?.stores ?? {}).forEach((one) => one.dispose());
  prepared?.dispose?.();
}

/** How a recipe is trained, resumed, measured and written. */
export function recipeTrainable(recipe: Recipe): Trainable {
  const { name } = recipe;
  return {
    name,
    groups: [...recipe.groups, "all"],
    async run(order) {
      const { seed, steps = recipe.steps, folder, observe, signal, seconds, say } = order;
      const parameters = new Parameters(seed);
      let prepared: PreparedTraining | undefined;
      let learned: Parameters | undefined;
      try {
        prepared = await recipe.prepare(parameters, { seed, steps, folder, say });
        const checkpoint = { file: checkpointFile(name, folder) };
        const ours = { parameters, steps, seed, checkpoint, observe, signal, seconds };
        const outcome = await runTraining({ ...prepared, ...ours });
        learned = outcome.averaged ?? parameters.copy();
        const card = await write(recipe, prepared, { ...outcome, learned }, order);
        if (outcome.diverged) throw outcome.diverged;
        // Only now, when all that it led to is on disk.
        if (!outcome.stopped) removeCheckpoint(name, folder);
        return card;
      } finally {
        learned?.dispose();
        release(prepared);
        parameters.dispose();
      }
    },
    async measure({ folder, say }) {
      const { weights, card } = readTrained(name, folder);
      const { seed, plannedSteps: steps } = card;
      const [parameters, learned] = [new Parameters(seed), Parameters.from(weights)];
      let prepared: PreparedTraining | undefined;
      try {
        prepared = await recipe.prepare(parameters, { seed, steps, folder, say });
        say("measuring");
        const measured = roundedAll(await prepared.measure(learned));
        const again: TrainingCard = { ...card, measured };
        saveTrained(learned, again, folder);
        return again;
      } finally {
        learned.dispose();
        release(prepared);
        parameters.dispose();
      }
    },
  };
}
