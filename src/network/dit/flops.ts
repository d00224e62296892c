/** What a call of the transformer costs, counted rather than timed. */
import type { DitSize } from "./dit";
import { patchGrid } from "./patches";

/** Where the floating-point operations of one forward pass of one item go. */
export interface DitFlops {
  /** First and last linear layer. */
  readonly patches: number;
  /** The condition to shifts, scales and gates. */
  readonly modulation: number;
  /** Queries, keys, values and the way out: linear in the number of tokens. */
  readonly projections: number;
  /** Scores and mixing: quadratic in it. */
  readonly attention: number;
  /** The networks for each token. */
  readonly mlp: number;
  readonly total: number;
}

/**
 * Multiplications and additions of one forward pass of one item, as the products of matrices have them.
 *
 * A product [n, k]·[k, m] counts 2·n·k·m; what is done number by number, a few in a thousand, does not
 * count. A training step takes three times as many for each item of its batch: the forward pass, and two
 * products of the same size for the gradients of inputs and of weights.
 *
 * @param shape of an item, [T, C] or [h, w, C]
 * @param size of the transformer, and the width Dc of its condition
 *
 * Source: Kaplan et al. 2020, table 1; appendix B for the factor of three.
 *
 * @example
 * const size = { width: 144, depth: 4, heads: 4, patch: 2, conditionWidth: 96 };
 * const { total, attention } = ditFlops([128, 32], size);
 * console.log(`${total / 1e6} MFLOP, ${(100 * attention) / total} % of them quadratic`);
 */
export function ditFlops(
  shape: readonly number[],
  size: DitSize & { readonly conditionWidth: number },
): DitFlops {
  const { width, depth, patch, mlpRatio = 4, conditionWidth, outChannels } = size;
  const { tokens, size: numbers } = patchGrid(shape, patch);
  const channels = shape.at(-1)!;
  const out = (numbers / channels) * (outChannels ?? channels);
  const product = (n: number, k: number, m: number): number => 2 * n * k * m;
  const parts = {
    patches: product(tokens, numbers, width) + product(tokens, width, out),
    modulation: product(1, conditionWidth, (6 * depth + 2) * width),
    projections: depth * product(tokens, width, 4 * width),
    attention: depth * 2 * product(tokens, width, tokens),
    mlp: depth * 2 * product(tokens, width, mlpRatio * width),
  };
  return { ...parts, total: Object.values(parts).reduce((a, b) => a + b, 0) };
}
