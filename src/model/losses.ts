/** Many losses as one. */
import { tf } from "../tensor/tf";
import type { LossResult } from "../training/trainer";

/**
 * The sum of losses, and each by name for whoever watches.
 *
 * @param losses by name, scalars
 * @param weights of those that do not count once
 *
 * @internal
 */
export function sumOfLosses(
  losses: Readonly<Record<string, tf.Scalar>>,
  weights: Readonly<Record<string, number>> = {},
): LossResult {
  const entries = Object.entries(losses);
  const weighted = entries.map(([name, loss]) => loss.mul<tf.Scalar>(weights[name] ?? 1));
  const parts = Object.fromEntries(entries.map(([name, loss]) => [name, loss.dataSync()[0]]));
  return { loss: tf.addN(weighted), parts };
}
