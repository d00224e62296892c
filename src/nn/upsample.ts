/** Growing by repetition. */
import { tf } from "../tensor/tf";
import type { Tensor3D, Tensor4D } from "../tensor/tf";

/**
 * Repeats every position, y[t] = x[⌊t/factor⌋].
 *
 * @param x [B, T, C]
 * @returns [B, T·factor, C]
 *
 * @example
 * const y = upsample1d(tf.ones([2, 64, 8]), 4); // [2, 256, 8]
 */
export function upsample1d(x: Tensor3D, factor: number): Tensor3D {
  const [batch, size, channels] = x.shape;
  // Copies side by side on the last axis lie in memory as repeated positions do.
  return tf.tidy(() =>
    tf.concat(Array<Tensor3D>(factor).fill(x), 2).reshape([batch, size * factor, channels]),
  );
}

/**
 * Repeats every row and column, y[i, j] = x[⌊i/factor⌋, ⌊j/factor⌋].
 *
 * @param x [B, H, W, C]
 * @returns [B, H·factor, W·factor, C]
 *
 * @example
 * const y = upsample2d(tf.ones([2, 16, 20, 8]), 2); // [2, 32, 40, 8]
 */
export function upsample2d(x: Tensor4D, factor: number): Tensor4D {
  const [batch, height, width, channels] = x.shape;
  return tf.tidy(() => {
    const wide = upsample1d(x.reshape([batch * height, width, channels]), factor);
    const rows = wide.reshape<Tensor3D>([batch, height, width * factor * channels]);
    return upsample1d(rows, factor).reshape([batch, height * factor, width * factor, channels]);
  });
}
