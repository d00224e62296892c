/** Weights of an autoencoder at random, by the names and shapes that its files have. */
import { coderNames } from "../../../src/stableAudio/oobleck/names";
import { readOobleckConfig } from "../../../src/stableAudio/oobleck/readConfig";
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

/** All names of a file with their shapes, written down independently of what the layers ask for. */
export function weightShapes(config: OobleckConfig): Map<string, readonly number[]> {
  const { layout, audioChannels, latentChannels } = config;
  const shapes = new Map<string, readonly number[]>();
  const conv = (name: string, v: readonly number[], bias?: number): void => {
    shapes.set(`${name}.weight_g`, [v[0], 1, 1]);
    shapes.set(`${name}.weight_v`, v);
    if (bias !== undefined) shapes.set(`${name}.bias`, [bias]);
  };
  const snake = (name: string, channels: number): void => {
    const shape = layout === "diffusers" ? [1, channels, 1] : [channels];
    shapes.set(`${name}.alpha`, shape).set(`${name}.beta`, shape);
  };
  for (const coder of ["encoder", "decoder"] as const) {
    const isEncoder = coder === "encoder";
    const { channels, multiples } = config[coder];
    const inwards = [1, ...multiples].map((multiple) => multiple * channels);
    const width = isEncoder ? inwards : inwards.reverse();
    const strides = isEncoder ? config.encoder.strides : [...config.decoder.strides].reverse();
    const names = coderNames(layout, coder, strides.length);
    conv(names.first, [width[0], isEncoder ? audioChannels : latentChannels, 7], width[0]);
    names.blocks.forEach((block, i) => {
      const [before, after] = [width[i], width[i + 1]];
      const inside = isEncoder ? before : after;
      for (const unit of block.units) {
        snake(unit.snake1, inside);
        conv(unit.conv1, [inside, inside, 7], inside);
        snake(unit.snake2, inside);
        conv(unit.conv2, [inside, inside, 1], inside);
      }
      snake(block.snake, before);
      const channelsOf = isEncoder ? [after, before] : [before, after];
      conv(block.conv, [...channelsOf, 2 * strides[i]], after);
    });
    const last = width[strides.length];
    snake(names.snake, last);
    if (isEncoder) conv(names.last, [2 * latentChannels, last, 3], 2 * latentChannels);
    else conv(names.last, [audioChannels, last, 7]);
  }
  return shapes;
}

/** Draws with which a sound stays about as loud from layer to layer. */
export function randomWeights(config: OobleckConfig, prefix = ""): Map<string, NamedArray> {
  const arrays = [...weightShapes(config)].map(([name, shape]) => {
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
