/** How far apart two sets of embeddings are, if each is seen as one Gaussian: the FID of images, the FAD of sound. */
import type { Tensor } from "../tensor/tf";
import { gaussianStatistics, traceOfProductRoot } from "./gaussianStatistics";
import type { GaussianStatistics } from "./gaussianStatistics";
import { readPair } from "./samples";

/**
 * The Fréchet distance of two Gaussians, squared as everybody reports it: |μ₁ − μ₂|² + tr(Σ₁ + Σ₂ − 2·√(Σ₁Σ₂)).
 *
 * @example
 * const one = { mean: [0], covariance: [[1]] };
 * console.log(frechetBetween(one, { mean: [3], covariance: [[4]] })); // 9 + (2 − 1)² = 10
 */
export function frechetBetween(a: GaussianStatistics, b: GaussianStatistics): number {
  const shift = a.mean.reduce((sum, mean, d) => sum + (mean - b.mean[d]) ** 2, 0);
  const spread = a.covariance.reduce((sum, row, d) => sum + row[d] + b.covariance[d][d], 0);
  return shift + spread - 2 * traceOfProductRoot(a.covariance, b.covariance);
}

/**
 * The Fréchet distance between two sets of embeddings: 0 for equal means and covariances.
 *
 * Two finite sets of the same kind are not at distance 0: with few samples the covariances are rough, and the
 * distance is too large by about a constant over N ({@link sampleSizeBias} measures it). Fewer points than dimensions
 * are allowed. In double precision outside of any backend.
 *
 * @param a [N, D]; stays yours
 * @param b [M, D]; stays yours
 * @throws TutorialError `evaluation.shape`, `evaluation.dimensions`, `evaluation.notFinite`
 *
 * Source: Heusel et al. 2017, "GANs Trained by a Two Time-Scale Update Rule", eq. 6; Kilgour et al. 2019, "Fréchet
 * Audio Distance".
 *
 * @example
 * const real = seededNoise([500, 8], 1);
 * const shifted = frechetDistance(seededNoise([500, 8], 2).add(0.5), real); // near 8 · 0.25
 */
export function frechetDistance(a: Tensor, b: Tensor): number {
  const pair = readPair(a, b, "frechetDistance");
  return frechetBetween(gaussianStatistics(pair.a), gaussianStatistics(pair.b));
}
