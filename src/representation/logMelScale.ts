/** The log-mel as an image of mean 0 and variance 1, which is what networks and diffusion want to see. */
import { tf } from "../tensor/tf";
import type { Tensor3D, Tensor4D } from "../tensor/tf";
import { frameSettings } from "./frames/frameSettings";

/** Mean and standard deviation of ln(0.1 + mel) over 2,400 corpus clips of the train split, rounded. */
export const logMelStatistics = { mean: -0.4, std: 1.6 } as const;

/** What silence is in the log-mel: ln 0.1. Nothing lies below. */
const silence = Math.log(frameSettings.floor);

/**
 * The log-mel, shifted and scaled: (logMel − mean)/std, as an image of one channel.
 *
 * @param logMel ln(0.1 + mel), [B, T, 80]
 * @returns [B, T, 80, 1]
 *
 * @example
 * const image = imageOfLogMel(frameLogMel(tf.zeros([1, 65536]))); // [1, 256, 80, 1], all −1.19
 */
export function imageOfLogMel(logMel: Tensor3D): Tensor4D {
  const { mean, std } = logMelStatistics;
  return tf.tidy(() => logMel.sub(mean).div(std).expandDims<Tensor4D>(3));
}

/**
 * The inverse of {@link imageOfLogMel}; what a network paints darker than silence is silence.
 *
 * @param image [B, T, 80, 1]
 * @returns [B, T, 80]
 */
export function logMelOfImage(image: Tensor4D): Tensor3D {
  const { mean, std } = logMelStatistics;
  return tf.tidy(() => image.squeeze<Tensor3D>([3]).mul(std).add(mean).maximum(silence));
}
