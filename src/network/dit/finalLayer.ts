/** The last layer: tokens become patches of numbers again. */
import { dense } from "../../nn/dense";
import { zeros } from "../../nn/initializers";
import type { Parameters } from "../../nn/parameters";
import { tf } from "../../tensor/tf";
import type { Tensor2D, Tensor3D } from "../../tensor/tf";
import { adaptiveNorm, modulationVectors } from "./modulation";
import type { Modulation } from "./modulation";

/**
 * Shift and scale of the last normalisation, out of the condition.
 *
 * @param condition [B, Dc]
 * @internal
 */
export function finalModulation(
  parameters: Parameters,
  name: string,
  condition: Tensor2D,
  width: number,
): Modulation {
  return tf.tidy(() => {
    const size = { count: 2, width };
    const parts = modulationVectors(parameters, `${name}.modulation`, condition, size);
    const [shift, scale] = parts;
    return { shift, gain: scale.add<Tensor3D>(1) };
  });
}

/**
 * AdaLN, then a linear layer that is zero at first: the network says nothing before it has learned.
 *
 * @param x [B, N, D]
 * @param size numbers a patch
 * @returns [B, N, size]
 *
 * Source: Peebles & Xie 2023, §3.2, "Transformer decoder".
 * @internal
 */
export function finalLayer(
  parameters: Parameters,
  name: string,
  x: Tensor3D,
  modulation: Modulation,
  size: number,
): Tensor3D {
  return tf.tidy(() => {
    const normed = adaptiveNorm(x, modulation);
    return dense(parameters, `${name}.linear`, normed, size, { initializer: zeros });
  });
}
