/** Numbers as base64 bytes: a heatmap of 8,000 cells is 43 KB so, and 326 KB as JSON numbers. */

/** Plotly's own wrapping of a typed array (plotly.js ≥ 2.28, `dtype` as in NumPy). */
export type Packed = {
  readonly dtype: "f4" | "i1";
  readonly bdata: string;
  /** `"rows, columns"` of a matrix, row-major. */
  readonly shape?: string;
};

/** The shape of a matrix to pack. */
export interface MatrixShape {
  readonly rows: number;
  readonly columns: number;
}

function pack(dtype: Packed["dtype"], array: ArrayBufferView, shape?: MatrixShape): Packed {
  const bdata = Buffer.from(array.buffer, array.byteOffset, array.byteLength).toString("base64");
  return shape ? { dtype, bdata, shape: `${shape.rows}, ${shape.columns}` } : { dtype, bdata };
}

/**
 * Packs numbers as 32-bit floats, four bytes each. NaN and ±∞ become gaps when drawn.
 *
 * @param values N numbers, or rows × columns of them
 * @param shape for a matrix
 */
export function packFloats(values: ArrayLike<number>, shape?: MatrixShape): Packed {
  return pack("f4", Float32Array.from(values), shape);
}

/**
 * Packs numbers rounded to whole ones, a byte each: right for decibels, where 1 dB is the least
 * one can see or hear. Values are held inside [from, to], which must lie inside [-128, 127].
 *
 * @param values rows × columns numbers, row-major, without NaN (a byte has no gap)
 * @param range what the colour scale shows; lower values get `from`, higher ones `to`
 * @param shape the shape of the matrix
 */
export function packWhole(
  values: ArrayLike<number>,
  range: { readonly from: number; readonly to: number },
  shape: MatrixShape,
): Packed {
  const bytes = new Int8Array(values.length);
  for (let i = 0; i < bytes.length; i++) {
    bytes[i] = Math.round(Math.min(range.to, Math.max(range.from, values[i])));
  }
  return pack("i1", bytes, shape);
}
