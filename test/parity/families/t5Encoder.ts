/** Family `t5-encoder`: Hugging Face's T5EncoderModel, block by block. */
import { t5Config } from "../../../src/stableAudio/t5/config";
import { t5Encoder } from "../../../src/stableAudio/t5/encoder";
import { distanceBucket } from "../../../src/stableAudio/t5/relativeBias";
import type { NamedArray } from "../../../src/tensor/safetensors";
import { tf } from "../../../src/tensor/tf";
import type { Tensor3D } from "../../../src/tensor/tf";
import type { ParityFamily } from "../fixture";

export const rowsOf = ({ data, shape: [rows, length] }: NamedArray): number[][] =>
  Array.from({ length: rows }, (_, i) => Array.from(data.slice(i * length, (i + 1) * length)));

export const t5EncoderFamily: ParityFamily = {
  run: ({ config, inputs, weights, arrays }) => {
    const sizes = t5Config(config);
    const encoder = t5Encoder(weights, sizes);
    const got: Record<string, ArrayLike<number>> = {};
    for (const name of Object.keys(inputs)) {
      const [, which] = /^(\w+)\.input_ids$/.exec(name) ?? [];
      if (which === undefined) continue;
      const ids = rowsOf(inputs[name]);
      const mask = rowsOf(inputs[`${which}.attention_mask`]);
      const embedded = encoder.encode(ids, mask, (hidden, block) => {
        got[`${which}.hidden_${block}`] = hidden.dataSync();
      });
      const seen = tf.tensor2d(mask).expandDims<Tensor3D>(2);
      got[`${which}.last_hidden_state`] = embedded.dataSync();
      got[`${which}.masked`] = embedded.mul(seen).dataSync();
      got[`${which}.nomask`] = encoder.encode(ids).dataSync();
    }
    for (const name of arrays.keys()) {
      const [, length] = /^expect\.position_bias_(\d+)$/.exec(name) ?? [];
      if (length === undefined) continue;
      got[`position_bias_${length}`] = encoder.positionBias(Number(length)).dataSync();
    }
    if ("relative_position" in inputs) {
      const distances = Array.from(inputs.relative_position.data);
      got.bucket_of_relative_position = distances.map((one) => distanceBucket(one, sizes));
    }
    encoder.dispose();
    return Promise.resolve(got);
  },
  // The buckets are whole numbers, which the table leaves out.
  unstated: 0,
};
