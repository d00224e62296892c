/** A training on disk: where it was, so that it can go on after any interruption. */
import * as fs from "node:fs";
import { TutorialError } from "../error";
import { decodeSafetensors, encodeSafetensors } from "../tensor/safetensors";
import type { NamedArray } from "../tensor/safetensors";
import { tf } from "../tensor/tf";
import type { Tensor, Tensor1D } from "../tensor/tf";
import type { Seconds } from "../units";
import { writeWhole } from "../writeWhole";
import type { Trainer } from "./trainer";
import type { TrainingGroup } from "./trainingGroup";

/** What a checkpoint holds beside weights. @internal */
export interface CheckpointNotes {
  readonly seed: number;
  /** Of all parts until now. */
  readonly seconds: Seconds;
  /** In how many runs it was trained until now. */
  readonly parts: number;
  /** The loss of each step until now. */
  readonly losses: readonly number[];
}

const format = "noise-to-music checkpoint 2";

/** The vectors of a trainer. */
function vectorsOf({ state }: Trainer): [string, Tensor1D][] {
  const { weights, mean, square, average } = state;
  const vectors = Object.entries({ weights, mean, square });
  return average ? [...vectors, ["average", average]] : vectors;
}

/** All variables that no gradient trains, under the names they have in the file. */
function untrainedOf({ members, stores }: TrainingGroup): [string, tf.Variable][] {
  const listed = (place: string, values: Readonly<Record<string, tf.Variable>>) =>
    Object.entries(values).map(([key, one]): [string, tf.Variable] => [`${place}/${key}`, one]);
  return [
    ...members.flatMap(({ name, trainer }) => listed(`${name}/untrained`, trainer.untrained)),
    ...Object.entries(stores).flatMap(([name, store]) => listed(`store/${name}`, store.values())),
  ];
}

/** What must be the same in the file and in the training that goes on from it. */
function identity(group: TrainingGroup, seed: number): Record<string, string> {
  const [first, ...companions] = group.members.map(({ name, trainer }) => {
    const { names, count } = trainer.trained;
    const average = trainer.state.average ? "an average" : "no average";
    return { name, average, weights: `${count} weights named ${names.join(", ")}` };
  });
  const listed = (items: readonly string[]): string => items.join("; ") || "nothing";
  const others = companions.map(({ name, ...one }) => `${name}, ${one.average}, ${one.weights}`);
  const untrained = untrainedOf(group).map(([name, { shape }]) => `${name} [${shape.join()}]`);
  return {
    weights: first.weights,
    seed: `seed ${seed}`,
    average: `${first.average} of the weights`,
    companions: `companions: ${listed(others)}`,
    untrained: `kept without training: ${listed(untrained)}`,
  };
}

/** Writes a training as one safetensors file, wholly or not at all. @internal */
export function writeCheckpoint(file: string, group: TrainingGroup, notes: CheckpointNotes): void {
  const vectors = group.members.flatMap(({ name, trainer }) =>
    vectorsOf(trainer).map(([vector, tensor]): [string, Tensor] => [`${name}/${vector}`, tensor]),
  );
  const entries = [...vectors, ...untrainedOf(group)].map(
    ([name, tensor]) => [name, { shape: tensor.shape, data: tensor.dataSync() }] as const,
  );
  const losses = { shape: [notes.losses.length], data: notes.losses };
  const steps = group.members.map(({ name, trainer }) => [name, trainer.state.step] as const);
  const metadata = {
    format,
    ...identity(group, notes.seed),
    steps: JSON.stringify(Object.fromEntries(steps)),
    seconds: String(notes.seconds),
    parts: String(notes.parts),
  };
  writeWhole(
    file,
    encodeSafetensors({ ...Object.fromEntries(entries), losses }, metadata),
    "train",
  );
}

interface Found {
  readonly tensors: ReadonlyMap<string, NamedArray>;
  readonly metadata: Readonly<Record<string, string>>;
}

function open(file: string): Found {
  const found = ((): Found => {
    try {
      return decodeSafetensors(fs.readFileSync(file));
    } catch (error) {
      const { got } = error as TutorialError;
      throw another(file, "a whole file", got ?? (error as Error).message, error);
    }
  })();
  const written = found.metadata.format ?? "a file of another kind";
  if (written !== format) throw another(file, `the format "${format}"`, `"${written}"`);
  return found;
}

/**
 * Puts a group where the file says it was, if there is one.
 *
 * @throws TutorialError `training.checkpoint` when it is damaged, or of another network, seed or kind:
 *   nothing was changed then
 * @internal
 */
export function readCheckpoint(
  file: string,
  group: TrainingGroup,
  seed: number,
): CheckpointNotes | undefined {
  if (!fs.existsSync(file)) return undefined;
  const { tensors, metadata } = open(file);
  for (const [key, wanted] of Object.entries(identity(group, seed))) {
    if (metadata[key] !== wanted) throw another(file, wanted, metadata[key] ?? `no ${key}`);
  }
  const vector = (name: string): Tensor1D => tf.tensor1d(tensors.get(name)!.data as Float32Array);
  const steps = JSON.parse(metadata.steps) as Record<string, number>;
  for (const { name, trainer } of group.members) {
    const vectors = vectorsOf(trainer).map(([key]) => [key, vector(`${name}/${key}`)] as const);
    const { weights, mean, square, average } = Object.fromEntries(vectors);
    trainer.restore({ step: steps[name], weights, mean, square, average });
  }
  for (const [name, variable] of untrainedOf(group)) {
    const { data, shape } = tensors.get(name)!;
    tf.tidy(() => variable.assign(tf.tensor(data, [...shape])));
  }
  return {
    seed,
    seconds: Number(metadata.seconds),
    parts: Number(metadata.parts),
    losses: Array.from(tensors.get("losses")!.data),
  };
}

/** Two texts from shortly before where they differ, as a list of a thousand names may be long. */
function differing(texts: readonly string[]): string[] {
  const [one, other] = texts;
  const same = [...one].findIndex((letter, i) => letter !== other[i]);
  const from = (same === -1 ? one.length : same) > 90 ? same - 60 : 0;
  return texts.map((text) => {
    const rest = text.slice(from, from + 120);
    return `${from > 0 ? "…" : ""}${rest}${from + 120 < text.length ? "…" : ""}`;
  });
}

function another(file: string, wanted: string, found: string, cause?: unknown): TutorialError {
  const [expected, got] = differing([wanted, found]);
  const details = {
    code: "training.checkpoint",
    where: "train",
    expected: `a checkpoint of this training, with ${expected}`,
    got,
    fix: `train as before to go on, or begin anew: delete ${file}`,
  };
  return new TutorialError(details, { cause });
}
