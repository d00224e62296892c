/** An autoencoder of sound, sample in, sample out, as DAC and Stable Audio have it. */
import type { Parameters } from "../../nn/parameters";
import type { Random } from "../../tensor/random";
import { tf } from "../../tensor/tf";
import type { Tensor2D, Tensor3D } from "../../tensor/tf";
import type { Bottleneck } from "../bottleneck/bottleneck";
import { waveLosses } from "./losses";
import type { WaveLosses } from "./losses";
import { waveCodecSizes, waveDecoder, waveEncoder } from "./waveNetworks";
import type { WaveCodecSizes } from "./waveNetworks";

/** What a training step of a {@link WaveCodec} makes of a batch. */
export type WaveCodecTry = {
  /** [B, S] */
  readonly decoded: Tensor2D;
  /** By name; those of the bottleneck are weighted already. */
  readonly losses: WaveLosses & Record<string, tf.Scalar>;
};

/** Encoder, bottleneck and decoder over shared weights. */
export interface WaveCodec<B extends Bottleneck = Bottleneck> {
  readonly bottleneck: B;
  /** Waveforms [B, 512·T] → what the bottleneck gets, [B, T, inputSize]. */
  encode(waveform: Tensor2D): Tensor3D;
  /** Codes [B, T, outputSize] → waveforms [B, 512·T]. */
  decode(z: Tensor3D): Tensor2D;
  /** There and back in training, with all that it misses. */
  attempt(waveform: Tensor2D, random: Random): WaveCodecTry;
}

/**
 * A codec over weights `encoder.*` and `decoder.*`.
 *
 * Fully convolutional: a strided convolution of the waveform, then residual units with snakes between strided layers,
 * 512 samples to a frame in all. No layer has a bias, so silence becomes zeros, and zeros silence.
 *
 * @param bottleneck KL for a latent to diffuse in, a residual quantiser for codes
 * @throws TutorialError `waveCodec.sizes`; of its methods also `waveCodec.waveform`, `bottleneck.width`
 *
 * Source: Kumar et al. 2023, "High-Fidelity Audio Compression with Improved RVQGAN"; with KL in place of the
 * quantiser: Evans et al. 2024, "Fast Timing-Conditioned Latent Audio Diffusion".
 *
 * @example
 * const codec = waveCodec(new Parameters(7), klBottleneck({ channels: 32 }));
 * const h = codec.encode(tf.zeros([1, 65536])); // [1, 128, 64]
 * const waveform = codec.decode(codec.bottleneck.encode(h)); // [1, 65536]
 */
export function waveCodec<B extends Bottleneck>(
  parameters: Parameters,
  bottleneck: B,
  sizes: WaveCodecSizes = waveCodecSizes,
): WaveCodec<B> {
  const encode = (waveform: Tensor2D): Tensor3D =>
    waveEncoder(parameters, waveform, bottleneck.inputSize, sizes);
  const decode = (z: Tensor3D): Tensor2D => waveDecoder(parameters, z, sizes);
  return {
    bottleneck,
    encode,
    decode,
    attempt: (waveform, random) =>
      tf.tidy(() => {
        const { z, losses } = bottleneck.train(encode(waveform), random);
        const decoded = decode(z);
        return { decoded, losses: { ...losses, ...waveLosses(decoded, waveform) } };
      }),
  };
}
