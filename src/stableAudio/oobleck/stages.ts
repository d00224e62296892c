/** Encoder and decoder as lists of stages: the first layer, the blocks, the last layers. */
import { tf } from "../../tensor/tf";
import type { Tensor2D } from "../../tensor/tf";
import type { OobleckConfig } from "./sizes";
import { convolution } from "./convolution";
import { chain, pointwise, residual } from "./layer";
import type { Layer } from "./layer";
import { coderNames } from "./names";
import type { UnitNames } from "./names";
import { snakeLayer } from "./snakeLayer";
import { upsampling } from "./upsampling";
import type { WeightReader } from "./weights";

/** How far apart the taps of a block's three units are. */
const dilations = [1, 3, 9] as const;

/** x + conv₁(snake(conv₇(snake(x)))), the wide convolution dilated. */
function unit(w: WeightReader, names: UnitNames, channels: number, dilation: number): Layer {
  const size = { inChannels: channels, outChannels: channels };
  return residual(
    chain([
      snakeLayer(w, names.snake1, channels),
      convolution(w, names.conv1, { ...size, kernel: 7, dilation }),
      snakeLayer(w, names.snake2, channels),
      convolution(w, names.conv2, { ...size, kernel: 1 }),
    ]),
  );
}

const units = (w: WeightReader, names: readonly UnitNames[], channels: number): Layer[] =>
  names.map((one, i) => unit(w, one, channels, dilations[i]));

/** Channels before the first block and after each: the first multiple stands twice, so that a block may keep its width. */
function widths({ channels, multiples }: OobleckConfig["encoder"]): number[] {
  return [1, ...multiples].map((multiple) => multiple * channels);
}

/**
 * The encoder: convolution; then for each stride three residual units, a snake and a strided convolution with a window
 * of twice the stride; snake; convolution to means and scales.
 */
export function encoderStages(w: WeightReader, config: OobleckConfig): Layer[] {
  const { layout, audioChannels, latentChannels, encoder } = config;
  const { strides } = encoder;
  const names = coderNames(layout, "encoder", strides.length);
  const width = widths(encoder);
  const first = { inChannels: audioChannels, outChannels: width[0], kernel: 7 };
  const blocks = strides.map((stride, i) => {
    const size = { inChannels: width[i], outChannels: width[i + 1] };
    const window = { kernel: 2 * stride, stride, padding: Math.ceil(stride / 2) };
    return chain([
      ...units(w, names.blocks[i].units, width[i]),
      snakeLayer(w, names.blocks[i].snake, width[i]),
      convolution(w, names.blocks[i].conv, { ...size, ...window }),
    ]);
  });
  const widest = width[strides.length];
  const last = { inChannels: widest, outChannels: 2 * latentChannels, kernel: 3 };
  return [
    convolution(w, names.first, first),
    ...blocks,
    chain([snakeLayer(w, names.snake, widest), convolution(w, names.last, last)]),
  ];
}

/**
 * The decoder, the encoder's way back: convolution; then for each stride, the last first, a snake, a transposed
 * convolution and three residual units; snake; convolution without bias; a hyperbolic tangent if the config says so.
 */
export function decoderStages(w: WeightReader, config: OobleckConfig): Layer[] {
  const { layout, audioChannels, latentChannels, decoder } = config;
  const strides = [...decoder.strides].reverse();
  const names = coderNames(layout, "decoder", strides.length);
  const width = widths(decoder).reverse();
  const first = { inChannels: latentChannels, outChannels: width[0], kernel: 7 };
  const blocks = strides.map((stride, i) => {
    const size = { inChannels: width[i], outChannels: width[i + 1], stride };
    return chain([
      snakeLayer(w, names.blocks[i].snake, width[i]),
      upsampling(w, names.blocks[i].conv, size),
      ...units(w, names.blocks[i].units, width[i + 1]),
    ]);
  });
  const narrow = width[strides.length];
  const last = { inChannels: narrow, outChannels: audioChannels, kernel: 7, bias: false };
  const bounded = (x: Tensor2D): Tensor2D => tf.tanh(x);
  return [
    convolution(w, names.first, first),
    ...blocks,
    chain([
      snakeLayer(w, names.snake, narrow),
      convolution(w, names.last, last),
      ...(decoder.finalTanh ? [pointwise(audioChannels, bounded)] : []),
    ]),
  ];
}
