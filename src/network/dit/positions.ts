/** Positions: attention by itself does not know which token stands where. */
import { TutorialError } from "../../error";

function checkWidth(width: number, axes: number): void {
  if (Number.isInteger(width) && width > 0 && width % (2 * axes) === 0) return;
  throw new TutorialError({
    code: "network.positions",
    where: "sinusoidalPositions",
    expected: `a width that is a multiple of ${2 * axes}, a sine and a cosine for each axis`,
    got: String(width),
    fix: "choose a width such as 128",
  });
}

/** Writes sin(p·ω), then cos(p·ω), with ω_i = 10000^(−i/half), into a row from `offset` on. */
function writeWaves(row: Float32Array, offset: number, size: number, position: number): void {
  const half = size / 2;
  for (let i = 0; i < half; i++) {
    const angle = position * 10000 ** (-i / half);
    row[offset + i] = Math.sin(angle);
    row[offset + half + i] = Math.cos(angle);
  }
}

const made = new Map<string, Float32Array>();

/**
 * Fixed position vectors for a grid of tokens, row by row: waves that fall from fast to slow.
 *
 * For one axis, [sin p·ω₀, sin p·ω₁, …, cos p·ω₀, …] with ω_i = 10000^(−2i/D). For two, the first half of
 * each vector holds the column's waves and the second the row's.
 *
 * @param grid [N], or [rows, columns]
 * @param width D, of each vector
 * @returns N·D numbers, which must not be changed
 * @throws TutorialError `network.positions`
 *
 * Source: Vaswani et al. 2017, §3.5; for two axes, Peebles & Xie 2023, as He et al. 2022 have it.
 *
 * @example
 * const positions = sinusoidalPositions([64, 10], 128); // 640 vectors of 128 numbers
 */
export function sinusoidalPositions(grid: readonly number[], width: number): Float32Array {
  checkWidth(width, grid.length);
  const key = [...grid, width].join();
  const known = made.get(key);
  if (known) return known;
  const [rows, columns] = grid.length === 1 ? [1, grid[0]] : grid;
  const share = width / grid.length;
  const vectors = new Float32Array(rows * columns * width);
  for (let token = 0; token < rows * columns; token++) {
    const vector = vectors.subarray(token * width, (token + 1) * width);
    writeWaves(vector, 0, share, token % columns);
    if (grid.length === 2) writeWaves(vector, share, share, Math.floor(token / columns));
  }
  made.set(key, vectors);
  return vectors;
}
