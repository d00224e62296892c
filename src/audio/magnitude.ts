/** How strong each bin of a spectrum is. */
import { tf } from "../tensor/tf";
import type { Tensor3D } from "../tensor/tf";
import type { Spectrum } from "./stft";

/**
 * Power |X|² = real² + imag².
 *
 * @returns [B, frames, bins]
 *
 * @example
 * const power = powerSpectrum(stft(tf.zeros([1, 4096])));
 */
export function powerSpectrum(spectrum: Spectrum): Tensor3D {
  return tf.tidy(() => spectrum.real.square().add<Tensor3D>(spectrum.imag.square()));
}

/**
 * Magnitude |X| = √(real² + imag² + epsilon).
 *
 * The root has no slope at zero, so without an epsilon one silent bin would turn a whole gradient
 * into NaN. By default powers under 10⁻³⁰ count as 10⁻³⁰, with gradient zero; all others are exact.
 *
 * @param epsilon added under the root, as vocoders do: HiFi-GAN takes 10⁻⁹
 * @returns [B, frames, bins]
 *
 * @example
 * const size = magnitude(stft(tf.zeros([1, 4096])));
 */
export function magnitude(spectrum: Spectrum, epsilon = 0): Tensor3D {
  return tf.tidy(() => powerSpectrum(spectrum).add(epsilon).maximum<Tensor3D>(1e-30).sqrt());
}
