/** What `npm run train` can train: a name, and how. */
import type { TrainingReport } from "../training/train";
import type { TrainingCard } from "../model/weights/trainingCard";
import type { Seconds } from "../units";

/** What a training is told. */
export interface TrainingOrder {
  readonly seed: number;
  /** Fewer or more steps than the recipe's own. */
  readonly steps?: number;
  /** In which the folder of the model is written; `assets/weights` unless given. */
  readonly folder?: string;
  /** Says which engine computes. */
  readonly backend: string;
  readonly observe: (report: TrainingReport) => void;
  /** Ends the training early; what was learned until then is written. */
  readonly signal: AbortSignal;
  /** Ends it early after so long. */
  readonly seconds?: Seconds;
  /** Says what is under way before the first step and after the last. */
  readonly say: (words: string) => void;
}

/** One thing that can be trained. */
export interface Trainable {
  readonly name: string;
  /** Names that stand for several trainings, this one among them. */
  readonly groups: readonly string[];
  /** Trains, writes weights and card, and returns the card. */
  run(order: TrainingOrder): Promise<TrainingCard>;
  /** Measures weights that are there, and writes what came out into their card. */
  measure?(order: Pick<TrainingOrder, "folder" | "say">): Promise<TrainingCard>;
}

/** What all trainings start from unless asked otherwise. */
export const defaultSeed = 7;

/** What to type to get the same weights again. */
export function commandOf(
  name: string,
  { seed, steps }: Pick<TrainingOrder, "seed" | "steps">,
): string {
  const options = [
    ...(seed === defaultSeed ? [] : [`--seed ${seed}`]),
    ...(steps === undefined ? [] : [`--steps ${steps}`]),
  ];
  return ["npm run train --", name, ...options].join(" ");
}
