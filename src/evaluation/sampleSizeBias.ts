/** Why two Fréchet distances may be compared only at the same number of samples. */
import { TutorialError } from "../error";
import { Random } from "../tensor/random";
import type { Tensor } from "../tensor/tf";
import { frechetBetween } from "./frechetDistance";
import { gaussianStatistics } from "./gaussianStatistics";
import { readPair } from "./samples";
import type { Samples } from "./samples";
import { withConfidence } from "./withConfidence";
import type { Confidence } from "./withConfidence";

export interface SampleSizeBiasOptions {
  /** The numbers of samples to try. */
  readonly sizes: readonly number[];
  /** Draws a size, at least 2. Default 8. */
  readonly repeats?: number;
  /** Names the draws. Default 0. */
  readonly seed?: number;
}

/** The Fréchet distance at one number of samples. */
export interface DistanceAtSize {
  readonly size: number;
  /** Over the draws, with 95 % intervals. */
  readonly distance: Confidence;
}

export interface SampleSizeBias {
  readonly sizes: readonly DistanceAtSize[];
  /** What a straight line in 1/N gives for infinitely many samples. */
  readonly atInfinity: number;
  /** The slope of that line: N samples add slope/N. */
  readonly slope: number;
}

/** The least-squares line distance = atInfinity + slope/N. */
function lineInInverseSize(points: readonly DistanceAtSize[]): {
  atInfinity: number;
  slope: number;
} {
  const x = points.map(({ size }) => 1 / size);
  const y = points.map(({ distance }) => distance.mean);
  const mean = (values: number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
  const [mx, my] = [mean(x), mean(y)];
  const slope =
    x.reduce((sum, one, i) => sum + (one - mx) * (y[i] - my), 0) /
    x.reduce((sum, one) => sum + (one - mx) ** 2, 0);
  return { atInfinity: my - slope * mx, slope };
}

function rows(samples: Samples, indices: readonly number[]): Samples {
  const { dimensions } = samples;
  const values = new Float32Array(indices.length * dimensions);
  indices.forEach((index, row) => {
    const from = index * dimensions;
    values.set(samples.values.subarray(from, from + dimensions), row * dimensions);
  });
  return { values, count: indices.length, dimensions };
}

function checkOptions({ sizes, repeats = 8 }: SampleSizeBiasOptions, largest: number): void {
  const fits = (size: number): boolean => Number.isInteger(size) && size >= 2 && size <= largest;
  if (new Set(sizes).size >= 2 && sizes.every(fits) && Number.isInteger(repeats) && repeats >= 2) {
    return;
  }
  throw new TutorialError({
    code: "evaluation.sizes",
    where: "sampleSizeBias",
    expected: `at least 2 different sizes of 2 to ${largest} samples, and at least 2 repeats`,
    got: `sizes ${sizes.join(", ") || "none"}, ${repeats} repeats`,
    fix: "pass more samples or smaller sizes",
  });
}

/**
 * The Fréchet distance as a function of the number of samples, and what it would be with infinitely many.
 *
 * Without `against`, each draw compares two halves of one set, N samples each: the truth is 0, and all that is found is
 * bias. With it, each draw compares N of the samples with all of `against`. The bias falls as 1/N, so the line through
 * the distances in 1/N is read off at 1/N = 0.
 *
 * @param samples [M, D]; stays yours
 * @param against a reference, [K, D]; stays yours
 * @throws TutorialError `evaluation.sizes`, and those of {@link frechetDistance}
 *
 * Source: Chong and Forsyth 2020, "Effectively Unbiased FID and Inception Score and where to find them", §3.
 *
 * @example
 * const { sizes, atInfinity } = sampleSizeBias(seededNoise([400, 8], 1), { sizes: [25, 50, 100, 200] });
 */
export function sampleSizeBias(
  samples: Tensor,
  options: SampleSizeBiasOptions & { readonly against?: Tensor },
): SampleSizeBias {
  const { sizes, repeats = 8, seed = 0, against } = options;
  const { a, b } = readPair(samples, against ?? samples, "sampleSizeBias");
  checkOptions(options, against ? a.count : Math.floor(a.count / 2));
  const reference = against && gaussianStatistics(b);
  const everyRow = Array.from({ length: a.count }, (_, row) => row);
  const once = (size: number, draw: number): number => {
    const order = new Random(seed, "halves", size, draw).shuffle(everyRow);
    const drawn = gaussianStatistics(rows(a, order.slice(0, size)));
    const other = reference ?? gaussianStatistics(rows(a, order.slice(size, 2 * size)));
    return frechetBetween(drawn, other);
  };
  const measured = sizes.map((size) => ({
    size,
    distance: withConfidence(Array.from({ length: repeats }, (_, draw) => once(size, draw))),
  }));
  return { sizes: measured, ...lineInInverseSize(measured) };
}
