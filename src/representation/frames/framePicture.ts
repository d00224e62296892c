/** A sound as a frame-rate decoder should see it: the target it is trained towards. */
import { magnitude } from "../../audio/magnitude";
import { phasesOf } from "../../audio/phases";
import type { Spectrum } from "../../audio/stft";
import { tf } from "../../tensor/tf";
import type { Tensor2D, Tensor3D } from "../../tensor/tf";
import { frameSpectrum, logSize } from "./frameSpectrum";

/** How loud each bin is, and how the phases go on. (A type, so that `tf.tidy` sees the tensors.) */
export type FramePicture = {
  /** ln(0.1 + |X|), [B, T, 513] */
  readonly logMagnitude: Tensor3D;
  /**
   * e^{iΔφ}: by what each bin's phase turns from the frame before, the instantaneous frequency. Each part
   * [B, T, 513]. Near a partial all bins turn alike, which makes it easy to learn where the phase itself is not.
   */
  readonly advance: Spectrum;
};

/** a·b̄, the turn that leads from the phases b to a. */
export function turnBetween(a: Spectrum, b: Spectrum): Spectrum {
  return tf.tidy(() => ({
    real: a.real.mul(b.real).add<Tensor3D>(a.imag.mul(b.imag)),
    imag: a.imag.mul(b.real).sub<Tensor3D>(a.real.mul(b.imag)),
  }));
}

/** Row t of a tensor moved to row t + 1; row 0 is zero. */
function later(part: Tensor3D): Tensor3D {
  const [batch, frames, bins] = part.shape;
  return part.slice([0, 0, 0], [batch, frames - 1, bins]).pad([
    [0, 0],
    [1, 0],
    [0, 0],
  ]);
}

/**
 * The picture of waveforms.
 *
 * The first frame has none before it: its advance is 0, which weighs nothing in a loss.
 *
 * @param waveform [B, hop·T]
 */
export function framePicture(waveform: Tensor2D): FramePicture {
  return tf.tidy(() => {
    const spectrum = frameSpectrum(waveform);
    const phases = phasesOf(spectrum);
    const before = { real: later(phases.real), imag: later(phases.imag) };
    return {
      logMagnitude: logSize(magnitude(spectrum)),
      advance: turnBetween(phases, before),
    };
  });
}
