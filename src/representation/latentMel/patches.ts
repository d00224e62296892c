/** Squares of an image as channels: a smaller image on which the same convolution sees farther and costs less. */
import { tf } from "../../tensor/tf";
import type { Tensor4D } from "../../tensor/tf";

/**
 * Lays the side × side pixels of each square behind one another (space to depth).
 *
 * @param image [B, H, W, C], H and W multiples of `side`
 * @returns [B, H/side, W/side, side·side·C]
 *
 * Source: Shi et al. 2016, "Real-Time Single Image and Video Super-Resolution", §3.2, its inverse.
 *
 * @example
 * const patches = foldPatches(tf.ones([2, 256, 80, 1]), 4); // [2, 64, 20, 16]
 */
export function foldPatches(image: Tensor4D, side: number): Tensor4D {
  const [batch, height, width, channels] = image.shape;
  const [rows, columns] = [height / side, width / side];
  // By reshape and transpose, because tf's own operation has no gradient.
  return tf.tidy(() =>
    image
      .reshape([batch, rows, side, columns, side * channels])
      .transpose([0, 1, 3, 2, 4])
      .reshape<Tensor4D>([batch, rows, columns, side * side * channels]),
  );
}

/**
 * The inverse of {@link foldPatches} (depth to space).
 *
 * @param patches [B, h, w, side·side·C]
 * @returns [B, h·side, w·side, C]
 */
export function unfoldPatches(patches: Tensor4D, side: number): Tensor4D {
  const [batch, rows, columns, depth] = patches.shape;
  const channels = depth / (side * side);
  return tf.tidy(() =>
    patches
      .reshape([batch, rows, columns, side, side * channels])
      .transpose([0, 1, 3, 2, 4])
      .reshape<Tensor4D>([batch, rows * side, columns * side, channels]),
  );
}
