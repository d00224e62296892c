/** Data on a plane whose truth is known: what all contrasted generators are trained on. */
import type { GaussianMixture } from "../../diffusion/gaussianMixture";
import { mixtureSamples } from "../../diffusion/mixtureSamples";
import { TutorialError } from "../../error";
import type { Random } from "../../tensor/random";
import { tf } from "../../tensor/tf";
import type { Tensor2D } from "../../tensor/tf";

/** N points, and where they are from. */
export interface PlaneData {
  /** For the card of what is trained on them. */
  readonly name: string;
  /** [N, 2] row after row; each axis of mean about 0 and variance about 1. */
  readonly points: Float32Array;
  /** The modes, where they are known. */
  readonly modes?: GaussianMixture;
}

const counts = [4, 2, 1, 3, 4, 1, 2, 3];
const radius = 1.4;

/**
 * Eight Gaussians on a ring, the rarest with a twentieth of the data: rare modes are the first to be forgotten.
 *
 * Centres at 1.4·(cos kπ/4, sin kπ/4), std 0.1, weights 4, 2, 1, 3, 4, 1, 2, 3 of 20.
 *
 * @example
 * const score = mixtureScore(seededNoise([5, 2], 1), ringMixture, cosine(), 0.4);
 */
export const ringMixture: GaussianMixture = {
  means: counts.map((_, k) => [
    radius * Math.cos((k * Math.PI) / 4),
    radius * Math.sin((k * Math.PI) / 4),
  ]),
  std: 0.1,
  weights: counts.map((count) => count / 20),
};

/** Which draws of the ring. */
export interface RingOptions {
  /** N; 20,000 unless given. */
  readonly count?: number;
  /** 1 unless given, which is what the published weights were trained on; take another to test them. */
  readonly seed?: number;
}

/**
 * Draws from {@link ringMixture}.
 *
 * @example
 * const { points } = ringData({ count: 1000, seed: 2 });
 * const reference = tf.tensor2d(points, [1000, 2]);
 */
export function ringData({ count = 20_000, seed = 1 }: RingOptions = {}): PlaneData {
  const drawn = mixtureSamples(ringMixture, count, seed);
  const points = Float32Array.from(drawn.points.dataSync());
  drawn.points.dispose();
  return { name: `ring of 8 Gaussians, ${count} points, seed ${seed}`, points, modes: ringMixture };
}

/**
 * A batch of points, drawn with repetition: [size, 2].
 *
 * @internal
 */
export function batchOf({ points }: PlaneData, size: number, random: Random): Tensor2D {
  const batch = new Float32Array(2 * size);
  for (let row = 0; row < size; row++) {
    const i = 2 * random.integer(points.length / 2);
    batch[2 * row] = points[i];
    batch[2 * row + 1] = points[i + 1];
  }
  return tf.tensor2d(batch, [size, 2]);
}

/**
 * Refuses data that no network of this room would learn.
 *
 * @throws TutorialError `model.contrast.data`
 * @internal
 */
export function checkPlaneData({ name, points }: PlaneData): void {
  const refuse = (got: string): TutorialError =>
    new TutorialError({
      code: "model.contrast.data",
      where: "trainContrast",
      expected:
        "[N, 2] finite numbers row after row, each axis of mean about 0 and variance about 1",
      got: `${got} in "${name}"`,
      fix: "subtract the mean of each axis and divide by its standard deviation",
    });
  if (points.length < 4 || points.length % 2 === 1) throw refuse(`${points.length} numbers`);
  if (!points.every(Number.isFinite)) throw refuse("a number that is not finite");
  const size = Math.sqrt(points.reduce((sum, value) => sum + value ** 2, 0) / points.length);
  if (size < 0.3 || size > 3) throw refuse(`numbers of size ${Number(size.toPrecision(3))}`);
}
