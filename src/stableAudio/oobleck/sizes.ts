/** Sizes of an Oobleck autoencoder. */

/** Whose names the weights have. */
export type OobleckLayout = "stable-audio-tools" | "diffusers";

/** Sizes of an encoder or a decoder. */
export interface OobleckCoder {
  /** Width of the layer at the rate of samples. */
  readonly channels: number;
  /** By what each block multiplies it, from the samples inwards. */
  readonly multiples: readonly number[];
  /** By what each block divides the rate, from the samples inwards. */
  readonly strides: readonly number[];
}

/** An Oobleck autoencoder: sizes, and the names of its weights. */
export interface OobleckConfig {
  readonly layout: OobleckLayout;
  /** 1 for mono, 2 for stereo. */
  readonly audioChannels: number;
  readonly latentChannels: number;
  readonly encoder: OobleckCoder;
  readonly decoder: OobleckCoder & {
    /** Whether samples are pressed between −1 and 1 at the end. */
    readonly finalTanh: boolean;
  };
  /** Latents are divided by it after encoding, multiplied before decoding. */
  readonly scale: number;
}

/** Samples in a latent frame: the product of the strides. */
export function samplesInFrame({ strides }: OobleckCoder): number {
  return strides.reduce((product, stride) => product * stride, 1);
}
