/** What a representation makes of silence. */
import { tf } from "../tensor/tf";
import type { Tensor, Tensor2D } from "../tensor/tf";
import type { Decibels, Hertz, Seconds } from "../units";

/** Anything that writes sound as numbers and reads them as sound, such as a {@link Representation}. */
export interface SoundCodec {
  readonly name: string;
  readonly sampleRate: Hertz;
  /** [B, S] → [B, …] */
  encode(waveform: Tensor2D): Tensor;
  /** [B, …] → [B, S'], S' ≥ S */
  decode(x0: Tensor): Tensor2D;
}

/** Nothing at all, in decibels: less than the last bit of a 24-bit file. */
const nothing: Decibels = -160;

/**
 * The level of what comes out when silence goes in: 20·log₁₀ of its root mean square, re full scale, no lower
 * than −160 dB.
 *
 * @param seconds of silence. Default 4.096
 *
 * @example
 * const direct = { name: "none", sampleRate: 16000, encode: (x: Tensor2D) => x.clone(), decode: (x: Tensor) => x.clone() as Tensor2D };
 * console.log(silenceLevel(direct)); // −160
 */
export function silenceLevel(codec: SoundCodec, seconds: Seconds = 4.096): Decibels {
  const power = tf.tidy(() => {
    const silence = tf.zeros<tf.Rank.R2>([1, Math.round(seconds * codec.sampleRate)]);
    return codec.decode(codec.encode(silence)).square().mean().dataSync()[0];
  });
  return Math.max(nothing, 10 * Math.log10(power));
}
