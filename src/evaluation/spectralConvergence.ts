/** How much of the spectrum is wrong, as a share of it. */
import { magnitude } from "../audio/magnitude";
import { stft } from "../audio/stft";
import type { StftOptions } from "../audio/stftOptions";
import { tf } from "../tensor/tf";
import type { Tensor2D, Tensor3D } from "../tensor/tf";
import { checkWaveformPair } from "./waveformPair";

/**
 * Spectral convergence ‖|X| − |Y|‖ / ‖|X|‖ of each clip: 0 for the same magnitudes, 1 for silence.
 *
 * Loud partials decide it; what is soft or between the notes is heard by {@link logMelDistance}. Phase is not looked at.
 *
 * @param original [B, S]
 * @param decoded [B, S]
 * @param options of the STFT. Default 1024 samples every 256, centred
 * @returns one number a clip; NaN where the original is silent
 * @throws TutorialError `evaluation.waveforms`, and those of {@link stft}
 *
 * Source: Arık, Jun and Diamos 2018, "Fast Spectrogram Inversion using Multi-head Convolutional Neural Networks", eq. 3.
 *
 * @example
 * const waveform = seededNoise([2, 16000], 1) as Tensor2D;
 * console.log(spectralConvergence(waveform, waveform.mul(0.9))); // 0.1, 0.1
 */
export function spectralConvergence(
  original: Tensor2D,
  decoded: Tensor2D,
  options: StftOptions = {},
): number[] {
  checkWaveformPair(original, decoded, "spectralConvergence");
  const norms = tf.tidy(() => {
    const x = magnitude(stft(original, options));
    const y = magnitude(stft(decoded, options));
    const norm = (spectra: Tensor3D): tf.Tensor1D =>
      spectra.square().sum<tf.Tensor1D>([1, 2]).sqrt();
    return { error: norm(x.sub(y)), whole: norm(x) };
  });
  const [error, whole] = [norms.error.arraySync(), norms.whole.arraySync()];
  tf.dispose(norms);
  // magnitude() keeps every bin above 1e-15, so silence has a norm too.
  return error.map((one, i) => (whole[i] > 1e-9 ? one / whole[i] : Number.NaN));
}
