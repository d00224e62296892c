/** The block that Vocos is built of: every channel looks along time, then every moment across channels. */
import { exactGelu } from "../../nn/activations";
import { dense } from "../../nn/dense";
import { depthwiseConv1d } from "../../nn/depthwiseConv1d";
import { layerNorm } from "../../nn/layerNorm";
import type { Parameters } from "../../nn/parameters";
import { tf } from "../../tensor/tf";
import type { Tensor3D } from "../../tensor/tf";

/** Sizes of a {@link convNextBlock}, and what it begins with. */
export interface ConvNextBlockOptions {
  /** How many channels between the two linear layers; three times those of x unless given. */
  readonly hidden?: number;
  /** How many frames the convolution sees, 7 unless given. */
  readonly kernel?: number;
  /** What the branch is multiplied by at first, per channel; 1 unless given, Vocos takes 1/blocks. */
  readonly scale?: number;
  /** What stands between the linear layers, {@link exactGelu} unless given. */
  readonly activation?: (x: Tensor3D) => Tensor3D;
}

/**
 * One block of a one-dimensional ConvNeXt: x + scale·narrow(GELU(widen(norm(depthwise(x))))).
 *
 * Weights: `NAME.depthwise`, `NAME.norm`, `NAME.widen`, `NAME.narrow`, and `NAME.scale` [C].
 *
 * @param x [B, T, C]
 * @returns [B, T, C]
 * @throws TutorialError `nn.parameter.shape`
 *
 * Source: Liu et al. 2022, "A ConvNet for the 2020s", figure 4; in one dimension Siuzdak 2023, "Vocos".
 *
 * @example
 * const parameters = new Parameters(7);
 * const y = convNextBlock(parameters, "blocks.0", seededNoise([2, 64, 16], 1)); // [2, 64, 16]
 */
export function convNextBlock(
  parameters: Parameters,
  name: string,
  x: Tensor3D,
  { hidden, kernel = 7, scale = 1, activation = exactGelu }: ConvNextBlockOptions = {},
): Tensor3D {
  const channels = x.shape[2];
  return tf.tidy(() => {
    const mixed = depthwiseConv1d(parameters, `${name}.depthwise`, x, { kernel });
    const normed = layerNorm(parameters, `${name}.norm`, mixed, { epsilon: 1e-6 });
    const wide = activation(dense(parameters, `${name}.widen`, normed, hidden ?? 3 * channels)); // [B, T, hidden]
    const narrow = dense(parameters, `${name}.narrow`, wide, channels); //                          [B, T, C]
    const size: [number] = [channels];
    const gain = parameters.get(`${name}.scale`, size, () =>
      new Float32Array(channels).fill(scale),
    );
    return x.add(narrow.mul(gain));
  });
}
