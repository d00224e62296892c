/** Sampling-rate reduction by a whole factor: a low-pass, then every M-th sample. */
import type { Samples } from "../units";

/** Modified Bessel function of the first kind and order 0: Σ ((x/2)ᵏ / k!)². */
function bessel0(x: number): number {
  let term = 1;
  let sum = 1;
  for (let k = 1; term > 1e-12 * sum; k++) {
    term *= (x / (2 * k)) ** 2;
    sum += term;
  }
  return sum;
}

/**
 * A linear-phase low-pass of 2N + 1 taps that sum to 1, N first.
 *
 * A sinc of cut-off π/M under a Kaiser window (Kaiser 1974; Oppenheim & Schafer, *Discrete-Time Signal Processing*,
 * 7.5.3) for 80 dB in the stop band, which begins a tenth above the new Nyquist frequency and folds back onto the
 * topmost tenth under it, where music has little.
 */
function lowPass(factor: Samples): Float64Array {
  const attenuation = 80;
  const beta = 0.1102 * (attenuation - 8.7);
  const transition = (0.2 * Math.PI) / factor;
  const reach = Math.ceil((attenuation - 8) / (2.285 * transition) / 2);
  const taps = Float64Array.from({ length: 2 * reach + 1 }, (_, i) => {
    const angle = (Math.PI * (i - reach)) / factor;
    const sinc = angle === 0 ? 1 : Math.sin(angle) / angle;
    return sinc * bessel0(beta * Math.sqrt(1 - (i / reach - 1) ** 2));
  });
  const sum = taps.reduce((total, tap) => total + tap, 0);
  return taps.map((tap) => tap / sum);
}

const filters = new Map<Samples, Float64Array>();

/**
 * Keeps every M-th sample of a low-passed signal: y[n] = Σₖ h[k] · x[nM − k], x being silent outside.
 *
 * General rates need a resampler; a whole factor needs only this filter, is several times as fast, and gives the same
 * bits everywhere, which the corpus promises.
 *
 * @param samples S samples
 * @param factor M, a whole number
 * @returns ⌊S / M⌋ samples, none delayed
 */
export function decimate(samples: Float32Array, factor: Samples): Float32Array {
  if (factor === 1) return samples;
  let taps = filters.get(factor);
  if (!taps) filters.set(factor, (taps = lowPass(factor)));
  const reach = (taps.length - 1) / 2;
  const out = new Float32Array(Math.floor(samples.length / factor));
  // With silence on both sides, and room for a last group of four, the loop below needs no bounds.
  const padded = new Float64Array(samples.length + 2 * reach + 4 * factor);
  padded.set(samples, reach);
  const twice = 2 * factor;
  const thrice = 3 * factor;
  // Four outputs at a time: each tap is read once for all of them, which halves the time.
  for (let n = 0; n < out.length; n += 4) {
    let a = 0;
    let b = 0;
    let c = 0;
    let d = 0;
    const first = n * factor;
    for (let k = 0; k < taps.length; k++) {
      const tap = taps[k];
      const at = first + k;
      a += tap * padded[at];
      b += tap * padded[at + factor];
      c += tap * padded[at + twice];
      d += tap * padded[at + thrice];
    }
    // Writing past the end of a typed array is a no-op, which the last group relies on.
    out[n] = a;
    out[n + 1] = b;
    out[n + 2] = c;
    out[n + 3] = d;
  }
  return out;
}
