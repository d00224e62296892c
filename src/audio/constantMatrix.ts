/** Multiplying by a matrix that is never learnt, fast in both directions on every backend. */
import { tf } from "../tensor/tf";
import type { Tensor2D } from "../tensor/tf";

/** A matrix and its transpose as plain numbers, row after row. */
export interface ConstantMatrix {
  readonly rows: number;
  readonly columns: number;
  readonly values: Float32Array;
  readonly transposed: Float32Array;
}

/**
 * Fills a constant matrix.
 */
export function constantMatrix(
  rows: number,
  columns: number,
  entry: (row: number, column: number) => number,
): ConstantMatrix {
  const [values, transposed] = [new Float32Array(rows * columns), new Float32Array(rows * columns)];
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const value = entry(row, column);
      values[row * columns + column] = value;
      transposed[column * rows + row] = value;
    }
  }
  return { rows, columns, values, transposed };
}

/** The same matrix, seen the other way round. */
export function transposeOf(matrix: ConstantMatrix): ConstantMatrix {
  const { rows, columns, values, transposed } = matrix;
  return { rows: columns, columns: rows, values: transposed, transposed: values };
}

/**
 * x·A for a constant A, with gradient dy·Aᵀ.
 *
 * The gradient that comes with `tf.matMul` asks for a transposed product, which on wasm takes a path
 * five times slower; here both directions are plain products.
 *
 * @param x [M, rows]
 * @returns [M, columns]
 */
export function timesMatrix(x: Tensor2D, matrix: ConstantMatrix): Tensor2D {
  const product = tf.customGrad<Tensor2D>((...inputs) => ({
    value: tf.matMul(
      inputs[0] as Tensor2D,
      tf.tensor2d(matrix.values, [matrix.rows, matrix.columns]),
    ),
    gradFunc: (dy) => timesMatrix(dy, transposeOf(matrix)),
  }));
  return tf.tidy(() => product(x));
}
