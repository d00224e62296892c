/** Encoder and decoder at the rate of frames: from a spectrum to codes, and back. */
import { conv1d } from "../../nn/conv1d";
import { dense } from "../../nn/dense";
import { layerNorm } from "../../nn/layerNorm";
import type { Parameters } from "../../nn/parameters";
import { tf } from "../../tensor/tf";
import type { Tensor2D, Tensor3D } from "../../tensor/tf";
import type { Samples } from "../../units";
import { magnitude } from "../../audio/magnitude";
import { frameBlocks } from "../frames/frameBlock";
import { frameSettings } from "../frames/frameSettings";
import { frameSpectrum, logSize } from "../frames/frameSpectrum";

/** Sizes of a frame-rate codec; one code spans two frames, 512 samples. */
export interface FrameCodecSizes {
  /** Channels at the rate of the frames, 62.5 a second. */
  readonly fast: number;
  /** Channels at the rate of the codes, 31.25 a second. */
  readonly slow: number;
  /** Blocks in turn: encoder fast and slow, decoder slow and fast. */
  readonly blocks: readonly [number, number, number, number];
}

/** As shipped. */
export const frameCodecSizes: FrameCodecSizes = { fast: 208, slow: 288, blocks: [1, 2, 2, 3] };

/** Samples of sound in one code. */
export const samplesPerCode: Samples = 2 * frameSettings.hop;

/** Two neighbouring frames side by side: [B, 2·T, D] → [B, T, 2·D]. */
function merge(h: Tensor3D): Tensor3D {
  const [batch, frames, width] = h.shape;
  return h.reshape([batch, frames / 2, 2 * width]);
}

/** The inverse of {@link merge}. */
function split(h: Tensor3D): Tensor3D {
  const [batch, frames, width] = h.shape;
  return h.reshape([batch, 2 * frames, width / 2]);
}

/**
 * Encodes: log-magnitudes → dense → blocks → two frames become one → blocks → `outputs` numbers.
 *
 * It sees no phases. What a decoder needs to make phases, the frequencies of partials, is in the magnitudes.
 *
 * @param waveform [B, 512·T]
 * @param outputs as many numbers a code as the bottleneck wants
 * @returns [B, T, outputs]
 */
export function frameEncoder(
  parameters: Parameters,
  waveform: Tensor2D,
  outputs: number,
  { fast, slow, blocks }: FrameCodecSizes = frameCodecSizes,
): Tensor3D {
  return tf.tidy(() => {
    const heard = logSize(magnitude(frameSpectrum(waveform))); //              [B, 2T, 513]
    let h = dense(parameters, "encoder.in", heard, fast);
    h = frameBlocks(parameters, "encoder.fast", h, blocks[0]);
    h = dense(parameters, "encoder.merge", merge(h), slow); //                 [B, T, slow]
    h = frameBlocks(parameters, "encoder.slow", h, blocks[1]);
    return dense(parameters, "encoder.out", layerNorm(parameters, "encoder.norm", h), outputs);
  });
}

/**
 * Decodes as far as the last layer before the head: codes → blocks → one frame becomes two → blocks.
 *
 * @param z [B, T, C]
 * @returns [B, 2·T, fast]
 */
export function frameDecoder(
  parameters: Parameters,
  z: Tensor3D,
  { fast, slow, blocks }: FrameCodecSizes = frameCodecSizes,
): Tensor3D {
  return tf.tidy(() => {
    let h = conv1d(parameters, "decoder.in", z, slow); //                      [B, T, slow]
    h = frameBlocks(parameters, "decoder.slow", h, blocks[2]);
    h = split(dense(parameters, "decoder.split", h, 2 * fast)); //             [B, 2T, fast]
    return frameBlocks(parameters, "decoder.fast", h, blocks[3]);
  });
}
