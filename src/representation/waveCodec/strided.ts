/** The convolutions that change the rate: each window reaches half a stride into its neighbours. */
import { conv1d } from "../../nn/conv1d";
import { convTranspose1d } from "../../nn/convTranspose1d";
import { fanInNormal } from "../../nn/initializers";
import type { Parameters } from "../../nn/parameters";
import type { Tensor3D } from "../../tensor/tf";

/**
 * A strided convolution, with a window of twice the stride and no bias: `stride` positions become one.
 *
 * @param x [B, stride·T, in]
 * @returns [B, T, out]
 */
export function shorten(
  parameters: Parameters,
  name: string,
  x: Tensor3D,
  outChannels: number,
  stride: number,
): Tensor3D {
  const initializer = fanInNormal(1);
  return conv1d(parameters, name, x, outChannels, {
    kernel: 2 * stride,
    stride,
    bias: false,
    initializer,
  });
}

/**
 * Its transpose: one position becomes `stride`, each written by the two windows that reach it, which is what keeps
 * the seams from being heard.
 *
 * (One matrix product and a reshape, "sub-pixel", takes as long on every size measured, and leaves seams.)
 *
 * @param x [B, T, in]
 * @param gain size of what comes out of a fresh layer, over the size of what goes in
 * @returns [B, stride·T, out]
 */
export function lengthen(
  parameters: Parameters,
  name: string,
  x: Tensor3D,
  outChannels: number,
  stride: number,
  gain = 1,
): Tensor3D {
  // Of the 2·stride taps only two write to any one place.
  const initializer = fanInNormal(gain * Math.sqrt(stride));
  return convTranspose1d(parameters, name, x, outChannels, {
    kernel: 2 * stride,
    stride,
    bias: false,
    initializer,
  });
}
