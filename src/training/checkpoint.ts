/** A training on disk: where it was, so that it can go on after any interruption. */
import * as fs from "node:fs";
import { TutorialError } from "../error";
import { decodeSafetensors, encodeSafetensors } from "../tensor/safetensors";
import { tf } from "../tensor/tf";
import type { Tensor1D } from "../tensor/tf";
import type { TrainerState } from "./trainer";
import { writeWhole } from "../writeWhole";

/** What a checkpoint holds beside the vectors. @internal */
export interface CheckpointNotes {
  readonly seed: number;
  /** Names of the weights in the order of the vectors. */
  readonly names: readonly string[];
  /** The loss of each step until now. */
  readonly losses: readonly number[];
}

/** A state and its losses, as read. @internal */
export interface Checkpoint {
  readonly state: TrainerState;
  readonly losses: number[];
}

/** Writes a state as one safetensors file, wholly or not at all. @internal */
export function writeCheckpoint(file: string, state: TrainerState, notes: CheckpointNotes): void {
  const { step, weights, mean, square, average } = state;
  const vectors = { weights, mean, square, ...(average ? { average } : {}) };
  const entries = Object.entries(vectors).map(
    ([name, vector]) => [name, { shape: vector.shape, data: vector.dataSync() }] as const,
  );
  const losses = { shape: [notes.losses.length], data: notes.losses };
  const metadata = {
    format: "noise-to-music checkpoint 1",
    step: String(step),
    seed: String(notes.seed),
    names: JSON.stringify(notes.names),
  };
  writeWhole(file, encodeSafetensors({ ...Object.fromEntries(entries), losses }, metadata));
}

/**
 * Reads a state, if there is one.
 *
 * @throws TutorialError `training.checkpoint` when it is of another network, seed or kind;
 *   `safetensors.damaged`
 * @internal
 */
export function readCheckpoint(
  file: string,
  {
    seed,
    names,
    count,
    average,
  }: Omit<CheckpointNotes, "losses"> & { count: number; average: boolean },
): Checkpoint | undefined {
  if (!fs.existsSync(file)) return undefined;
  const { tensors, metadata } = decodeSafetensors(fs.readFileSync(file));
  const vector = (name: string): Tensor1D => tf.tensor1d(tensors.get(name)!.data as Float32Array);
  const found = {
    weights: `${tensors.get("weights")?.data.length ?? 0} weights named ${metadata.names}`,
    seed: `seed ${metadata.seed}`,
    average: tensors.has("average") ? "an average of the weights" : "no average of the weights",
  };
  const wanted = {
    weights: `${count} weights named ${JSON.stringify(names)}`,
    seed: `seed ${seed}`,
    average: average ? "an average of the weights" : "no average of the weights",
  };
  for (const key of ["weights", "seed", "average"] as const) {
    if (found[key] !== wanted[key]) throw another(file, wanted[key], found[key]);
  }
  return {
    state: {
      step: Number(metadata.step),
      weights: vector("weights"),
      mean: vector("mean"),
      square: vector("square"),
      average: average ? vector("average") : undefined,
    },
    losses: Array.from(tensors.get("losses")!.data),
  };
}

function another(file: string, expected: string, got: string): TutorialError {
  const cut = (text: string): string => (text.length > 120 ? `${text.slice(0, 120)}…` : text);
  return new TutorialError({
    code: "training.checkpoint",
    where: "train",
    expected: `a checkpoint of this training, with ${cut(expected)}`,
    got: cut(got),
    fix: `train as before to go on, or begin anew: delete ${file}`,
  });
}
