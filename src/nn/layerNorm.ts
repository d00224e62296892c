/** Layer normalisation. */
import { tf } from "../tensor/tf";
import type { Tensor } from "../tensor/tf";
import { ones, zeros } from "./initializers";
import { standardise } from "./standardise";
import type { Parameters } from "./parameters";

/** What is added to the variance, and whether gain and shift are learned. */
export interface LayerNormOptions {
  /** 1e-5 unless given. */
  readonly epsilon?: number;
  /** Learned gain and shift, `true` unless given; without them where conditioning supplies both (AdaLN). */
  readonly affine?: boolean;
}

/**
 * Brings the last axis to mean 0 and variance 1, then scales and shifts it.
 *
 * y = (x − mean)/√(variance + ε)·weight + bias, with `NAME.weight` and `NAME.bias` [D]
 *
 * @param x [..., D]
 * @returns [..., D]
 *
 * Source: Ba et al. 2016, "Layer Normalization".
 *
 * @example
 * const parameters = new Parameters(7);
 * const y = layerNorm(parameters, "norm1", seededNoise([5, 16], 1)); // [5, 16]
 */
export function layerNorm<T extends Tensor>(
  parameters: Parameters,
  name: string,
  x: T,
  { epsilon = 1e-5, affine = true }: LayerNormOptions = {},
): T {
  return tf.tidy(() => {
    const normed = standardise(x, epsilon);
    if (!affine) return normed;
    const size = [x.shape.at(-1)!] as [number];
    const gain = parameters.get(`${name}.weight`, size, ones);
    return normed.mul(gain).add<T>(parameters.get(`${name}.bias`, size, zeros));
  });
}
