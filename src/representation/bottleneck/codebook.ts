/** A codebook: the few vectors that a frame may be written as. */
import { tf } from "../../tensor/tf";
import type { Tensor, Tensor1D, Tensor2D, Tensor3D } from "../../tensor/tf";
import { withoutGradient } from "../../tensor/withoutGradient";

/** Rows [R, D] against a codebook [K, D]: which product is largest, int32 [R]. */
function largestProduct(rows: Tensor2D, codebook: Tensor2D): Tensor2D {
  // Transposed beforehand, because WebAssembly multiplies by a matrix read in columns 20 times slower.
  return tf.matMul(rows, codebook.transpose()).argMax(1);
}

/**
 * Which vector of a codebook is nearest, at each frame.
 *
 * ‖x − c‖² = ‖x‖² − 2·x·c + ‖c‖², so the nearest is the largest x·c − ½‖c‖² = [x, 1]·[c, −½‖c‖²]: one matrix
 * product for all frames and all codes.
 *
 * @param x [B, T, D]
 * @param codebook [K, D]
 * @returns int32 [B, T], without gradient
 *
 * @example
 * const codebook = tf.tensor2d([0, 0, 1, 1], [2, 2]);
 * const codes = nearestCode(tf.tensor3d([0.9, 0.8], [1, 1, 2]), codebook); // [[1]]
 */
export function nearestCode(x: Tensor3D, codebook: Tensor2D): Tensor2D {
  const [batch, frames, size] = x.shape;
  return withoutGradient(() => {
    const rows = tf.concat2d(
      [x.reshape<Tensor2D>([-1, size]), tf.ones<tf.Rank.R2>([batch * frames, 1])],
      1,
    );
    const halves = codebook.square().sum<Tensor2D>(1, true).div<Tensor2D>(-2); // [K, 1]
    return largestProduct(rows, tf.concat2d([codebook, halves], 1)).reshape([batch, frames]);
  });
}

/**
 * Which vector of a codebook has the nearest direction, at each frame: as if both were brought to length 1.
 *
 * Between unit vectors ‖x − c‖² = 2 − 2·x·c, and the length of x scales all products alike: only the codebook
 * needs to be brought to length 1.
 *
 * @param x [B, T, D]
 * @param codebook [K, D]
 * @returns int32 [B, T], without gradient
 *
 * Source: Yu et al. 2022, "Vector-quantized image modeling with improved VQGAN", §3.2.
 *
 * @example
 * const codebook = tf.tensor2d([0.1, 0.1, 5, 0], [2, 2]);
 * const codes = nearestDirection(tf.tensor3d([7, 6], [1, 1, 2]), codebook); // [[0]]
 */
export function nearestDirection(x: Tensor3D, codebook: Tensor2D): Tensor2D {
  const [batch, frames, size] = x.shape;
  return withoutGradient(() => {
    const lengths = codebook.square().sum(1, true).sqrt().maximum(1e-12); // [K, 1]
    const rows = x.reshape<Tensor2D>([-1, size]);
    return largestProduct(rows, codebook.div(lengths)).reshape([batch, frames]);
  });
}

/**
 * Adds up the rows of each code: what k-means, running means and the gradient of {@link codeVectors} all need.
 *
 * @param rows [R, D]
 * @param codes int32 [R], below `count`
 * @returns [count, D]
 * @internal
 */
export function sumsByCode(rows: Tensor2D, codes: Tensor1D, count: number): Tensor2D {
  // Where several rows go to one place, scatterND adds them up; a one-hot product does the same, far slower.
  return tf.tidy(() => tf.scatterND<tf.Rank.R2>(codes.expandDims(1), rows, [count, rows.shape[1]]));
}

/**
 * The vectors that codes stand for. Gradients reach the codebook.
 *
 * @param codes int32 [B, T]
 * @param codebook [K, D]
 * @returns [B, T, D]
 *
 * @example
 * const codebook = tf.tensor2d([0, 0, 1, 1], [2, 2]);
 * const vectors = codeVectors(tf.tensor2d([1, 0], [1, 2], "int32"), codebook); // [[[1, 1], [0, 0]]]
 */
export function codeVectors(codes: Tensor2D, codebook: Tensor2D): Tensor3D {
  const [count, size] = codebook.shape;
  const gathered = tf.customGrad((table, save) => {
    (save as tf.GradSaveFunc)([codes]);
    // By hand, because WebAssembly has no gradient for gather.
    const gradFunc = (slope: Tensor, [saved]: Tensor[]): Tensor =>
      sumsByCode(slope.reshape([-1, size]), saved.reshape<Tensor1D>([-1]), count);
    return { value: tf.gather(table as Tensor2D, codes), gradFunc };
  });
  return gathered(codebook) as Tensor as Tensor3D;
}
