/** Patches: what a transformer sees as one token is a piece of sound or of a picture. */
import { TutorialError } from "../../error";
import { tf } from "../../tensor/tf";
import type { Tensor, Tensor3D, Tensor4D } from "../../tensor/tf";

/** Frames a token of a sequence [T, C]; or frames and bins a token of a picture [h, w, C]. */
export type Patch = number | readonly [number, number];

/** How a patched item is laid out. */
export interface PatchGrid {
  /** Patches along each axis: [N] or [rows, columns]. */
  readonly grid: readonly number[];
  /** N, of all. */
  readonly tokens: number;
  /** Numbers in a patch. */
  readonly size: number;
}

/**
 * How many patches an item has, and how many numbers are in each.
 *
 * @param shape of an item, [T, C] or [h, w, C]
 * @throws TutorialError `network.patch` when the patches do not tile the item
 *
 * @example
 * const { tokens, size } = patchGrid([256, 80, 1], [16, 10]); // 128 tokens of 160 numbers
 */
export function patchGrid(shape: readonly number[], patch: Patch): PatchGrid {
  const sides = typeof patch === "number" ? [patch] : [...patch];
  const space = shape.slice(0, -1);
  const tiles =
    sides.length === space.length &&
    sides.every((side, axis) => Number.isInteger(side) && side >= 1 && space[axis] % side === 0);
  if (!tiles) {
    throw new TutorialError({
      code: "network.patch",
      where: "patchify",
      expected: `a patch with a divisor of each of the sizes ${space.join(" × ")}`,
      got: sides.join(" × "),
      fix: "sequences take one number, pictures two; both must divide what is cut up",
    });
  }
  const grid = space.map((size, axis) => size / sides[axis]);
  const product = (all: readonly number[]): number => all.reduce((a, b) => a * b, 1);
  return { grid, tokens: product(grid), size: product(sides) * shape.at(-1)! };
}

/**
 * Cuts items into patches, row by row, and lays each out as one vector.
 *
 * @param x [B, T, C] or [B, h, w, C]
 * @returns [B, N, patch·C]
 * @throws TutorialError `network.patch`
 *
 * Source: Dosovitskiy et al. 2021, "An Image is Worth 16x16 Words", eq. 1.
 *
 * @example
 * const tokens = patchify(tf.ones([2, 256, 80, 1]), [16, 10]); // [2, 128, 160]
 */
export function patchify(x: Tensor, patch: Patch): Tensor3D {
  const [batch, ...shape] = x.shape;
  const { grid, tokens, size } = patchGrid(shape, patch);
  if (typeof patch === "number") return x.reshape<Tensor3D>([batch, tokens, size]);
  const [rows, columns] = grid;
  const strip = patch[1] * shape[2];
  return tf.tidy(() =>
    x
      .reshape<Tensor4D>([batch * rows, patch[0], columns, strip])
      .transpose<Tensor4D>([0, 2, 1, 3]) // a patch's lines together
      .reshape<Tensor3D>([batch, tokens, size]),
  );
}

/**
 * Lays patches back where they came from.
 *
 * @param tokens [B, N, patch·C]
 * @param shape of an item, [T, C] or [h, w, C]
 * @returns [B, T, C] or [B, h, w, C]
 * @throws TutorialError `network.patch`; `network.tokens` when the tokens are not those of such items
 *
 * @example
 * const x = unpatchify(tf.ones([2, 128, 160]), { shape: [256, 80, 1], patch: [16, 10] }); // [2, 256, 80, 1]
 */
export function unpatchify(
  tokens: Tensor3D,
  { shape, patch }: { readonly shape: readonly number[]; readonly patch: Patch },
): Tensor {
  const { grid, tokens: count, size } = patchGrid(shape, patch);
  const [batch] = tokens.shape;
  if (tokens.shape[1] !== count || tokens.shape[2] !== size) {
    throw new TutorialError({
      code: "network.tokens",
      where: "unpatchify",
      expected: `[B, ${count}, ${size}] for items of shape [${shape.join(", ")}]`,
      got: `[${tokens.shape.join(", ")}]`,
      fix: "give the shape that was patchified, with as many channels as the tokens have now",
    });
  }
  if (typeof patch === "number") return tokens.reshape([batch, ...shape]);
  const [rows, columns] = grid;
  const strip = patch[1] * shape[2];
  return tf.tidy(() =>
    tokens
      .reshape<Tensor4D>([batch * rows, columns, patch[0], strip])
      .transpose<Tensor4D>([0, 2, 1, 3])
      .reshape([batch, ...shape]),
  );
}
