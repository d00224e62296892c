/** Weights of an autoencoder at random, by the names that its files have. */
import type { NamedArray } from "../../../src/tensor/safetensors";
import { Random } from "../../../src/tensor/random";
import { coderNames } from "../../../src/stableAudio/oobleck/names";
import type { OobleckConfig } from "../../../src/stableAudio/oobleck/sizes";

/** Draws such that sounds stay about as loud from layer to layer. */
export function randomOobleckWeights(
  config: OobleckConfig,
  seed: number,
  prefix = "",
): Map<string, NamedArray> {
  const { layout, audioChannels, latentChannels } = config;
  const weights = new Map<string, NamedArray>();
  const put = (name: string, shape: readonly number[], size: number, middle = 0): void => {
    const count = shape.reduce((product, n) => product * n, 1);
    // One short stream over and over: to draw 150 million numbers takes seconds.
    const draws = new Random(seed, name).normals(Math.min(count, 4099));
    const data = Float32Array.from({ length: count }, (_, i) => middle + size * draws[i % 4099]);
    weights.set(prefix + name, { dtype: "F32", shape, data });
  };
  const conv = (name: string, [out, into, kernel]: readonly number[], bias = true): void => {
    put(`${name}.weight_v`, [out, into, kernel], 1 / Math.sqrt(into * kernel));
    put(`${name}.weight_g`, [out, 1, 1], 0.1, 1);
    if (bias) put(`${name}.bias`, [out], 0.1);
  };
  const snake = (name: string, channels: number): void => {
    const shape = layout === "diffusers" ? [1, channels, 1] : [channels];
    put(`${name}.alpha`, shape, 0.3);
    put(`${name}.beta`, shape, 0.3, 1);
  };
  for (const coder of ["encoder", "decoder"] as const) {
    const isEncoder = coder === "encoder";
    const { channels, multiples } = config[coder];
    const strides = isEncoder ? config.encoder.strides : [...config.decoder.strides].reverse();
    const inwards = [1, ...multiples].map((multiple) => multiple * channels);
    const width = isEncoder ? inwards : inwards.reverse();
    const names = coderNames(layout, coder, strides.length);
    conv(names.first, [width[0], isEncoder ? audioChannels : latentChannels, 7]);
    names.blocks.forEach((block, i) => {
      const inside = isEncoder ? width[i] : width[i + 1];
      for (const unit of block.units) {
        snake(unit.snake1, inside);
        conv(unit.conv1, [inside, inside, 7]);
        snake(unit.snake2, inside);
        conv(unit.conv2, [inside, inside, 1]);
      }
      snake(block.snake, width[i]);
      const kernel = 2 * strides[i];
      if (isEncoder) conv(block.conv, [width[i + 1], width[i], kernel]);
      else {
        conv(block.conv, [width[i], width[i + 1], kernel], false);
        put(`${block.conv}.bias`, [width[i + 1]], 0.1);
      }
    });
    const last = width[strides.length];
    snake(names.snake, last);
    if (isEncoder) conv(names.last, [2 * latentChannels, last, 3]);
    else conv(names.last, [audioChannels, last, 7], false);
  }
  return weights;
}
