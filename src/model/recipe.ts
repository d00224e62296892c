/** How a shipped model is trained: data, loss, and what is measured in the end. */
import type { Parameters } from "../nn/parameters";
import type { TrainOptions } from "../training/train";

/** What a recipe is told when a training begins. */
export interface RecipeContext {
  readonly seed: number;
  readonly steps: number;
  /** Where trained weights lie, e.g. those of a model to begin from; `assets/weights` unless given. */
  readonly folder?: string;
  /** Says what is under way, e.g. that clips are rendered. */
  readonly say: (words: string) => void;
}

/** What a recipe does not choose: the command line does. */
type Given = "parameters" | "steps" | "seed" | "observe" | "signal" | "seconds" | "checkpoint";

/** A training that can begin: its loss, learning rate and so on are those of {@link train}. */
export interface PreparedTraining extends Omit<TrainOptions, Given> {
  /** The model whose weights it begins with, for the card. */
  readonly startedFrom?: string;
  /**
   * After the last step, on a copy of the averaged weights: for what else must travel in the weight
   * file, e.g. `averaged.get("latent.mean", [C], () => mean)`.
   */
  finish?(averaged: Parameters): void | Promise<void>;
  /** What the card says that the model reaches, on the validation split. */
  measure(averaged: Parameters): Record<string, number> | Promise<Record<string, number>>;
  /** Releases data and whatever else was opened. */
  dispose?(): void;
}

/** One of the models that come with the library, as `npm run train -- NAME` makes it. */
export interface Recipe {
  /** Also the name of its folder in `assets/weights`. */
  readonly name: string;
  /** Names that stand for several recipes. */
  readonly groups: readonly string[];
  /** Steps of a whole training. */
  readonly steps: number;
  readonly trainedOn: string;
  /** What the model must be told when it is opened again; the card keeps it. */
  readonly settings: Readonly<Record<string, number>>;
  /** Calls of the network for one result; 1 unless given. */
  readonly callsPerSample?: number;
  /**
   * Opens the data, and calls every part of the network once, which makes its weights. It must do the
   * same each time: a training that goes on from a checkpoint begins here, too.
   */
  prepare(parameters: Parameters, context: RecipeContext): Promise<PreparedTraining>;
}
