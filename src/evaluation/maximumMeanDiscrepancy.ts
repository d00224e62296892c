/** How far apart two sets of embeddings are, without taking them for Gaussians: the KID of images. */
import { TutorialError } from "../error";
import type { Tensor } from "../tensor/tf";
import { readPair } from "./samples";
import type { Samples } from "./samples";

export interface MaximumMeanDiscrepancyOptions {
  /**
   * How alike two points are: `"polynomial"` (x·y/D + 1)³, as in the kernel inception distance, or `"gaussian"`
   * exp(−|x − y|²/(2σ²)). Default `"gaussian"`.
   */
  readonly kernel?: "gaussian" | "polynomial";
  /** The σ of the Gaussian kernel, or the median distance between the points of b. Default `"median"`. */
  readonly sigma?: number | "median";
  /** Leave out each point's likeness to itself, so that the mean over draws is right. Default true. */
  readonly unbiased?: boolean;
}

type Kernel = (a: Samples, i: number, b: Samples, j: number) => number;

function squaredDistance(a: Samples, i: number, b: Samples, j: number): number {
  const size = a.dimensions;
  let sum = 0;
  for (let d = 0; d < size; d++) sum += (a.values[i * size + d] - b.values[j * size + d]) ** 2;
  return sum;
}

const polynomial: Kernel = (a, i, b, j) => {
  const size = a.dimensions;
  let product = 0;
  for (let d = 0; d < size; d++) product += a.values[i * size + d] * b.values[j * size + d];
  return (product / size + 1) ** 3;
};

/**
 * The median of the distances |xᵢ − xⱼ|, i < j: a width for kernels that suits the data.
 *
 * @param samples from {@link readSamples}
 *
 * Source: Gretton et al. 2012, §8.
 */
export function medianDistance(samples: Samples): number {
  const { count } = samples;
  const distances = new Float64Array((count * (count - 1)) / 2);
  let at = 0;
  for (let i = 0; i < count; i++) {
    for (let j = i + 1; j < count; j++) {
      distances[at++] = Math.sqrt(squaredDistance(samples, i, samples, j));
    }
  }
  distances.sort();
  const half = distances.length >> 1;
  return distances.length % 2 === 1 ? distances[half] : (distances[half - 1] + distances[half]) / 2;
}

/** The mean likeness of points of one set, with or without that of each to itself. */
function meanWithin(samples: Samples, kernel: Kernel, unbiased: boolean): number {
  const { count } = samples;
  let sum = 0;
  for (let i = 0; i < count; i++) {
    for (let j = i + 1; j < count; j++) sum += 2 * kernel(samples, i, samples, j);
    if (!unbiased) sum += kernel(samples, i, samples, i);
  }
  return sum / (count * (unbiased ? count - 1 : count));
}

function meanBetween(a: Samples, b: Samples, kernel: Kernel): number {
  let sum = 0;
  for (let i = 0; i < a.count; i++) {
    for (let j = 0; j < b.count; j++) sum += kernel(a, i, b, j);
  }
  return sum / (a.count * b.count);
}

function kernelOf(options: MaximumMeanDiscrepancyOptions, b: Samples): Kernel {
  const { kernel = "gaussian", sigma = "median" } = options;
  if (kernel === "polynomial") return polynomial;
  const width = sigma === "median" ? medianDistance(b) : sigma;
  if (!(width > 0 && Number.isFinite(width))) {
    throw new TutorialError({
      code: "evaluation.sigma",
      where: "maximumMeanDiscrepancy",
      expected: "a width of the kernel above 0",
      got: sigma === "median" ? `a median distance of ${width}` : String(width),
      fix: sigma === "median" ? "most points of b are the same; name a sigma" : "pass {sigma: 1}",
    });
  }
  return (x, i, y, j) => Math.exp(-squaredDistance(x, i, y, j) / (2 * width ** 2));
}

/**
 * The squared maximum mean discrepancy between two sets: E[k(x, x′)] + E[k(y, y′)] − 2·E[k(x, y)].
 *
 * Unbiased, it is 0 on average for two sets of the same kind whatever their size (and may fall below 0), which is what
 * the Fréchet distance is not. In double precision outside of any backend; time grows with (N + M)².
 *
 * @param a [N, D]; stays yours
 * @param b [M, D]; stays yours
 * @throws TutorialError `evaluation.sigma`, `evaluation.shape`, `evaluation.dimensions`, `evaluation.notFinite`
 *
 * Source: Gretton et al. 2012, "A Kernel Two-Sample Test", eqs 3 and 5; Bińkowski et al. 2018, "Demystifying MMD GANs",
 * eq. 4, for the polynomial kernel.
 *
 * @example
 * const real = seededNoise([200, 8], 1);
 * const apart = maximumMeanDiscrepancy(seededNoise([200, 8], 2).add(1), real, { kernel: "polynomial" });
 */
export function maximumMeanDiscrepancy(
  a: Tensor,
  b: Tensor,
  options: MaximumMeanDiscrepancyOptions = {},
): number {
  const { unbiased = true } = options;
  const pair = readPair(a, b, "maximumMeanDiscrepancy");
  const kernel = kernelOf(options, pair.b);
  const within = meanWithin(pair.a, kernel, unbiased) + meanWithin(pair.b, kernel, unbiased);
  return within - 2 * meanBetween(pair.a, pair.b, kernel);
}
