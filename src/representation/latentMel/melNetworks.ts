/** Encoder and decoder of the latent mel: residual blocks over an image a sixteenth of the spectrogram's size. */
import { silu } from "../../nn/activations";
import { conv2d } from "../../nn/conv2d";
import { groupNorm } from "../../nn/groupNorm";
import { glorotUniform } from "../../nn/initializers";
import type { Initializer } from "../../nn/initializers";
import type { Parameters } from "../../nn/parameters";
import { tf } from "../../tensor/tf";
import type { Tensor4D } from "../../tensor/tf";
import { foldPatches, unfoldPatches } from "./patches";

/** Sizes of the autoencoder. */
export interface MelAutoencoderSizes {
  /** A latent pixel stands for patch × patch pixels of the log-mel. */
  readonly patch: number;
  /** Numbers in a latent pixel. */
  readonly channels: number;
  /** Channels inside the networks, a multiple of 8. */
  readonly width: number;
  readonly encoderBlocks: number;
  readonly decoderBlocks: number;
}

/** As shipped: 256 × 80 → 64 × 20 × 8. */
export const melAutoencoderSizes: MelAutoencoderSizes = {
  patch: 4,
  channels: 8,
  width: 64,
  encoderBlocks: 2,
  decoderBlocks: 3,
};

const groups = 8;

/** Branches begin quiet, so that a deep stack begins near the identity. */
const quiet: Initializer = (random, shape) =>
  glorotUniform(random, shape).map((value) => 0.3 * value);

/** x + conv₃(SiLU(conv₃(SiLU(norm(x))))): the residual block of Stable Diffusion's autoencoder, one norm less. */
function residualBlock(parameters: Parameters, name: string, x: Tensor4D): Tensor4D {
  const width = x.shape[3];
  return tf.tidy(() => {
    const normed = silu(groupNorm(parameters, `${name}.norm`, x, { groups }));
    const inner = silu(conv2d(parameters, `${name}.in`, normed, width));
    return x.add(conv2d(parameters, `${name}.out`, inner, width, { initializer: quiet }));
  });
}

function residualBlocks(
  parameters: Parameters,
  name: string,
  x: Tensor4D,
  count: number,
): Tensor4D {
  let h = x;
  for (let i = 0; i < count; i++) h = residualBlock(parameters, `${name}.${i}`, h);
  return h;
}

/** The last layer of either network. */
function output(parameters: Parameters, name: string, x: Tensor4D, channels: number): Tensor4D {
  const normed = silu(groupNorm(parameters, `${name}.norm`, x, { groups }));
  return conv2d(parameters, `${name}.out`, normed, channels);
}

/**
 * Encodes: patches → conv₃ → blocks → norm, SiLU, conv₃ to `outputs` numbers a pixel.
 *
 * Where AudioLDM's autoencoder convolves at full size first, here 4 × 4 pixels become channels at once: a
 * convolution of 64 channels costs a sixteenth of what it would there, and that is where a CPU's minutes go.
 *
 * @param image log-mel of mean 0 and variance 1, [B, T, 80, 1]
 * @param outputs as many numbers a pixel as the bottleneck wants
 * @returns [B, T/patch, 80/patch, outputs]
 *
 * Source: Rombach et al. 2022, appendix E.1; Liu et al. 2023, "AudioLDM", §3.2.
 */
export function melEncoder(
  parameters: Parameters,
  image: Tensor4D,
  outputs: number,
  { patch, width, encoderBlocks }: MelAutoencoderSizes = melAutoencoderSizes,
): Tensor4D {
  return tf.tidy(() => {
    const h = conv2d(parameters, "encoder.in", foldPatches(image, patch), width); // [B, h, w, width]
    const deep = residualBlocks(parameters, "encoder.blocks", h, encoderBlocks);
    return output(parameters, "encoder", deep, outputs);
  });
}

/**
 * Decodes: conv₃ → blocks → norm, SiLU, conv₃ to patch·patch numbers a pixel → patches laid out.
 *
 * @param z [B, h, w, c]
 * @returns the log-mel of mean 0 and variance 1, [B, h·patch, w·patch, 1]
 */
export function melDecoder(
  parameters: Parameters,
  z: Tensor4D,
  { patch, width, decoderBlocks }: MelAutoencoderSizes = melAutoencoderSizes,
): Tensor4D {
  return tf.tidy(() => {
    const h = conv2d(parameters, "decoder.in", z, width); //                       [B, h, w, width]
    const deep = residualBlocks(parameters, "decoder.blocks", h, decoderBlocks);
    return unfoldPatches(output(parameters, "decoder", deep, patch * patch), patch);
  });
}
