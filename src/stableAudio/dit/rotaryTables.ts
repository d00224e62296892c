/** Positions as angles, made once for a length. */
import { tf } from "../../tensor/tf";
import type { Tensor2D, Tensor4D } from "../../tensor/tf";

/** Cosines and sines of each position, [N, R/2]. (A type, for `tf.tidy`.) */
export type Turns = { readonly cos: Tensor2D; readonly sin: Tensor2D };

/** θ_i = 10000^(−2i/R), i < R/2: by how much each pair of numbers turns from one position to the next. */
export function turning(size: number): Float32Array {
  return Float32Array.from({ length: size / 2 }, (_, i) => 10_000 ** ((-2 * i) / size));
}

/** Angles of positions 0 … N − 1, in 32 bits as the publishers' code has them. */
export function turnsOf(angles: Float32Array, positions: number): Turns {
  const size = angles.length;
  const [cos, sin] = [new Float32Array(positions * size), new Float32Array(positions * size)];
  for (let at = 0; at < cos.length; at++) {
    const angle = Math.fround(Math.floor(at / size) * angles[at % size]);
    cos[at] = Math.cos(angle);
    sin[at] = Math.sin(angle);
  }
  return { cos: tf.tensor2d(cos, [positions, size]), sin: tf.tensor2d(sin, [positions, size]) };
}

/**
 * Turns the pair (a_i, b_i) of each head, a its first R/2 numbers and b the next, by the angle of its position; the
 * numbers after them stay as they are.
 *
 * a' = a·cos − b·sin, b' = b·cos + a·sin
 *
 * What `rotate` does with angles that are given; a walk has them beforehand, and learns nothing.
 *
 * @param x [B, n, N, D/H]
 *
 * Source: Su et al. 2021, "RoFormer", eq. 34.
 *
 * @internal
 */
export function turn(x: Tensor4D, { cos, sin }: Turns): Tensor4D {
  const half = cos.shape[1];
  const still = x.shape[3] - 2 * half;
  return tf.tidy(() => {
    const sizes = still > 0 ? [half, half, still] : [half, half];
    const [a, b, ...rest] = tf.split(x, sizes, 3);
    const turnedA = a.mul(cos).sub<Tensor4D>(b.mul(sin));
    const turnedB = b.mul(cos).add<Tensor4D>(a.mul(sin));
    return tf.concat<Tensor4D>([turnedA, turnedB, ...(rest as Tensor4D[])], 3);
  });
}
