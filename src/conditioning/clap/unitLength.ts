/** Directions: what is left of vectors when only the angle between them counts. */
import { tf } from "../../tensor/tf";
import type { Tensor2D } from "../../tensor/tf";

/** Under the root: shorter than 10⁻⁶ no vector is stretched to length 1. */
const epsilon = 1e-12;

/**
 * Brings each row to length 1, x/√(Σx² + 10⁻¹²); zeros stay zeros.
 *
 * @param x [B, D]
 * @returns [B, D]
 *
 * @example
 * const y = unitLength(tf.tensor2d([[3, 4]])); // 0.6, 0.8
 */
export function unitLength(x: Tensor2D): Tensor2D {
  return tf.tidy(() => x.mul(x.square().sum(1, true).add(epsilon).rsqrt()));
}

/**
 * The cosine of the angle between each row and the row of the same number: with trained towers, the CLAP score.
 *
 * @param a [B, D]
 * @param b [B, D]
 * @returns [B], −1 to 1
 *
 * @example
 * const cosines = rowCosines(tf.tensor2d([[3, 4], [1, 0]]), tf.tensor2d([[4, 3], [0, 2]])); // 0.96, 0
 */
export function rowCosines(a: Tensor2D, b: Tensor2D): tf.Tensor1D {
  return tf.tidy(() => unitLength(a).mul(unitLength(b)).sum(1));
}
