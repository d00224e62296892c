/** Weights on their way from a file to the backend, turned and scaled as they go. */
import { Scratch } from "../../tensor/scratch";
import type { Rank, Tensor, Tensor1D, Tensor2D } from "../../tensor/tf";
import { uploaded } from "../../tensor/uploaded";

/** A weight as a file has it, [out, in] if it is a matrix. */
export interface StoredWeight {
  readonly shape: readonly number[];
  /** Read each time it is asked for; that of a matrix is lost when another one is read. */
  readonly data: Float32Array;
}

/** Which rows of a stored matrix, and by what each row and each number of a row is multiplied. */
export interface TurnOptions {
  /** All unless given. */
  readonly rows?: { readonly from: number; readonly to: number };
  readonly scale?: (row: number) => number;
}

/** So many rows and columns at a time stay in the processor's cache. */
const tile = 64;

/** Where a matrix is turned. @internal */
export const turningRoom = new Scratch();

/**
 * Rows become columns: 2 ns a number, of which the largest network has a billion.
 *
 * @param by what each number of a row is multiplied by
 */
function transpose(
  data: Float32Array,
  [rows, columns]: readonly [number, number],
  by: Float32Array,
): Float32Array {
  const out = turningRoom.numbers(rows * columns);
  for (let top = 0; top < rows; top += tile) {
    const bottom = Math.min(rows, top + tile);
    for (let left = 0; left < columns; left += tile) {
      const right = Math.min(columns, left + tile);
      for (let column = left; column < right; column++) {
        const start = column * rows;
        for (let row = top; row < bottom; row++) {
          out[start + row] = data[row * columns + column] * by[row];
        }
      }
    }
  }
  return out;
}

/** A stored matrix [out, in] as [in, out]: that way round a product is up to a quarter faster. */
export function turned({ shape, data }: StoredWeight, options: TurnOptions = {}): Tensor2D {
  const columns = shape[1];
  const { rows: { from, to } = { from: 0, to: shape[0] }, scale = () => 1 } = options;
  const part = data.subarray(from * columns, to * columns);
  const by = Float32Array.from({ length: to - from }, (_, row) => scale(row));
  return uploaded<Rank.R2>(transpose(part, [to - from, columns], by), [columns, to - from]);
}

/** Numbers in a row, or some of them, scaled. */
export function vector({ data }: StoredWeight, { rows, scale }: TurnOptions = {}): Tensor1D {
  const part = data.slice(rows?.from, rows?.to);
  return uploaded<Rank.R1>(scale ? part.map((one, i) => one * scale(i)) : part, [part.length]);
}

/** A weight as it is. */
export function asStored({ shape, data }: StoredWeight): Tensor {
  return uploaded(data, shape as [number]);
}
