/** How far apart two clouds of points are, by nothing but the distances between points. */
import type { Tensor } from "../tensor/tf";
import { readPair } from "./samples";
import type { Samples } from "./samples";

/** Rows of b that are visited for a block of rows of a, so that both stay in the processor's cache. */
const blockRows = 512;

/** Σ |aᵢ − bⱼ| for i in [from, to), j in [start, end). */
function blockSum(
  a: Samples,
  b: Samples,
  rows: { from: number; to: number; start: number; end: number },
): number {
  const size = a.dimensions;
  let total = 0;
  for (let i = rows.from * size; i < rows.to * size; i += size) {
    for (let j = rows.start * size; j < rows.end * size; j += size) {
      let squared = 0;
      for (let d = 0; d < size; d++) {
        const apart = a.values[i + d] - b.values[j + d];
        squared += apart * apart;
      }
      total += Math.sqrt(squared);
    }
  }
  return total;
}

/** Σ |aᵢ − bⱼ| over all pairs, in double precision and without a table of them. */
function distanceSum(a: Samples, b: Samples): number {
  const same = a === b;
  let total = 0;
  for (let from = 0; from < a.count; from += blockRows) {
    const to = Math.min(from + blockRows, a.count);
    for (let start = same ? from : 0; start < b.count; start += blockRows) {
      const end = Math.min(start + blockRows, b.count);
      // Within one set every block stands for its mirror image too.
      const times = same && start > from ? 2 : 1;
      total += times * blockSum(a, b, { from, to, start, end });
    }
  }
  return total;
}

/** The mean of |aᵢ − aⱼ| over i ≠ j: a point is no neighbour of itself, which is what makes it unbiased. */
function meanWithin(samples: Samples): number {
  return distanceSum(samples, samples) / (samples.count * (samples.count - 1));
}

/**
 * The energy distance between two sets of samples: 0 on average if, and only if, they come from the same distribution.
 *
 * 2·E|X − Y| − E|X − X′| − E|Y − Y′|, each mean over pairs of different points (a U-statistic). Being unbiased, it
 * may fall a little below 0. Its unit is that of the points; for a small shift it grows with the shift's
 * square. Computed outside of any backend, so it is the same number on all of them; 10⁴ × 10⁴ points need no
 * more memory than the points themselves.
 *
 * @param a [N, D]; stays yours
 * @param b [M, D]; stays yours
 * @throws TutorialError `evaluation.shape`, `evaluation.dimensions`, `evaluation.notFinite`
 *
 * Source: Székely and Rizzo 2013, "Energy statistics: a class of statistics based on distances", eq. 2.1.
 *
 * @example
 * const data = seededNoise([500, 2], 1);
 * const same = energyDistance(seededNoise([500, 2], 2), data); // near 0
 * const shifted = energyDistance(seededNoise([500, 2], 2).add(1), data);
 */
export function energyDistance(a: Tensor, b: Tensor): number {
  const { a: left, b: right } = readPair(a, b, "energyDistance");
  const between = distanceSum(left, right) / (left.count * right.count);
  return 2 * between - meanWithin(left) - meanWithin(right);
}
