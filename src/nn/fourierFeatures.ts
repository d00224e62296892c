/** A number as waves: what lets a network tell 0.50 from 0.51. */
import { tf } from "../tensor/tf";
import type { Tensor, Tensor2D } from "../tensor/tf";

/** Which waves. */
export interface FourierFeatureOptions {
  /** How many frequencies; 8 unless given. Each gives a cosine and a sine. */
  readonly count?: number;
  /** Cycles per unit of the slowest; 0.25 unless given. */
  readonly lowest?: number;
  /** Cycles per unit of the fastest; 8 unless given. */
  readonly highest?: number;
}

/**
 * Cosines and sines of numbers at frequencies in geometric progression.
 *
 * [cos 2π·f₀·x … cos 2π·f₍ₙ₋₁₎·x, sin 2π·f₀·x … sin 2π·f₍ₙ₋₁₎·x]
 *
 * @param x B numbers, such as times, [B]; or points, [B, D], each of whose coordinates is expanded
 * @returns [B, 2·count], or [B, 2·count·D]
 *
 * Source: Vaswani et al. 2017, §3.5, for positions; Tancik et al. 2020.
 *
 * @example
 * const features = fourierFeatures(tf.linspace(0, 1, 5), { count: 16 }); // [5, 32]
 */
export function fourierFeatures(
  x: Tensor | readonly number[],
  { count = 8, lowest = 0.25, highest = 8 }: FourierFeatureOptions = {},
): Tensor2D {
  const ratio = (i: number): number => (count > 1 ? i / (count - 1) : 0);
  const angular = Float32Array.from(
    { length: count },
    (_, i) => 2 * Math.PI * lowest * (highest / lowest) ** ratio(i),
  );
  return tf.tidy(() => {
    const numbers = x instanceof tf.Tensor ? x : tf.tensor1d([...x]);
    const angles = numbers.reshape([-1, 1]).mul(tf.tensor1d(angular)); // [B·D, count]
    const waves = tf.concat([angles.cos(), angles.sin()], 1); // [B·D, 2·count]
    return waves.reshape<Tensor2D>([numbers.shape[0], -1]);
  });
}
