/** What a decoded waveform misses: its samples, and what is heard of them. */
import { magnitude } from "../../audio/magnitude";
import { multiResolutionStft } from "../../audio/multiResolutionStft";
import { tf } from "../../tensor/tf";
import type { Tensor2D } from "../../tensor/tf";
import { frameSettings } from "../frames/frameSettings";
import { frameSpectrum, logSize } from "../frames/frameSpectrum";
import { melOf } from "../frames/bands";

/** All are 0 for the sound itself. (A type, for `tf.tidy`.) */
export type WaveLosses = {
  /**
   * ‖x − y‖²/‖x‖², which alone hears the phase. Magnitudes teach phases slowly; and where a square punishes, a first
   * try gets better by any partial that fits, while mean |x − y| is smallest for silence until most of them fit.
   */
  readonly waveform: tf.Scalar;
  /** Mean |Δ ln(0.1 + mel)|: as ears group the bins. */
  readonly logMel: tf.Scalar;
  /** Mean |Δ ln(0.1 + |X|)| in frames of 64 ms: every quiet bin counts as much as a loud one. */
  readonly logMagnitude: tf.Scalar;
  /** ‖|X| − |Y|‖/‖|X|‖, spectral convergence, in the same frames: the loud bins. */
  readonly convergence: tf.Scalar;
  /** The multi-resolution STFT loss in frames of 16 ms: where one begins. */
  readonly shortFrames: tf.Scalar;
};

/** Frames four times shorter than those of the house. */
const short = { fftSize: frameSettings.fftSize / 4, hop: frameSettings.hop / 4 };

/**
 * The losses of decoded waveforms, each over the whole batch.
 *
 * @param decoded [B, 256·T]
 * @param waveform the sounds themselves, [B, 256·T]
 *
 * @example
 * const sound = seededNoise([1, 4096], 1) as Tensor2D;
 * const { waveform, convergence } = waveLosses(sound.mul(0.5), sound); // 0.25 and 0.5
 */
export function waveLosses(decoded: Tensor2D, waveform: Tensor2D): WaveLosses {
  return tf.tidy(() => {
    const energy = (x: tf.Tensor): tf.Scalar => x.square().sum().add<tf.Scalar>(1e-6);
    const [size, wanted] = [decoded, waveform].map((one) => magnitude(frameSpectrum(one), 1e-8));
    const apart = (a: tf.Tensor, b: tf.Tensor): tf.Scalar =>
      logSize(a).sub(logSize(b)).abs().mean();
    const { loss: shortFrames } = multiResolutionStft(decoded, waveform, {
      resolutions: [short],
      // Frames a quarter as long have half the magnitude in noise: the same floor as above, halved.
      floor: (frameSettings.floor / 2) ** 2,
    });
    return {
      waveform: energy(decoded.sub(waveform)).div<tf.Scalar>(energy(waveform)),
      logMel: apart(melOf(size), melOf(wanted)),
      logMagnitude: apart(size, wanted),
      convergence: energy(size.sub(wanted)).sqrt().div<tf.Scalar>(energy(wanted).sqrt()),
      shortFrames,
    };
  });
}
