/** The 1-D latent with a frame-rate front end: an autoencoder of sound that a CPU can train. */
import type { Parameters } from "../../nn/parameters";
import type { Random } from "../../tensor/random";
import { tf } from "../../tensor/tf";
import type { Tensor2D, Tensor3D } from "../../tensor/tf";
import type { Bottleneck } from "../bottleneck/bottleneck";
import { agreeWithMel } from "../frames/agreeWithMel";
import { frameLosses } from "../frames/frameLoss";
import type { FrameLosses } from "../frames/frameLoss";
import { framePicture } from "../frames/framePicture";
import type { FramePicture } from "../frames/framePicture";
import { frameLogMel } from "../frames/frameSpectrum";
import { frameVocoderSizes, vocoderPicture } from "../vocoder/frameVocoder";
import { frameCodecSizes, frameDecoder, frameEncoder } from "./frameNetworks";
import type { FrameCodecSizes } from "./frameNetworks";

/** What a codec's decoder says. (A type, so that `tf.tidy` sees the tensors.) */
export type DecodedPicture = FramePicture & {
  /** On the way to the picture: ln(0.1 + mel), [B, T, 80]. */
  readonly logMel: Tensor3D;
};

/** What training makes small, part by part. */
export type FrameCodecLosses = FrameLosses &
  Record<string, tf.Scalar> & {
    /** Mean |Δ ln(0.1 + mel)| of the bands on the way. */
    readonly bands: tf.Scalar;
  };

/** Encoder, bottleneck, decoder over shared weights. */
export interface FrameCodec {
  readonly bottleneck: Bottleneck;
  /** Waveforms [B, 1024·T] → what the bottleneck gets, [B, T, inputSize]. */
  encode(waveform: Tensor2D): Tensor3D;
  /** Codes [B, T, outputSize] → the picture of the sound, 4·T frames. */
  decode(z: Tensor3D): DecodedPicture;
  /** The losses of a batch [B, 1024·T]. */
  losses(waveform: Tensor2D, random: Random): FrameCodecLosses;
}

/** Before the names of the decoder's last layers, which are those of a vocoder. */
export const vocoderPrefix = "decoder.vocoder.";

/**
 * A codec over weights `encoder.*` and `decoder.*`.
 *
 * The decoder says the bands first and then, as a vocoder does, the bins and how their phases move on. All is trained as
 * one network.
 *
 * @param bottleneck KL for a latent to diffuse in, a residual quantiser for codes
 *
 * @example
 * const codec = frameCodec(new Parameters(7), klBottleneck({ channels: 64 }));
 * const h = codec.encode(tf.zeros([1, 65536])); // [1, 64, 128]
 * const { logMagnitude } = codec.decode(codec.bottleneck.encode(h)); // [1, 256, 513]
 */
export function frameCodec(
  parameters: Parameters,
  bottleneck: Bottleneck,
  sizes: FrameCodecSizes = frameCodecSizes,
  vocoderSizes = frameVocoderSizes,
): FrameCodec {
  const outputs = { outputs: bottleneck.inputSize, channels: bottleneck.outputSize };
  const encode = (waveform: Tensor2D): Tensor3D =>
    frameEncoder(parameters, waveform, outputs, sizes);
  const decode = (z: Tensor3D): DecodedPicture =>
    tf.tidy(() => {
      const { logMel, beside } = frameDecoder(parameters, z, vocoderSizes.width, sizes);
      const part = { prefix: vocoderPrefix, beside };
      const picture = vocoderPicture(parameters, logMel, vocoderSizes, part);
      return { ...agreeWithMel(picture, logMel), logMel };
    });
  return {
    bottleneck,
    encode,
    decode,
    losses: (waveform, random) =>
      tf.tidy(() => {
        const { z, losses } = bottleneck.train(encode(waveform), random);
        const decoded = decode(z);
        const bands = decoded.logMel.sub(frameLogMel(waveform)).abs().mean<tf.Scalar>();
        return { ...losses, bands, ...frameLosses(decoded, framePicture(waveform)) };
      }),
  };
}
