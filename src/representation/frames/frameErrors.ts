/** Two numbers for how well a sound came back. */
import { magnitude } from "../../audio/magnitude";
import { tf } from "../../tensor/tf";
import type { Tensor, Tensor2D } from "../../tensor/tf";
import { frameLogMel, frameSpectrum } from "./frameSpectrum";

/** How far decoded sounds are from the originals. (A type, for `tf.tidy`.) */
export type FrameErrors = {
  /** Mean |Δ ln(0.1 + mel)|: 0.1 is an error of about a tenth in each band. */
  readonly logMelL1: number;
  /** ‖|X| − |Y|‖/‖|X|‖. */
  readonly spectralConvergence: number;
};

/**
 * Measures decoded waveforms against the originals, both [B, hop·T].
 *
 * @example
 * const errors = frameErrors(tf.ones([1, 4096]), tf.ones([1, 4096])); // both 0
 */
export function frameErrors(original: Tensor2D, decoded: Tensor2D): FrameErrors {
  const [logMel, convergence] = tf.tidy((): Tensor[] => {
    const misses = frameLogMel(decoded).sub(frameLogMel(original)).abs().mean();
    const [x, y] = [original, decoded].map((sound) => magnitude(frameSpectrum(sound)));
    return [misses, x.sub(y).norm().div(x.norm().maximum(1e-12))];
  });
  const errors = {
    logMelL1: logMel.dataSync()[0],
    spectralConvergence: convergence.dataSync()[0],
  };
  tf.dispose([logMel, convergence]);
  return errors;
}
