/** The narrow place between encoder and decoder: what makes their code fit for a second model. */
import type { Random } from "../../tensor/random";
import type { tf, Tensor3D } from "../../tensor/tf";
import type { Hertz } from "../../units";

/** How many quantisers to use. */
export interface QuantiserChoice {
  /** Only the first so many; all unless given. A bottleneck without quantisers has nothing to choose. */
  readonly quantisers?: number;
}

/** What a bottleneck makes of a batch in training. */
export type BottleneckResult = {
  /** What the decoder gets, [B, T, outputSize]; gradients reach the encoder through it. */
  readonly z: Tensor3D;
  /** What is to be added to the decoder's loss, by name, weighted already. */
  readonly losses: Record<string, tf.Scalar>;
};

/**
 * What stands between an encoder and a decoder of sound.
 *
 * Put {@link klBottleneck} into an autoencoder and it is a latent space for diffusion; put a residual quantiser
 * into the same one and it is a codec whose codes a language model can continue.
 */
export interface Bottleneck {
  /** `"KL"`, `"DAC RVQ"` or `"EnCodec RVQ"`. */
  readonly name: string;
  /** How many numbers a frame the encoder must give. */
  readonly inputSize: number;
  /** How many numbers a frame the decoder gets. */
  readonly outputSize: number;
  /** h [B, T, inputSize] → a sample or a quantised copy, and the losses that come with it. */
  train(h: Tensor3D, random: Random): BottleneckResult;
  /** h [B, T, inputSize] → [B, T, outputSize], nothing random in it: the mean, or the sum of code vectors. */
  encode(h: Tensor3D, choice?: QuantiserChoice): Tensor3D;
}

/** A bottleneck that writes each frame as a few whole numbers. */
export interface ResidualQuantiser extends Bottleneck {
  /** How many quantisers there are, N. */
  readonly quantisers: number;
  /** How many vectors each may choose from, K. */
  readonly codebookSize: number;
  /** h [B, T, inputSize] → which vector each quantiser chose, int32 [B, N, T]. */
  codes(h: Tensor3D, choice?: QuantiserChoice): Tensor3D;
  /** int32 [B, n, T] of the first n quantisers → [B, T, outputSize]. */
  decodeCodes(codes: Tensor3D): Tensor3D;
  /** Bits a second: frames a second · quantisers · log₂ K. */
  bitrate(framesPerSecond: Hertz, quantisers?: number): number;
}
