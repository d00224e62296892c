/** Feature-wise linear modulation. */
import { tf } from "../tensor/tf";
import type { Tensor, Tensor2D, Tensor3D } from "../tensor/tf";

/** Gain and shift of each channel, [B, 1, C] each. (A type, for `tf.tidy`.) */
export type FilmVectors = {
  readonly gamma: Tensor3D;
  readonly beta: Tensor3D;
};

/**
 * Cuts what a layer said of a condition in two: the first half γ, the second β.
 *
 * @param said [B, 2·C]
 *
 * @example
 * const { gamma, beta } = filmVectors(tf.tensor2d([[2, 3, 0, 1]])); // 2, 3 and 0, 1
 */
export function filmVectors(said: Tensor2D): FilmVectors {
  return tf.tidy(() => {
    const [gamma, beta] = tf.split<Tensor3D>(said.expandDims<Tensor3D>(1), 2, 2);
    return { gamma, beta };
  });
}

/**
 * FiLM: every channel scaled and shifted as a condition says, the same at all times.
 *
 * y = γ·x + β, or (1 + γ)·x + β, which leaves x alone where the condition says zero
 *
 * @param x [B, T, C]
 * @param form `"plain"` for γ, `"residual"` for 1 + γ
 * @returns [B, T, C]
 *
 * Source: Perez et al. 2018, "FiLM: Visual Reasoning with a General Conditioning Layer", eq. 1.
 *
 * @example
 * const vectors = filmVectors(tf.zeros([2, 256]));
 * const y = film(seededNoise([2, 64, 128], 1), vectors, "residual"); // x itself
 */
export function film<T extends Tensor>(
  x: T,
  { gamma, beta }: FilmVectors,
  form: "plain" | "residual",
): T {
  return tf.tidy(() => x.mul(form === "plain" ? gamma : gamma.add(1)).add<T>(beta));
}
