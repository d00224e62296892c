/** The training of a generator that needs one network of weights and one loss. */
import type { Parameters } from "../../nn/parameters";
import type { Random } from "../../tensor/random";
import type { Tensor2D, tf } from "../../tensor/tf";
import { train } from "../../training/train";
import type { AdamOptions } from "../../training/adam";
import { batchSize, sharedOptions } from "./contrastRecipe";
import type { ContrastTraining, TrainedContrast } from "./contrastRecipe";
import { batchOf } from "./planeData";

/** What differs from one recipe to another. */
export interface OneLoss extends AdamOptions {
  readonly parameters: Parameters;
  readonly learningRate: number;
  /** The mean loss of a batch [B, 2]. */
  readonly loss: (x: Tensor2D, random: Random) => tf.Scalar;
  /** Runs between two steps. */
  readonly between?: () => void;
}

/**
 * Trains on batches of the data and releases all but the average of the weights.
 *
 * @internal
 */
export async function trainOne(
  { data, steps, seed, observe, signal }: ContrastTraining,
  { parameters, loss, between, ...adam }: OneLoss,
): Promise<TrainedContrast> {
  try {
    const { averaged, ...result } = await train({
      ...sharedOptions,
      ...adam,
      parameters,
      steps,
      seed,
      signal,
      loss: (_, random) => ({ loss: loss(batchOf(data, batchSize, random), random) }),
      observe: (report) => {
        observe?.(report);
        between?.();
      },
    });
    const samplingParameters = averaged!.count();
    return { parameters: averaged!, result, settings: {}, samplingParameters, helperParameters: 0 };
  } finally {
    parameters.dispose();
  }
}
