/** Is every kind of thing in the data also among the samples? The question that shows a collapsed generator. */
import { TutorialError } from "../error";
import type { Tensor } from "../tensor/tf";
import { readSamples } from "./samples";

/** What the data are made of, where that is known. */
export interface KnownModes {
  /** Centres of the K modes, K rows of D numbers, such as the `means` of a {@link GaussianMixture}. */
  readonly centres: readonly (readonly number[])[];
  /** How near to a centre a sample counts as one of its mode; 3 standard deviations hold 98.9 % of a 2-D Gaussian. */
  readonly radius: number;
  /** The least share of the samples that makes a mode covered. Default a quarter of 1/K. */
  readonly leastShare?: number;
}

export interface ModeCoverage {
  /** How many modes have their least share, 0 to K. */
  readonly covered: number;
  /** The share of the samples that each mode has, K numbers. */
  readonly shares: readonly number[];
  /** The share of the samples that is near no mode at all. */
  readonly strays: number;
}

function checkModes({ centres, radius }: KnownModes, dimensions: number, least: number): void {
  const fits = centres.length > 0 && centres.every((centre) => centre.length === dimensions);
  if (fits && radius > 0 && least >= 0 && least <= 1) return;
  const sizes = [...new Set(centres.map((centre) => centre.length))].join(" or ");
  throw new TutorialError({
    code: "evaluation.modes",
    where: "modesCovered",
    expected: `centres of ${dimensions} numbers, a radius above 0, a least share of 0 to 1`,
    got: `${centres.length} centres of ${sizes || 0} numbers, radius ${radius}, share ${least}`,
    fix: "pass e.g. {centres: mixture.means, radius: 3 * mixture.std}",
  });
}

/**
 * Counts the modes that a generator reaches, and the samples that are like nothing in the data.
 *
 * A sample belongs to the nearest centre if that lies within the radius, else it is a stray. A GAN that
 * collapsed covers few modes; a VAE that blurs leaves strays between them.
 *
 * @param samples [N, D]; stays yours
 * @throws TutorialError `evaluation.modes`, `evaluation.shape`, `evaluation.notFinite`
 *
 * Source: Srivastava et al. 2017, "VEEGAN", §5.1, where a sample within 3 standard deviations is of high quality.
 *
 * @example
 * const samples = seededNoise([400, 2], 1).mul(0.1).add(2);
 * const { covered, strays } = modesCovered(samples, { centres: [[2, 2], [-2, -2]], radius: 0.3 }); // 1 of 2
 */
export function modesCovered(samples: Tensor, modes: KnownModes): ModeCoverage {
  const { values, count, dimensions } = readSamples(samples, "modesCovered");
  const { centres, radius, leastShare = 1 / (4 * modes.centres.length) } = modes;
  checkModes(modes, dimensions, leastShare);
  const counts = centres.map(() => 0);
  for (let i = 0; i < count; i++) {
    const row = values.subarray(i * dimensions, (i + 1) * dimensions);
    let nearest = { mode: -1, distance: radius };
    centres.forEach((centre, mode) => {
      const distance = Math.hypot(...row.map((value, d) => value - centre[d]));
      if (distance <= nearest.distance) nearest = { mode, distance };
    });
    if (nearest.mode >= 0) counts[nearest.mode]++;
  }
  const shares = counts.map((found) => found / count);
  return {
    covered: shares.filter((share) => share > 0 && share >= leastShare).length,
    shares,
    strays: 1 - counts.reduce((sum, found) => sum + found, 0) / count,
  };
}
