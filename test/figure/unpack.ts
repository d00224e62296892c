/** The way back from packed bytes to numbers, for looking into a figure. */
import type { Packed } from "../../src/figure/pack";

/** Whether a value is a packed array. */
export function isPacked(value: unknown): value is Packed {
  return typeof value === "object" && value !== null && "bdata" in value && "dtype" in value;
}

/** The numbers of a packed array, a matrix row by row. */
export function unpack({ dtype, bdata }: Packed): Float32Array | Int8Array {
  const bytes = Uint8Array.from(Buffer.from(bdata, "base64"));
  return dtype === "f4" ? new Float32Array(bytes.buffer) : new Int8Array(bytes.buffer);
}

/** A figure with plain lists for packed arrays, as `Plotly.validate` expects them. */
export function unpacked(value: unknown): unknown {
  if (isPacked(value)) {
    const numbers = [...unpack(value)];
    if (!value.shape) return numbers;
    const [rows, columns] = value.shape.split(",").map(Number);
    return Array.from({ length: rows }, (_, r) => numbers.slice(r * columns, (r + 1) * columns));
  }
  if (Array.isArray(value)) return value.map(unpacked);
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, unpacked(inner)]));
  }
  return value;
}
