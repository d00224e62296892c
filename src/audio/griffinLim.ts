/** Sound from a magnitude spectrogram: finding the phases that were thrown away. */
import { TutorialError } from "../error";
import { tf } from "../tensor/tf";
import type { Tensor2D, Tensor3D } from "../tensor/tf";
import type { Samples } from "../units";
import { istft } from "./istft";
import { magnitude } from "./magnitude";
import { phasesOf, startPhases, withPhases } from "./phases";
import { stft } from "./stft";
import type { Spectrum } from "./stft";
import type { StftOptions } from "./stftOptions";

export interface GriffinLimOptions extends StftOptions {
  /** Default 32. */
  readonly iterations?: number;
  /** 0 is the classical algorithm; 0.99 (default) the fast one. */
  readonly momentum?: number;
  /** Where the phases start: drawn with a seed (default 0), or all `"zero"`. */
  readonly phase?: number | "zero";
  /** How long the waveform is to be, S; else it ends with the last frame. */
  readonly length?: Samples;
  /** Padding between iterations. Default `"constant"`, as in librosa. */
  readonly padMode?: "reflect" | "constant";
}

/** What an observer of {@link griffinLim} sees of an iteration. */
export interface GriffinLimStep {
  /** Counts from 1. */
  readonly iteration: number;
  /**
   * Spectral convergence ‖|STFT(x)| − S‖ / ‖S‖ of the waveform x at the iteration's start: 0 if S is
   * the spectrogram of a real sound and the phases are right.
   */
  readonly inconsistency: number;
}

/** What one iteration hands to the next. */
type State = { readonly phases: Spectrum; readonly before?: Spectrum };

function checkOptions(sizes: Tensor3D, iterations: number, momentum: number): void {
  if (sizes.rank === 3 && Number.isInteger(iterations) && iterations >= 0 && momentum >= 0) return;
  throw new TutorialError({
    code: "audio.griffinLim.options",
    where: "griffinLim",
    expected: "a magnitude [B, frames, bins], a whole number of iterations, momentum >= 0",
    got: `[${sizes.shape.join(", ")}], iterations ${iterations}, momentum ${momentum}`,
    fix: "pass for example magnitude(stft(waveform)) and {iterations: 32, momentum: 0.99}",
  });
}

/** c − keep·before */
function pushOn(rebuilt: Spectrum, before: Spectrum, keep: number): Spectrum {
  return {
    real: rebuilt.real.sub(before.real.mul(keep)),
    imag: rebuilt.imag.sub(before.imag.mul(keep)),
  };
}

function inconsistency(sizes: Tensor3D, rebuilt: Spectrum): number {
  return tf.tidy(() => {
    const error = magnitude(rebuilt).sub(sizes).norm();
    return error.div(sizes.norm().maximum(1e-30)).dataSync()[0];
  });
}

/**
 * The spectrum of a real sound nearest to sizes with phases: STFT(ISTFT(S·a)).
 *
 * Not every array of complex numbers is the spectrum of some sound, since frames overlap and must
 * agree; this is the projection onto those that are.
 *
 * @param sizes S, [B, frames, bins]
 * @param phases a, each part [B, frames, bins]
 */
export function consistentSpectrum(
  sizes: Tensor3D,
  phases: Spectrum,
  options: GriffinLimOptions = {},
): Spectrum {
  return tf.tidy(() =>
    stft(istft(withPhases(sizes, phases), options), { padMode: "constant", ...options }),
  );
}

/**
 * Finds a waveform whose magnitude spectrogram is close to the given one.
 *
 * Every iteration projects, c = STFT(ISTFT(S·a)), moves on by what changed since the last c, and keeps
 * the phases only: a ← phase(c − μ/(1+μ)·c_before). With momentum μ = 0: Griffin and Lim 1984. With
 * μ = 0.99: the fast algorithm of Perraudin, Balazs and Søndergaard 2013. Agrees with
 * `librosa.griffinlim`.
 *
 * @param sizes S = |STFT|, [B, frames, bins]
 * @param onStep sees every iteration
 * @returns [B, S]
 * @throws TutorialError `audio.griffinLim.options`, and those of {@link istft}
 *
 * @example
 * const options = { fftSize: 512, hop: 128 };
 * const sizes = magnitude(stft(tf.randomNormal([1, 4096], 0, 1, "float32", 1), options));
 * const waveform = griffinLim(sizes, { ...options, iterations: 8, length: 4096 }); // [1, 4096]
 */
export function griffinLim(
  sizes: Tensor3D,
  options: GriffinLimOptions = {},
  onStep?: (step: GriffinLimStep) => void,
): Tensor2D {
  const { iterations = 32, momentum = 0.99, phase = 0 } = options;
  checkOptions(sizes, iterations, momentum);
  const keep = momentum / (1 + momentum);
  let state: State = { phases: startPhases(sizes.shape, phase) };
  for (let iteration = 1; iteration <= iterations; iteration++) {
    const { phases, before } = state;
    state = tf.tidy(() => {
      const rebuilt = consistentSpectrum(sizes, phases, options);
      const moved = before ? pushOn(rebuilt, before, keep) : rebuilt;
      return { phases: phasesOf(moved), before: rebuilt };
    });
    onStep?.({ iteration, inconsistency: inconsistency(sizes, state.before!) });
    tf.dispose([phases, before ?? []]);
  }
  const { phases, before } = state;
  const waveform = tf.tidy(() => istft(withPhases(sizes, phases), options));
  tf.dispose([phases, before ?? []]);
  return waveform;
}
