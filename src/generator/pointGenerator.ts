/** What all generators have in common, however they make their samples. */
import { TutorialError } from "../error";
import type { Random } from "../tensor/random";
import { tf } from "../tensor/tf";
import type { Tensor2D } from "../tensor/tf";

/** Anything that makes points: in one call, token by token, or step by step. */
export interface PointGenerator {
  readonly name: string;
  /** How often the network is called for one batch of samples. */
  readonly callsPerSample: number;
  /**
   * New points, the same for the same seed.
   *
   * @returns [count, 2]; yours to dispose
   * @throws TutorialError `generator.count`
   */
  readonly sample: (count: number, seed: number) => Tensor2D;
}

/**
 * Refuses to make half a sample, or none.
 *
 * @throws TutorialError `generator.count`
 * @internal
 */
export function checkCount(where: string, count: number): void {
  if (Number.isInteger(count) && count >= 1) return;
  throw new TutorialError({
    code: "generator.count",
    where,
    expected: "a whole number of samples, at least 1",
    got: String(count),
    fix: "pass e.g. sample(1000, 7)",
  });
}

/** Draws of N(0, 1) from a stream, [rows, columns]. @internal */
export function normals(random: Random, rows: number, columns: number): Tensor2D {
  return tf.tensor2d(random.normals(rows * columns), [rows, columns]);
}
