/**
 * The logarithm of a mel spectrogram, in the conventions of well-known models. They look alike and
 * differ in padding, scale, floor and base: a vocoder fed with another's convention makes noise.
 */
import { tf } from "../tensor/tf";
import type { Tensor2D, Tensor3D } from "../tensor/tf";
import { limitRange, powerToDb } from "./decibels";
import { melSpectrogram } from "./melSpectrogram";
import type { MelSpectrogramOptions } from "./melSpectrogram";

/** Whose log-mel it is. */
export type LogMelConvention = "hifigan" | "vocos" | "whisper" | "librosa";

/** The options of a mel spectrogram that a convention leaves open; what it fixes can be overruled. */
export type LogMelOptions = MelSpectrogramOptions;

type Fixed = Partial<Omit<MelSpectrogramOptions, "sampleRate" | "bands">>;

/** What each convention fixes before the logarithm. */
export const logMelConventions: Readonly<Record<LogMelConvention, Fixed>> = {
  /** Kong, Kim and Bae 2020; the code of `meldataset.py`. */
  hifigan: { alignment: "same", of: "magnitude", epsilon: 1e-9, scale: "slaney", norm: "slaney" },
  /** Siuzdak 2023; torchaudio's defaults with power 1. */
  vocos: { of: "magnitude", scale: "htk", norm: "none" },
  /** Radford et al. 2022; the model itself drops the last frame. */
  whisper: { of: "power", scale: "slaney", norm: "slaney" },
  /** librosa's `power_to_db(melspectrogram(y))`. */
  librosa: { of: "power", padMode: "constant", scale: "slaney", norm: "slaney" },
};

function logarithm(mel: Tensor3D, convention: LogMelConvention): Tensor3D {
  switch (convention) {
    case "hifigan":
      return mel.maximum<Tensor3D>(1e-5).log();
    case "vocos":
      return mel.maximum<Tensor3D>(1e-7).log();
    case "whisper": {
      const log10 = mel.maximum(1e-10).log().div<Tensor3D>(Math.LN10);
      return limitRange(log10, 8).add(4).div<Tensor3D>(4);
    }
    case "librosa":
      return powerToDb(mel);
  }
}

/**
 * A log-mel spectrogram in a known model's convention, differentiable on every backend.
 *
 * | convention | spectrum | mel | logarithm |
 * |---|---|---|---|
 * | `hifigan` | (N − hop)/2 mirrored at each end, √(power + 10⁻⁹) | Slaney, area 1 | ln max(·, 10⁻⁵) |
 * | `vocos` | centred, mirrored, magnitude | HTK, peak 1 | ln max(·, 10⁻⁷) |
 * | `whisper` | centred, mirrored, power | Slaney, area 1 | log₁₀ max(·, 10⁻¹⁰), 8 under the top at most, (· + 4)/4 |
 * | `librosa` | centred, zeros, power | Slaney, area 1 | 10·log₁₀ max(·, 10⁻¹⁰), 80 dB under the top at most |
 *
 * @param waveform [B, S]
 * @param options sizes; also anything that is to differ from the convention
 * @returns [B, frames, bands]
 * @throws TutorialError those of {@link melSpectrogram}
 *
 * @example
 * const mel = logMel(tf.zeros([1, 22016]), "hifigan", {
 *   sampleRate: 22050, fftSize: 1024, hop: 256, bands: 80, maximum: 8000,
 * }); // [1, 86, 80]
 */
export function logMel(
  waveform: Tensor2D,
  convention: LogMelConvention,
  options: LogMelOptions,
): Tensor3D {
  return tf.tidy(() => {
    const mel = melSpectrogram(waveform, { ...logMelConventions[convention], ...options });
    return logarithm(mel, convention);
  });
}
