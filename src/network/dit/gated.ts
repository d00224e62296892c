/** A residual branch that is let through as far as a gate is open. */
import { ownGradient } from "../../tensor/ownGradient";
import type { Tensor3D } from "../../tensor/tf";

/**
 * x + gate·branch, with a gradient of three operations: g·gate for the branch, Σ g·branch over the tokens for the gate.
 *
 * @param x [B, N, D]
 * @param branch [B, N, D]
 * @param gate [B, 1, D]
 * @returns [B, N, D]
 *
 * Source: Peebles & Xie 2023, figure 3, "scale α".
 *
 * @example
 * const [x, branch] = [tf.ones<tf.Rank.R3>([1, 4, 8]), tf.ones<tf.Rank.R3>([1, 4, 8])];
 * const shut = addGated(x, branch, tf.zeros([1, 1, 8])); // x itself
 */
export function addGated(x: Tensor3D, branch: Tensor3D, gate: Tensor3D): Tensor3D {
  return ownGradient([x, branch, gate], (through, added, open) => ({
    value: through.add<Tensor3D>(added.mul(open)),
    keep: [added, open],
    gradient: (g, [value, weight]) => [g.clone(), g.mul(weight), g.mul(value).sum(1, true)],
  }));
}
