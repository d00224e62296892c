/** Two sets of points to be compared, read out of their tensors once and checked. */
import { TutorialError } from "../error";
import type { Tensor } from "../tensor/tf";

/** N points of D numbers each, row after row. */
export interface Samples {
  readonly values: Float32Array;
  readonly count: number;
  readonly dimensions: number;
}

/**
 * Reads points out of a tensor, which stays its owner's.
 *
 * @param samples [N, D], N at least 2
 * @param where the function that speaks in the error
 * @throws TutorialError `evaluation.shape`, `evaluation.notFinite`
 */
export function readSamples(samples: Tensor, where: string): Samples {
  const [count, dimensions] = samples.shape;
  if (samples.rank !== 2 || count < 2 || dimensions < 1) {
    throw new TutorialError({
      code: "evaluation.shape",
      where,
      expected: "points as [N, D], at least 2 of them",
      got: `[${samples.shape.join(", ")}]`,
      fix: "flatten each sample to a row: samples.reshape([count, -1])",
    });
  }
  const values = samples.dataSync<"float32">();
  const bad = values.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) {
    throw new TutorialError({
      code: "evaluation.notFinite",
      where,
      expected: "finite numbers",
      got: `${values[bad]} in row ${Math.floor(bad / dimensions)}`,
      fix: "look at what made the samples: a step too large, or training that diverged",
    });
  }
  return { values, count, dimensions };
}

/** Two sets of points of the same dimension, or an error that says which differ. */
export function readPair(a: Tensor, b: Tensor, where: string): { a: Samples; b: Samples } {
  const pair = { a: readSamples(a, where), b: readSamples(b, where) };
  if (pair.a.dimensions === pair.b.dimensions) return pair;
  throw new TutorialError({
    code: "evaluation.dimensions",
    where,
    expected: "two sets of points of the same dimension",
    got: `[${a.shape.join(", ")}] and [${b.shape.join(", ")}]`,
    fix: "compare samples with data of the same kind",
  });
}
