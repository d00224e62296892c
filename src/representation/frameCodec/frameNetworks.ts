/** Encoder and decoder at the rate of frames: from a spectrum to codes, and back. */
import { magnitude } from "../../audio/magnitude";
import { conv1d } from "../../nn/conv1d";
import { dense } from "../../nn/dense";
import { zeros } from "../../nn/initializers";
import { layerNorm } from "../../nn/layerNorm";
import type { Parameters } from "../../nn/parameters";
import { tf } from "../../tensor/tf";
import type { Tensor2D, Tensor3D } from "../../tensor/tf";
import type { Samples } from "../../units";
import { melOf } from "../frames/bands";
import { frameBlocks } from "../frames/frameBlock";
import { frameSettings } from "../frames/frameSettings";
import { frameSpectrum, logSize } from "../frames/frameSpectrum";
import { logMelStatistics } from "../logMelScale";

/** Sizes of a frame-rate codec. */
export interface FrameCodecSizes {
  /** Frames of 256 samples in one code. */
  readonly framesPerCode: number;
  /** Channels of the encoder at the rate of the frames, 62.5 a second. */
  readonly fast: number;
  /** Channels of both at the rate of the codes. */
  readonly slow: number;
  /** Blocks in turn: encoder fast and slow, decoder slow. */
  readonly blocks: readonly [number, number, number];
}

/** As shipped. */
export const frameCodecSizes: FrameCodecSizes = {
  framesPerCode: 4,
  fast: 128,
  slow: 240,
  blocks: [1, 1, 2],
};

/** Samples of sound in one code: 1,024, so that there are 15.625 codes a second. */
export const samplesPerCode: Samples = frameCodecSizes.framesPerCode * frameSettings.hop;

/** Neighbouring frames side by side: [B, n·T, D] → [B, T, n·D]. */
export function merge(h: Tensor3D, n: number): Tensor3D {
  const [batch, frames, width] = h.shape;
  return h.reshape([batch, frames / n, n * width]);
}

/** The inverse of {@link merge}. */
function split(h: Tensor3D, n: number): Tensor3D {
  const [batch, codes, width] = h.shape;
  return h.reshape([batch, n * codes, width / n]);
}

/** A last layer that has nothing to add before it has learned. */
const silentAtFirst = { initializer: zeros } as const;
const { mean, std } = logMelStatistics;

/**
 * Encodes, in two ways that are added: a linear map of the log-mel of each four frames, which begins as their principal
 * components; and a network over the log-magnitudes, which begins at 0 and learns what is not linear.
 *
 * It sees no phases. What a decoder needs to make phases, the frequencies of partials, is in the magnitudes.
 *
 * @param waveform [B, 1024·T]
 * @param outputs as many numbers a code as the bottleneck wants
 * @param channels the first so many, C, are those of the linear map
 * @returns [B, T, outputs]
 */
export function frameEncoder(
  parameters: Parameters,
  waveform: Tensor2D,
  { outputs, channels }: { readonly outputs: number; readonly channels: number },
  { framesPerCode, fast, slow, blocks }: FrameCodecSizes = frameCodecSizes,
): Tensor3D {
  return tf.tidy(() => {
    const size = magnitude(frameSpectrum(waveform)); //                        [B, 4T, 513]
    const logMel = logSize(melOf(size)).sub(mean).div<Tensor3D>(std); //       [B, 4T, 80]
    const merged = merge(logMel, framesPerCode); //                            [B, T, 320]
    const linear = dense(parameters, "encoder.linear", merged, channels).pad<Tensor3D>([
      [0, 0],
      [0, 0],
      [0, outputs - channels],
    ]);
    let h = dense(parameters, "encoder.in", logSize(size), fast);
    h = frameBlocks(parameters, "encoder.fast", h, blocks[0]);
    h = dense(parameters, "encoder.merge", merge(h, framesPerCode), slow); //  [B, T, slow]
    h = frameBlocks(parameters, "encoder.slow", h, blocks[1]);
    const normed = layerNorm(parameters, "encoder.norm", h);
    return linear.add(dense(parameters, "encoder.out", normed, outputs, silentAtFirst));
  });
}

/** What the slow half of a decoder says. (A type, so that `tf.tidy` sees the tensors.) */
export type DecodedFrames = {
  /** ln(0.1 + mel), [B, 4·T, 80] */
  readonly logMel: Tensor3D;
  /** What else there is to say of each frame, [B, 4·T, width]. */
  readonly beside: Tensor3D;
};

/**
 * Decodes as far as the mel bands of each frame, the encoder's two ways back: a linear map, and what blocks add to it.
 *
 * @param z [B, T, C]
 * @param width of what goes to the vocoder beside the bands
 */
export function frameDecoder(
  parameters: Parameters,
  z: Tensor3D,
  width: number,
  { framesPerCode, slow, blocks }: FrameCodecSizes = frameCodecSizes,
): DecodedFrames {
  const { bands, floor } = frameSettings;
  return tf.tidy(() => {
    let h = conv1d(parameters, "decoder.in", z, slow); //                      [B, T, slow]
    h = frameBlocks(parameters, "decoder.slow", h, blocks[2]);
    h = layerNorm(parameters, "decoder.norm", h);
    const added = dense(parameters, "decoder.mel", h, framesPerCode * bands, silentAtFirst);
    const linear = dense(parameters, "decoder.linear", z, framesPerCode * bands);
    const image = split(linear.add(added), framesPerCode); //                  [B, 4T, 80]
    const logMel = image.mul(std).add<Tensor3D>(mean).maximum<Tensor3D>(Math.log(floor));
    const more = dense(parameters, "decoder.beside", h, framesPerCode * width, silentAtFirst);
    return { logMel, beside: split(more, framesPerCode) };
  });
}
