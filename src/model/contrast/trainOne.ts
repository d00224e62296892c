/** The training of a generator that needs one network of weights and one loss. */
import type { Parameters } from "../../nn/parameters";
import type { Random } from "../../tensor/random";
import type { Tensor2D, tf } from "../../tensor/tf";
import { train } from "../../training/train";
import type { AdamOptions } from "../../training/adam";
import type { Companion } from "../../training/trainingGroup";
import { batchSize, sharedOptions } from "./contrastRecipe";
import type { ContrastTraining, TrainedContrast } from "./contrastRecipe";
import { batchOf } from "./planeData";

/** What differs from one recipe to another. */
export interface OneLoss extends AdamOptions {
  readonly parameters: Parameters;
  readonly learningRate: number;
  /** The mean loss of a batch [B, 2]. */
  readonly loss: (x: Tensor2D, random: Random) => tf.Scalar;
  /** Those who learn beside it. */
  readonly companions?: Readonly<Record<string, Companion>>;
}

/**
 * Trains on batches of the data and releases all but the average of the weights.
 *
 * @internal
 */
export async function trainOne(
  { data, steps, seed, observe, signal, seconds, checkpoint }: ContrastTraining,
  { parameters, loss, ...options }: OneLoss,
): Promise<TrainedContrast> {
  try {
    const { averaged, ...result } = await train({
      ...sharedOptions,
      ...options,
      parameters,
      steps,
      seed,
      observe,
      signal,
      seconds,
      checkpoint,
      loss: (_, random) => ({ loss: loss(batchOf(data, batchSize, random), random) }),
    });
    const samplingParameters = averaged!.count();
    return { parameters: averaged!, result, settings: {}, samplingParameters, helperParameters: 0 };
  } finally {
    parameters.dispose();
  }
}
