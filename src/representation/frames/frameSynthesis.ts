/** From the picture of a decoder to sound: add the turns up, then let neighbouring frames agree. */
import { consistentSpectrum } from "../../audio/griffinLim";
import { phasesOf, withPhases } from "../../audio/phases";
import { istft } from "../../audio/istft";
import type { Spectrum } from "../../audio/stft";
import { tf } from "../../tensor/tf";
import type { Tensor2D, Tensor3D } from "../../tensor/tf";
import type { FramePicture } from "./framePicture";
import { sizeOfLog, uncentred, withoutMargins } from "./frameSpectrum";

/** a·b, one turn after another. */
function turned(a: Spectrum, b: Spectrum): Spectrum {
  return {
    real: a.real.mul(b.real).sub<Tensor3D>(a.imag.mul(b.imag)),
    imag: a.real.mul(b.imag).add<Tensor3D>(a.imag.mul(b.real)),
  };
}

/** How far from the middle of the first frame its lowest and highest bins are centred, as a share of the frame. */
const spread = 0.2;

/**
 * The phases of the first frame, which no advance says, each part [1, 1, bins].
 *
 * Were they all 0, every bin would swing together once in each length of a frame, which is a click. Here bin k is
 * centred at the time τ_k = N·(½ + 0.2·(2k/K − 1)): φ_k = −(2π/N)·(τ_0 + … + τ_{k−1}). Neighbouring bins are in step
 * with each other, as those of one partial must be, and distant ones are not.
 */
function firstPhases(bins: number): { real: Tensor3D; imag: Tensor3D } {
  const angles = new Float32Array(bins);
  for (let k = 1; k < bins; k++) {
    const centre = 0.5 + spread * ((2 * (k - 1)) / bins - 1);
    angles[k] = (angles[k - 1] - 2 * Math.PI * centre) % (2 * Math.PI);
  }
  const all = tf.tensor3d(angles, [1, 1, bins]);
  return { real: all.cos(), imag: all.sin() };
}

/**
 * Phases whose advance is given: φ_t = φ_0 + Δφ_1 + … + Δφ_t, from phases φ_0 that do not click.
 *
 * A running product of turns, in log₂ T rounds: after round r each frame holds its last 2^r turns.
 *
 * @param advance e^{iΔφ}, each part [B, T, bins]; its first frame is not looked at
 */
export function accumulate(advance: Spectrum): Spectrum {
  const [batch, frames, bins] = advance.real.shape;
  return tf.tidy(() => {
    const first = firstPhases(bins);
    const from = (part: Tensor3D, begin: Tensor3D): Tensor3D =>
      tf.concat([begin.tile<Tensor3D>([batch, 1, 1]), part.slice([0, 1, 0])], 1);
    // Out of silence comes no turn at all: then the phase stays.
    const missing = tf.sub(1, advance.real.square().add(advance.imag.square()));
    const real = advance.real.add<Tensor3D>(missing);
    let product: Spectrum = {
      real: from(real, first.real),
      imag: from(advance.imag, first.imag),
    };
    for (let reach = 1; reach < frames; reach *= 2) {
      const shift = (part: Tensor3D, neutral: number): Tensor3D => {
        const kept = part.slice([0, 0, 0], [batch, frames - reach, bins]);
        return tf.concat([tf.fill([batch, reach, bins], neutral), kept], 1);
      };
      product = turned(product, { real: shift(product.real, 1), imag: shift(product.imag, 0) });
    }
    return phasesOf(product);
  });
}

/** How much the frames are made to agree. */
export interface SynthesisOptions {
  /** Rounds of the fast Griffin-Lim algorithm, from phases that are nearly right; 8 unless given. */
  readonly iterations?: number;
}

/**
 * The waveform of a picture.
 *
 * @param picture T frames
 * @returns [B, hop·T]
 */
export function frameSynthesis(
  picture: FramePicture,
  { iterations = 8 }: SynthesisOptions = {},
): Tensor2D {
  return tf.tidy(() => {
    const size = sizeOfLog(picture.logMagnitude);
    let phases = accumulate(picture.advance);
    for (let i = 0; i < iterations; i++) {
      phases = tf.tidy(() => phasesOf(consistentSpectrum(size, phases, uncentred)));
    }
    return withoutMargins(istft(withPhases(size, phases), uncentred));
  });
}
