/** Mean 0 and variance 1 over the last axis, with a gradient that costs no more than it must. */
import { ownGradient } from "../tensor/ownGradient";
import type { Tensor } from "../tensor/tf";

/**
 * What {@link standardise} computes, without a gradient of its own.
 *
 * @returns y, and the r by which it was scaled, [..., 1]
 * @internal
 */
export function standardised<T extends Tensor>(
  x: T,
  epsilon: number,
): { readonly normed: T; readonly r: Tensor } {
  // By hand, because tf's own layer is tens of times slower on WebAssembly.
  const centred = x.sub(x.mean(-1, true));
  const r = centred.square().mean(-1, true).add(epsilon).rsqrt();
  return { normed: centred.mul<T>(r), r };
}

/**
 * y = (x − mean)·r with r = 1/√(variance + ε), over the last axis.
 *
 * Its gradient is r·(g − mean(g) − y·mean(g·y)): what the chain rule gives through five operations, in
 * one formula that needs no more than y and r, at half of the time and a third of the memory.
 *
 * @param x [..., D]
 * @param epsilon ε, which keeps silence silent
 * @returns [..., D]
 *
 * Source: Ba et al. 2016, "Layer Normalization", eq. 3.
 *
 * @example
 * const y = standardise(tf.tensor2d([[1, 2, 3]]), 1e-5); // about −1.22, 0, 1.22
 */
export function standardise<T extends Tensor>(x: T, epsilon: number): T {
  return ownGradient([x], (input) => {
    const { normed, r } = standardised(input, epsilon);
    return {
      value: normed,
      keep: [normed, r],
      gradient(g, [y, scale]) {
        const along = y.mul(g.mul(y).mean(-1, true));
        return [g.sub(g.mean(-1, true)).sub(along).mul(scale)];
      },
    };
  });
}
