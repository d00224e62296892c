/** How far apart two sounds are to the ear, roughly: in loudness, band by band. */
import { frameLogMel, wholeFrames } from "../representation/frames/frameSpectrum";
import { tf } from "../tensor/tf";
import type { Tensor2D } from "../tensor/tf";
import { checkWaveformPair } from "./waveformPair";

/**
 * The mean of |ln(0.1 + mel of X) − ln(0.1 + mel of Y)| of each clip: 0.1 is about 1 dB in every band.
 *
 * The log-mel is {@link frameLogMel}, which the spectral representations of the house share. Its floor makes the
 * distance depend on level: it is meant for 16 kHz clips at a root mean square of 0.1, as those of the corpus are.
 *
 * @param original [B, S]
 * @param decoded [B, S]
 * @returns one number a clip
 * @throws TutorialError `evaluation.waveforms`, `representation.waveform` (less than 24 ms of sound)
 *
 * @example
 * const waveform = seededNoise([1, 16384], 1).mul(0.1) as Tensor2D;
 * const [apart] = logMelDistance(waveform, waveform.mul(0.5)); // about ln 2
 */
export function logMelDistance(original: Tensor2D, decoded: Tensor2D): number[] {
  checkWaveformPair(original, decoded, "logMelDistance");
  const distances = tf.tidy(() => {
    const [x, y] = [original, decoded].map((waveform) => frameLogMel(wholeFrames(waveform)));
    return x.sub(y).abs().mean<tf.Tensor1D>([1, 2]);
  });
  const numbers = distances.arraySync();
  distances.dispose();
  return numbers;
}
