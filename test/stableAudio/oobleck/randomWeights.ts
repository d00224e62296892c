/** Weights of an autoencoder at random, by the names and shapes that its files have. */
import { readOobleckConfig } from "../../../src/stableAudio/oobleck/readConfig";
import { oobleckShapes } from "../../../src/stableAudio/oobleck/shapes";
import type { OobleckConfig } from "../../../src/stableAudio/oobleck/sizes";
import { Random } from "../../../src/tensor/random";
import type { NamedArray } from "../../../src/tensor/safetensors";

/** Options of a small model in the way of diffusers; odd strides in the middle. */
export const smallOptions = {
  _class_name: "AutoencoderOobleck",
  encoder_hidden_size: 8,
  downsampling_ratios: [2, 3, 4],
  channel_multiples: [1, 2, 2],
  decoder_channels: 8,
  decoder_input_channels: 4,
  audio_channels: 2,
} as const;

export const smallConfig = (options: object = {}): OobleckConfig =>
  readOobleckConfig({ ...smallOptions, ...options });

/** Draws with which a sound stays about as loud from layer to layer. */
export function randomWeights(config: OobleckConfig, prefix = ""): Map<string, NamedArray> {
  const arrays = [...oobleckShapes(config)].map(([name, shape]) => {
    const count = shape.reduce((product, n) => product * n, 1);
    const gain = name.endsWith("_g");
    // One short stream over and over: to draw the published model's 156 million numbers takes long.
    const draws = new Random(7, name).normals(Math.min(count, 4099));
    const values = draws.map((draw) => (gain ? 0.5 + 0.05 * draw : 0.3 * draw));
    const data = new Float32Array(count);
    for (let i = 0; i < count; i += values.length) {
      data.set(values.subarray(0, Math.min(values.length, count - i)), i);
    }
    return [prefix + name, { dtype: "F32", shape, data }] as const;
  });
  return new Map(arrays);
}
