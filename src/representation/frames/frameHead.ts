/** What a frame-rate decoder says of each bin: how loud it is, and how far its phase moves on. */
import { dense } from "../../nn/dense";
import { layerNorm } from "../../nn/layerNorm";
import type { Parameters } from "../../nn/parameters";
import { tf } from "../../tensor/tf";
import type { Tensor3D } from "../../tensor/tf";
import type { FramePicture } from "./framePicture";
import { frameSettings } from "./frameSettings";

/** Nothing is quieter than silence. */
const silence = Math.log(frameSettings.floor);

/**
 * Reads a picture off the last layer of a decoder. Weights: `NAME.norm`, `NAME.out` to 3·513 channels.
 *
 * @param h [B, T, D]
 */
export function frameHead(parameters: Parameters, name: string, h: Tensor3D): FramePicture {
  return tf.tidy(() => {
    const normed = layerNorm(parameters, `${name}.norm`, h);
    const out = dense(parameters, `${name}.out`, normed, 3 * frameSettings.bins); // [B, T, 3·513]
    const [log, real, imag] = tf.split<Tensor3D>(out, 3, 2);
    const length = real.square().add(imag.square()).add<Tensor3D>(1e-8).sqrt();
    return {
      logMagnitude: tf.softplus(log).add(silence),
      advance: { real: real.div(length), imag: imag.div(length) },
    };
  });
}
