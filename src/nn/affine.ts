/** A matrix product with a bias as one operation, with a gradient that costs no more than it must. */
import { ownGradient } from "../tensor/ownGradient";
import { tf } from "../tensor/tf";
import type { Tensor1D, Tensor2D } from "../tensor/tf";

/**
 * x·W + b for each row.
 *
 * Its gradient is three operations, g·Wᵀ, xᵀ·g and Σ g; the chain rule through product and sum takes twice as many.
 *
 * @param x [N, in]
 * @param weight W, [in, out]
 * @param bias b, [out]
 * @returns [N, out]
 *
 * @example
 * const y = affine(tf.ones([5, 2]), tf.ones([2, 3]), tf.zeros([3])); // [5, 3] of twos
 */
export function affine(x: Tensor2D, weight: Tensor2D, bias: Tensor1D): Tensor2D {
  return ownGradient([x, weight, bias], (rows, w, b) => ({
    value: tf.matMul(rows, w).add<Tensor2D>(b),
    keep: [rows, w],
    gradient: (g, [before, matrix]) => [
      tf.matMul(g, matrix, false, true),
      tf.matMul(before, g, true, false),
      g.sum(0),
    ],
  }));
}
