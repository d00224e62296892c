/** Earth moved along lines: the Wasserstein distance, where it is a matter of sorting. */
import { TutorialError } from "../error";
import { Random } from "../tensor/random";
import type { Tensor } from "../tensor/tf";
import { readPair } from "./samples";
import type { Samples } from "./samples";

export interface SlicedWassersteinOptions {
  /** How many directions to look along. Default 128. */
  readonly projections?: number;
  /** Names the directions. Default 0. */
  readonly seed?: number;
}

/** A direction, each as likely as the others: a normal vector brought to length 1. */
function direction(dimensions: number, random: Random): Float32Array {
  const vector = random.normals(dimensions);
  const length = Math.hypot(...vector);
  return vector.map((one) => one / length);
}

/** Where the points lie along a direction, in rising order. */
function project({ values, count, dimensions }: Samples, along: Float32Array): Float64Array {
  const places = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    for (let d = 0; d < dimensions; d++) places[i] += values[i * dimensions + d] * along[d];
  }
  return places.sort();
}

/**
 * ∫ (F⁻¹(q) − G⁻¹(q))² dq of two sorted lists: the i-th goes to the i-th, in shares where the lists differ in length.
 */
function squaredAlongLine(a: Float64Array, b: Float64Array): number {
  // Shares are counted in 1/(N·M), whole numbers, so that they never drift apart.
  const [each, other] = [b.length, a.length];
  let [i, j, moved, sum] = [0, 0, 0, 0];
  while (i < a.length && j < b.length) {
    const upTo = Math.min((i + 1) * each, (j + 1) * other);
    sum += (upTo - moved) * (a[i] - b[j]) ** 2;
    if (upTo === (i + 1) * each) i++;
    if (upTo === (j + 1) * other) j++;
    moved = upTo;
  }
  return sum / (each * other);
}

/**
 * The sliced Wasserstein-2 distance: how far points must be moved, seen along many lines.
 *
 * SW₂ = √ E_θ[W₂²(θ·X, θ·Y)] over directions θ of the unit sphere; on a line, W₂ pairs points in sorted
 * order. A pure shift by δ gives |δ|/√D. It is never negative: two finite samples of the same distribution are
 * some way apart, so hold it against the distance between two samples of the data.
 *
 * @param a [N, D]; stays yours
 * @param b [M, D]; stays yours
 * @throws TutorialError `evaluation.projections`, `evaluation.shape`, `evaluation.dimensions`,
 *   `evaluation.notFinite`
 *
 * Source: Rabin et al. 2012, "Wasserstein Barycenter and its Application to Texture Mixing"; Bonneel et al. 2015, §3.
 *
 * @example
 * const data = seededNoise([500, 2], 1);
 * const apart = slicedWasserstein(data.add(1), data); // √2/√2 = 1
 */
export function slicedWasserstein(
  a: Tensor,
  b: Tensor,
  options: SlicedWassersteinOptions = {},
): number {
  const { projections = 128, seed = 0 } = options;
  if (!Number.isSafeInteger(projections) || projections < 1) {
    throw new TutorialError({
      code: "evaluation.projections",
      where: "slicedWasserstein",
      expected: "a whole number of projections, at least 1",
      got: String(projections),
      fix: "pass e.g. {projections: 128}",
    });
  }
  const { a: left, b: right } = readPair(a, b, "slicedWasserstein");
  const random = new Random(seed, "projections");
  let total = 0;
  for (let k = 0; k < projections; k++) {
    const along = direction(left.dimensions, random);
    total += squaredAlongLine(project(left, along), project(right, along));
  }
  return Math.sqrt(total / projections);
}
