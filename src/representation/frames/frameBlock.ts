/** The block that frame-rate networks are built of. */
import { conv1d } from "../../nn/conv1d";
import { dense } from "../../nn/dense";
import { glorotUniform } from "../../nn/initializers";
import type { Initializer } from "../../nn/initializers";
import { layerNorm } from "../../nn/layerNorm";
import type { Parameters } from "../../nn/parameters";
import { silu } from "../../nn/activations";
import { tf } from "../../tensor/tf";
import type { Tensor3D } from "../../tensor/tf";

/** Branches begin quiet, so that a deep stack begins near the identity. */
const quiet: Initializer = (random, shape) =>
  glorotUniform(random, shape).map((value) => 0.3 * value);

/**
 * Looks at its neighbours, widens, and adds what it finds: x + dense(SiLU(conv₃(norm(x)))).
 *
 * Weights: `NAME.norm`, `NAME.conv` to 2·D channels, `NAME.out` back to D.
 *
 * @param x [B, T, D]
 * @returns [B, T, D]
 */
export function frameBlock(parameters: Parameters, name: string, x: Tensor3D): Tensor3D {
  const width = x.shape[2];
  return tf.tidy(() => {
    const normed = layerNorm(parameters, `${name}.norm`, x);
    const wide = silu(conv1d(parameters, `${name}.conv`, normed, 2 * width)); // [B, T, 2D]
    return x.add(dense(parameters, `${name}.out`, wide, width, { initializer: quiet }));
  });
}

/** So many blocks in turn, `NAME.0`, `NAME.1`, … */
export function frameBlocks(
  parameters: Parameters,
  name: string,
  x: Tensor3D,
  count: number,
): Tensor3D {
  return tf.tidy(() => {
    let h = x;
    for (let i = 0; i < count; i++) h = frameBlock(parameters, `${name}.${i}`, h);
    return h;
  });
}
