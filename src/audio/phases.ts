/** A spectrum as size times phase: complex numbers of absolute value 1 in every bin. */
import { Random } from "../tensor/random";
import { tf } from "../tensor/tf";
import type { Tensor3D } from "../tensor/tf";
import { magnitude } from "./magnitude";
import type { Spectrum } from "./stft";

/**
 * Phases to start from: e^{iφ}, φ = 0 everywhere for `"zero"`, or drawn evenly with a seed.
 */
export function startPhases(shape: [number, number, number], seed: number | "zero"): Spectrum {
  return tf.tidy(() => {
    if (seed === "zero") return { real: tf.ones(shape), imag: tf.zeros(shape) };
    const random = new Random(seed, "startPhases");
    const turns = Float32Array.from({ length: shape[0] * shape[1] * shape[2] }, () =>
      random.uniform(),
    );
    const radians = tf.tensor3d(turns, shape).mul<Tensor3D>(2 * Math.PI);
    return { real: radians.cos<Tensor3D>(), imag: radians.sin<Tensor3D>() };
  });
}

/**
 * The phases of a spectrum, c / |c|; 0 where c is 0.
 */
export function phasesOf(spectrum: Spectrum): Spectrum {
  return tf.tidy(() => {
    const size = magnitude(spectrum);
    return { real: spectrum.real.div<Tensor3D>(size), imag: spectrum.imag.div<Tensor3D>(size) };
  });
}

/**
 * Sizes and phases back into a spectrum: S·a.
 */
export function withPhases(sizes: Tensor3D, phases: Spectrum): Spectrum {
  return tf.tidy(() => ({ real: sizes.mul(phases.real), imag: sizes.mul(phases.imag) }));
}
