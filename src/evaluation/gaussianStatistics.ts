/** A cloud of points, told by its mean and covariance alone. */
import { EigenvalueDecomposition, Matrix } from "ml-matrix";
import type { Samples } from "./samples";

/** The Gaussian that fits a set of points. */
export interface GaussianStatistics {
  /** D numbers. */
  readonly mean: readonly number[];
  /** D × D, symmetric. */
  readonly covariance: readonly (readonly number[])[];
}

/**
 * Mean and covariance, the latter with N − 1 below the sum; in double precision.
 *
 * @param samples from {@link readSamples}
 */
export function gaussianStatistics({ values, count, dimensions }: Samples): GaussianStatistics {
  const points = Matrix.from1DArray(count, dimensions, values);
  const mean = points.mean("column");
  const centred = points.subRowVector(mean);
  const covariance = centred
    .transpose()
    .mmul(centred)
    .div(count - 1);
  return { mean, covariance: covariance.to2DArray() };
}

/** Eigenvalues of a covariance that rounding made negative are 0. */
function eigenvalues(decomposition: EigenvalueDecomposition): number[] {
  return decomposition.realEigenvalues.map((value) => Math.max(0, value));
}

/**
 * The root of a symmetric matrix without negative eigenvalues: A = V·diag(λ)·Vᵀ gives V·diag(√λ)·Vᵀ.
 *
 * Works for any rank: directions without variance stay at 0.
 */
export function squareRootOf(matrix: readonly (readonly number[])[]): Matrix {
  const decomposition = new EigenvalueDecomposition(new Matrix(matrix.map((row) => [...row])), {
    assumeSymmetric: true,
  });
  const vectors = decomposition.eigenvectorMatrix;
  const scaled = vectors.clone().mulRowVector(eigenvalues(decomposition).map(Math.sqrt));
  return scaled.mmul(vectors.transpose());
}

/**
 * tr √(A·B) of two covariances.
 *
 * A·B is not symmetric, but has the eigenvalues of √A·B·√A, which is; the sum of their roots is the trace. So no root of
 * a lopsided, perhaps singular matrix is ever needed.
 */
export function traceOfProductRoot(
  a: readonly (readonly number[])[],
  b: readonly (readonly number[])[],
): number {
  const root = squareRootOf(a);
  const product = root.mmul(new Matrix(b.map((row) => [...row]))).mmul(root);
  // Rounding leaves it symmetric but for the last digits.
  const symmetric = Matrix.add(product, product.transpose()).div(2);
  const values = eigenvalues(new EigenvalueDecomposition(symmetric, { assumeSymmetric: true }));
  return values.reduce((sum, value) => sum + Math.sqrt(value), 0);
}
