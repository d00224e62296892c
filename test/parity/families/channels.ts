/** References have channels before time, [B, C, T]; here time comes first, [B, T, C]. */
import type { NamedArray } from "../../../src/tensor/safetensors";
import { tf } from "../../../src/tensor/tf";
import type { Tensor, Tensor3D } from "../../../src/tensor/tf";

/** [B, C, T] there, [B, T, C] here. */
export const timeFirst = ({ data, shape }: NamedArray): Tensor3D =>
  tf.tensor(Float32Array.from(data), [...shape]).transpose([0, 2, 1]);

/** [B, T, C] here, the numbers of [B, C, T] there. */
export const channelsFirst = (x: Tensor): Float32Array =>
  x.transpose([0, 2, 1]).dataSync<"float32">();
