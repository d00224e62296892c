/** What an autoencoder's file holds, by its config: known before a single number is read. */
import { coderNames } from "./names";
import type { OobleckConfig } from "./sizes";

/**
 * All names of a file with their shapes, written down independently of what the layers ask for.
 *
 * @param prefix before every name
 * @internal
 */
export function oobleckShapes(config: OobleckConfig, prefix = ""): Map<string, readonly number[]> {
  const { layout, audioChannels, latentChannels } = config;
  const shapes = new Map<string, readonly number[]>();
  const conv = (name: string, v: readonly number[], bias?: number): void => {
    shapes.set(`${prefix}${name}.weight_g`, [v[0], 1, 1]);
    shapes.set(`${prefix}${name}.weight_v`, v);
    if (bias !== undefined) shapes.set(`${prefix}${name}.bias`, [bias]);
  };
  const snake = (name: string, channels: number): void => {
    const shape = layout === "diffusers" ? [1, channels, 1] : [channels];
    for (const part of ["alpha", "beta"]) shapes.set(`${prefix}${name}.${part}`, shape);
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
