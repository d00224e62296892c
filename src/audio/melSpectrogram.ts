/** Mel spectrograms: the picture of a sound that most music models paint. */
import { tf } from "../tensor/tf";
import type { Tensor2D, Tensor3D } from "../tensor/tf";
import { constantMatrix, timesMatrix } from "./constantMatrix";
import { padEnds } from "./frames";
import { magnitude, powerSpectrum } from "./magnitude";
import { melFilterBank } from "./melFilterBank";
import type { MelFilterBankOptions } from "./melFilterBank";
import { stft } from "./stft";
import { stftSettings } from "./stftOptions";
import type { StftOptions } from "./stftOptions";

export interface MelSpectrogramOptions
  extends Omit<StftOptions, "fftSize">, Omit<MelFilterBankOptions, "fftSize"> {
  /** Default 1024. */
  readonly fftSize?: number;
  /** What the filters gather: |X|² (default) or |X|. */
  readonly of?: "power" | "magnitude";
  /** Added under the root of the magnitude. Default 0. */
  readonly epsilon?: number;
  /**
   * `"center"` as {@link StftOptions} says (default), or `"same"`: (fftSize − hop)/2 at each end and
   * frames not centred, so that S samples give exactly S/hop frames, as vocoders want it.
   */
  readonly alignment?: "center" | "same";
}

/**
 * A mel spectrogram, linear: power or magnitude per band, differentiable on every backend.
 *
 * Agrees with `librosa.feature.melspectrogram` (given `padMode: "constant"`, its default).
 *
 * @param waveform [B, S]
 * @returns [B, frames, bands]
 * @throws TutorialError those of {@link stft} and {@link melFilterBank}
 *
 * @example
 * const mel = melSpectrogram(tf.zeros([1, 22050]), { sampleRate: 22050, bands: 80 }); // [1, 87, 80]
 */
export function melSpectrogram(waveform: Tensor2D, options: MelSpectrogramOptions): Tensor3D {
  const { of = "power", epsilon = 0, alignment = "center" } = options;
  const settings = stftSettings(options);
  const { fftSize, hop, padMode } = settings;
  const bank = melFilterBank({ ...options, fftSize });
  const toBands = constantMatrix(bank.bins, bank.bands, (k, m) => bank.weights[m * bank.bins + k]);
  return tf.tidy(() => {
    const spectrum =
      alignment === "same"
        ? stft(padEnds(waveform, Math.max(0, Math.floor((fftSize - hop) / 2)), padMode), {
            ...settings,
            center: false,
          })
        : stft(waveform, settings);
    const bins = of === "power" ? powerSpectrum(spectrum) : magnitude(spectrum, epsilon);
    const [batch, frames] = bins.shape;
    const flat = bins.reshape<Tensor2D>([batch * frames, bank.bins]);
    const mel = timesMatrix(flat, toBands); //                   [B·frames, bands]
    return mel.reshape([batch, frames, bank.bands]); //                     [B, frames, bands]
  });
}
