/** T5 knows no places, only distances: how far a key stands from a query is added to their score. */
import { tf } from "../../tensor/tf";
import type { Tensor2D, Tensor4D } from "../../tensor/tf";
import type { T5Config } from "./config";

/**
 * The kind of a distance: near ones each have a bucket of their own, far ones share, the farther the more.
 *
 * Half of the buckets are for keys after the query. Of a half of n, the distances 0 … n/2 − 1 have one each; from
 * there to the farthest they grow by a constant factor,
 *
 *     n/2 + ⌊ln(distance/(n/2)) / ln(farthest/(n/2)) · n/2⌋, at most n − 1.
 *
 * @param distance place of the key minus place of the query
 *
 * Source: Raffel et al. 2020, §2.1; in single precision, as the reference computes it.
 *
 * @example
 * console.log([-1, 0, 1, 20, 1000].map((distance) => distanceBucket(distance))); // 1, 0, 17, 26, 31
 */
export function distanceBucket(
  distance: number,
  { buckets, farthest }: Pick<T5Config, "buckets" | "farthest"> = { buckets: 32, farthest: 128 },
): number {
  const half = buckets / 2;
  const exact = half / 2;
  const side = distance > 0 ? half : 0;
  const far = Math.abs(distance);
  if (far < exact) return side + far;
  const single = Math.fround;
  const logarithm = single(Math.log(single(far / exact)));
  const share = single(logarithm / single(Math.log(farthest / exact)));
  const step = Math.trunc(single(share * (half - exact)));
  return side + Math.min(exact + step, half - 1);
}

/**
 * What is added to the scores of L tokens with each other.
 *
 * @param table one number for each bucket and head, [buckets, H]
 * @returns [1, H, L, L]; row i is what token i adds to its scores
 *
 * @internal
 */
export function relativeBias(
  table: Tensor2D,
  length: number,
  sizes: Pick<T5Config, "buckets" | "farthest">,
): Tensor4D {
  const ofDistance = Array.from({ length: 2 * length - 1 }, (_, i) =>
    distanceBucket(i - (length - 1), sizes),
  );
  const places = new Int32Array(length * length);
  for (let query = 0; query < length; query++) {
    for (let key = 0; key < length; key++) {
      places[query * length + key] = ofDistance[key - query + length - 1];
    }
  }
  return tf.tidy(() =>
    tf
      .gather(table, tf.tensor1d(places, "int32")) // [L·L, H]
      .transpose()
      .reshape<Tensor4D>([1, table.shape[1], length, length]),
  );
}
