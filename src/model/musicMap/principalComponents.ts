/** The few directions along which data differ most. */
import { EVD, Matrix } from "ml-matrix";
import { TutorialError } from "../../error";

/** One direction of the data. */
export interface PrincipalComponent {
  /** The share of all variance that lies along it, 0 to 1. */
  readonly explained: number;
  /** The unit vector, F numbers in the order of the features. */
  readonly weights: readonly number[];
}

export interface PrincipalComponents {
  readonly components: readonly PrincipalComponent[];
  /** The rows seen along the components, [N, K] row by row; each column of mean 0 and variance 1. */
  readonly points: Float32Array;
}

/** Each column of mean 0 and variance 1; a column that never changes becomes 0. */
function standardise(rows: readonly (readonly number[])[]): Matrix {
  const matrix = new Matrix(rows.map((row) => [...row])).center("column");
  for (let f = 0; f < matrix.columns; f++) {
    const column = matrix.getColumn(f);
    const largest = Math.max(...rows.map((row) => Math.abs(row[f])));
    const std = Math.sqrt(column.reduce((sum, value) => sum + value ** 2, 0) / matrix.rows);
    // What rounding leaves of a constant is no variance.
    matrix.mulColumn(f, std > 1e-9 * largest ? 1 / std : 0);
  }
  return matrix;
}

/** The largest weight is made positive: an eigenvector's own sign is an accident of the algorithm. */
function signed(vector: readonly number[]): number[] {
  const largest = vector.reduce((best, one) => (Math.abs(one) > Math.abs(best) ? one : best), 0);
  return vector.map((one) => (largest < 0 ? -one : one));
}

/**
 * Principal component analysis of standardised features, whitened.
 *
 * With Z the standardised rows, C = ZᵀZ/N = V·Λ·Vᵀ is their correlation, and the points are Z·v/√λ for the largest λ:
 * each axis has mean 0 and variance 1, and no two are correlated.
 *
 * @param rows [N, F], one row an observation
 * @param count K, how many components to keep
 * @throws TutorialError `model.components` unless the rows vary in at least K directions and are finite
 *
 * Source: Hotelling 1933, "Analysis of a complex of statistical variables into principal components".
 *
 * @example
 * const rows = [[1, 10], [2, 21], [3, 29], [4, 41]];
 * const { components } = principalComponents(rows, 1); // the one direction in which both rise
 */
export function principalComponents(
  rows: readonly (readonly number[])[],
  count: number,
): PrincipalComponents {
  const features = rows[0]?.length ?? 0;
  const usable = rows.every((row) => row.length === features && row.every(Number.isFinite));
  const enough = rows.length > count && features >= count && count >= 1;
  const standard = usable && enough ? standardise(rows) : undefined;
  const correlation = standard?.transpose().mmul(standard).div(rows.length);
  const found = correlation && new EVD(correlation, { assumeSymmetric: true });
  const values = found?.realEigenvalues ?? [];
  const order = values.map((_, i) => i).sort((a, b) => values[b] - values[a]);
  const kept = order.slice(0, count);
  if (!standard || !found || !kept.every((i) => values[i] > 1e-9)) {
    throw new TutorialError({
      code: "model.components",
      where: "principalComponents",
      expected: `more than ${count} rows of finite numbers that differ in ${count} directions`,
      got: `${rows.length} rows of ${features} features`,
      fix: "pass more rows, or ask for fewer components",
    });
  }
  const total = values.reduce((sum, value) => sum + value, 0);
  const components = kept.map((i) => ({
    explained: values[i] / total,
    weights: signed(found.eigenvectorMatrix.getColumn(i)),
  }));
  const columns = kept.map((i, k) =>
    standard.mmul(Matrix.columnVector(components[k].weights)).div(Math.sqrt(values[i])),
  );
  const points = new Float32Array(rows.length * count);
  columns.forEach((column, k) => {
    for (let n = 0; n < rows.length; n++) points[n * count + k] = column.get(n, 0);
  });
  return { components, points };
}
