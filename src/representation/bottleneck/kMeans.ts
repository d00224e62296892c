/** k-means: a first codebook out of a first batch. */
import type { Random } from "../../tensor/random";
import { tf } from "../../tensor/tf";
import type { Tensor1D, Tensor2D } from "../../tensor/tf";
import { nearestCode, sumsByCode } from "./codebook";

/** How many rows chose each code, [K], and what they add up to, [K, D]. @internal */
export type Tally = {
  readonly counts: Tensor1D;
  readonly sums: Tensor2D;
};

/** Counts and adds up the rows [R, D] of each code; `codes` int32 [R] below `count`. @internal */
export function tally(rows: Tensor2D, codes: Tensor1D, count: number): Tally {
  const [rowCount, size] = rows.shape;
  return tf.tidy(() => {
    // A column of ones adds up to how many there were.
    const both = sumsByCode(tf.concat2d([rows, tf.ones([rowCount, 1])], 1), codes, count);
    const counts = both.slice([0, size], [count, 1]).reshape<Tensor1D>([count]);
    return { counts, sums: both.slice([0, 0], [count, size]) };
  });
}

/** Which rows of R to take when K are wanted: no row twice, if there are as many. @internal */
export function drawRows(random: Random, rows: number, wanted: number): Tensor1D {
  const all = Array.from({ length: rows }, (_, i) => i);
  const drawn =
    rows >= wanted
      ? random.shuffle(all).slice(0, wanted)
      : Array.from({ length: wanted }, () => random.integer(rows));
  return tf.tensor1d(drawn, "int32");
}

/** The means that k-means found, [K, D], and how many rows each stands for, [K]. */
export type Clusters = {
  readonly means: Tensor2D;
  readonly counts: Tensor1D;
};

/** How many clusters, and how they are found. */
export interface KMeansOptions {
  /** K. */
  readonly clusters: number;
  /** 10 unless given. */
  readonly steps?: number;
  /** Draws the rows that the clusters begin at. */
  readonly random: Random;
}

/**
 * Lloyd's k-means: each row goes to its nearest mean, each mean moves to the middle of its rows, again and again.
 *
 * A mean that no row chose stays where it was.
 *
 * @param rows [R, D]
 *
 * Source: Lloyd 1982, "Least squares quantization in PCM".
 *
 * @example
 * const rows = tf.tensor2d([0, 0.1, 5, 5.1], [4, 1]);
 * const { means, counts } = kMeans(rows, { clusters: 2, random: new Random(7) }); // 0.05 and 5.05, 2 rows each
 */
export function kMeans(rows: Tensor2D, { clusters, steps = 10, random }: KMeansOptions): Clusters {
  const nearest = (means: Tensor2D): Tensor1D =>
    nearestCode(rows.expandDims(0), means).reshape([-1]); // [R]
  return tf.tidy(() => {
    let means = tf.gather(rows, drawRows(random, rows.shape[0], clusters)); // [K, D]
    for (let step = 0; step < steps; step++) {
      means = tf.tidy(() => {
        const { counts, sums } = tally(rows, nearest(means), clusters);
        const taken = counts.greater(0).expandDims(1); // [K, 1]
        return tf.where(taken, sums.div<Tensor2D>(counts.maximum(1).expandDims(1)), means);
      });
    }
    return { means, counts: tally(rows, nearest(means), clusters).counts };
  });
}
