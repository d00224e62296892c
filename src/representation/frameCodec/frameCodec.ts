/** The 1-D latent with a frame-rate front end: an autoencoder of sound that a CPU can train. */
import type { Parameters } from "../../nn/parameters";
import type { Random } from "../../tensor/random";
import { tf } from "../../tensor/tf";
import type { Tensor2D, Tensor3D } from "../../tensor/tf";
import type { Bottleneck } from "../bottleneck/bottleneck";
import { frameHead } from "../frames/frameHead";
import { frameLosses } from "../frames/frameLoss";
import type { FrameLosses } from "../frames/frameLoss";
import { framePicture } from "../frames/framePicture";
import type { FramePicture } from "../frames/framePicture";
import { frameCodecSizes, frameDecoder, frameEncoder } from "./frameNetworks";
import type { FrameCodecSizes } from "./frameNetworks";

/** Encoder, bottleneck, decoder over shared weights. */
export interface FrameCodec {
  readonly bottleneck: Bottleneck;
  /** Waveforms [B, 512·T] → what the bottleneck gets, [B, T, inputSize]. */
  encode(waveform: Tensor2D): Tensor3D;
  /** Codes [B, T, outputSize] → the picture of the sound, 2·T frames. */
  decode(z: Tensor3D): FramePicture;
  /** What training makes small, part by part. */
  losses(waveform: Tensor2D, random: Random): FrameLosses & Record<string, tf.Scalar>;
}

/**
 * A codec over weights `encoder.*`, `decoder.*` and `head.*`.
 *
 * @param bottleneck KL for a latent to diffuse in, a residual quantiser for codes
 *
 * @example
 * const codec = frameCodec(new Parameters(7), klBottleneck({ channels: 32 }));
 * const h = codec.encode(tf.zeros([1, 65536])); // [1, 128, 64]
 * const { logMagnitude } = codec.decode(codec.bottleneck.encode(h)); // [1, 256, 513]
 */
export function frameCodec(
  parameters: Parameters,
  bottleneck: Bottleneck,
  sizes: FrameCodecSizes = frameCodecSizes,
): FrameCodec {
  const encode = (waveform: Tensor2D): Tensor3D =>
    frameEncoder(parameters, waveform, bottleneck.inputSize, sizes);
  const decode = (z: Tensor3D): FramePicture =>
    tf.tidy(() => frameHead(parameters, "head", frameDecoder(parameters, z, sizes)));
  return {
    bottleneck,
    encode,
    decode,
    losses: (waveform, random) =>
      tf.tidy(() => {
        const { z, losses } = bottleneck.train(encode(waveform), random);
        return { ...losses, ...frameLosses(decode(z), framePicture(waveform)) };
      }),
  };
}
