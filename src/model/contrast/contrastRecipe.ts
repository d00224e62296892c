/** What is the same in the training of all contrasted generators: data, budget, and what comes of it. */
import type { PointGenerator } from "../../generator/pointGenerator";
import type { Parameters } from "../../nn/parameters";
import type { TrainingResult, TrainOptions } from "../../training/train";
import type { DiffusionModel } from "./diffusionModel";
import type { PlaneData } from "./planeData";

/** Points a step. */
export const batchSize = 256;

/** What a recipe is told: how to watch, stop and save it is as in {@link TrainOptions}. */
export interface ContrastTraining extends Pick<
  TrainOptions,
  "observe" | "signal" | "seconds" | "checkpoint"
> {
  readonly data: PlaneData;
  readonly steps: number;
  readonly seed: number;
  /** Whom a student learns from; the others ignore it. */
  readonly teacher?: () => ContrastTeacher;
}

/** A trained diffusion model and its weights. */
export interface ContrastTeacher {
  readonly model: DiffusionModel;
  readonly parameters: Parameters;
}

/** What a recipe makes. */
export interface TrainedContrast {
  /** The running average of the weights, which is what samples. Dispose it when done. */
  readonly parameters: Parameters;
  readonly result: Pick<TrainingResult, "steps" | "stopped" | "losses" | "seconds" | "parts">;
  /** What {@link ContrastRecipe.open} must be told to open them again. */
  readonly settings: Readonly<Record<string, number>>;
  /** How many numbers the network has that samples. */
  readonly samplingParameters: number;
  /** How many more were trained only to teach it: an encoder, a critic. */
  readonly helperParameters: number;
}

/** How one generator is trained, and opened again. */
export interface ContrastRecipe<Model extends PointGenerator = PointGenerator> {
  /** Steps of a whole training. */
  readonly steps: number;
  train(training: ContrastTraining): Promise<TrainedContrast>;
  /** The generator over such weights. It makes every one of them when it is new. */
  open(parameters: Parameters, settings: Readonly<Record<string, number>>): Model;
}

/** Adam's settings that all share. */
export const sharedOptions = { warmup: 100, decay: "cosine", ema: 0.998 } as const;
