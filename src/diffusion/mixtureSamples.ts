/** Draws from a Gaussian mixture: data of which everything is known. */
import { Random } from "../tensor/random";
import { tf } from "../tensor/tf";
import type { Tensor2D } from "../tensor/tf";
import type { GaussianMixture } from "./gaussianMixture";

/** Points and the component each of them came from. */
export interface MixtureSamples {
  /** [N, D] */
  readonly points: Tensor2D;
  /** N numbers of components. */
  readonly labels: readonly number[];
}

/**
 * Draws points from a mixture.
 *
 * @param count N
 * @param seed names the draw
 *
 * @example
 * const mixture = { means: [[-2, 0], [2, 0]], std: 0.3 };
 * const { points, labels } = mixtureSamples(mixture, 1000, 7);
 */
export function mixtureSamples(
  { means, std, weights = means.map(() => 1) }: GaussianMixture,
  count: number,
  seed: number,
): MixtureSamples {
  const random = new Random(seed, "mixture");
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const component = (): number => {
    let left = random.uniform() * total;
    const found = weights.findIndex((weight) => (left -= weight) < 0);
    return found < 0 ? means.length - 1 : found;
  };
  const labels = Array.from({ length: count }, component);
  const rows = labels.map((k) => {
    const spread = typeof std === "number" ? std : std[k];
    return means[k].map((mean) => mean + spread * random.normal());
  });
  return { points: tf.tensor2d(rows, [count, means[0].length]), labels };
}
