/** Power on the scale of hearing. */
import { tf } from "../tensor/tf";
import type { Tensor } from "../tensor/tf";
import type { Decibels } from "../units";

export interface PowerToDbOptions {
  /** What counts as 0 dB: a power, or `"max"` for the largest of each item of the batch. Default 1. */
  readonly reference?: number | "max";
  /** Powers under this count as this. Default 10⁻¹⁰. */
  readonly floor?: number;
  /** Nothing lies further than this below the loudest value of its item. Default 80. */
  readonly range?: Decibels;
}

/** The largest value of each item of a batch, of a shape that broadcasts against it. */
function maximumOfItem<T extends Tensor>(batch: T): T {
  const axes = batch.shape.map((_, axis) => axis).slice(1);
  return batch.max<T>(axes, true);
}

/**
 * Raises what lies more than `range` under the largest value of its item of the batch to that.
 *
 * Written max(x, m) = m + relu(x − m), since the gradient of `tf.maximum` fails when m is broadcast.
 */
export function limitRange<T extends Tensor>(batch: T, range: number): T {
  return tf.tidy(() => {
    const lowest = maximumOfItem(batch).sub(range);
    return batch.sub(lowest).relu().add<T>(lowest);
  });
}

/**
 * Power in decibels, 10·log₁₀(max(S, floor) / reference), no more than `range` under the loudest.
 * Agrees with `librosa.power_to_db`, item by item of the batch.
 *
 * @param power [B, …], at least zero
 * @returns the same shape
 *
 * @example
 * const decibels = powerToDb(tf.tensor2d([[1, 0.1, 0]])); // 0, −10, −80
 */
export function powerToDb<T extends Tensor>(power: T, options: PowerToDbOptions = {}): T {
  const { reference = 1, floor = 1e-10, range = 80 } = options;
  return tf.tidy(() => {
    const toDb = (p: Tensor): T =>
      p
        .maximum(floor)
        .log()
        .mul<T>(10 / Math.LN10);
    const zero = reference === "max" ? toDb(maximumOfItem(power)) : toDb(tf.scalar(reference));
    return limitRange(toDb(power).sub<T>(zero), range);
  });
}
