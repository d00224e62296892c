/** Retrieval: how far down the list does the right one stand? */
import type { Tensor2D } from "../../tensor/tf";

/**
 * For each row, how many columns score higher than the one of its own number: 0 is found first.
 *
 * @param scores [B, B], e.g. {@link clapLogits}: sounds seeking texts; transposed: texts seeking sounds
 *
 * @example
 * const ranks = matchingRanks(tf.tensor2d([[3, 1], [2, 0]])); // 0, 1
 */
export function matchingRanks(scores: Tensor2D): number[] {
  const rows = scores.arraySync();
  return rows.map((row, own) => row.filter((score) => score > row[own]).length);
}

/**
 * Recall at k, R@k: the share that stands among the first k.
 *
 * @param ranks from 0, those of {@link matchingRanks}
 *
 * @example
 * const first = recallAt([0, 4, 12, 0], 1); // 0.5
 */
export function recallAt(ranks: readonly number[], k: number): number {
  return ranks.filter((rank) => rank < k).length / ranks.length;
}
