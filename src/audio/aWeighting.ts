/** A-weighting: hearing's own filter, deaf to rumble and keen around 3 kHz, as losses apply it. */
import { tf } from "../tensor/tf";
import type { Tensor2D, Tensor3D } from "../tensor/tf";
import type { Hertz } from "../units";
import { leastSquaresFir } from "./leastSquaresFir";
import type { GainBand } from "./leastSquaresFir";

/** The corner frequencies of IEC 61672, and the decibels that make the gain 1 at 1 kHz. */
const corners = [20.598997, 107.65265, 737.86223, 12194.217] as const;
const gainAt1000 = 1.9997;

/**
 * The gain of the analogue A-weighting filter at a frequency: 1 at 1 kHz, 0.1 (−20 dB) near 100 Hz.
 *
 * @example
 * console.log(20 * Math.log10(aWeightingGain(100))); // −19.1 dB
 */
export function aWeightingGain(frequency: Hertz): number {
  const [f1, f2, f3, f4] = corners;
  const squared = frequency ** 2;
  const scale = f4 ** 2 * 10 ** (gainAt1000 / 20);
  const twice = (squared + f1 ** 2) * (squared + f4 ** 2);
  return (scale * squared ** 2) / (twice * Math.hypot(frequency, f2) * Math.hypot(frequency, f3));
}

const tapsAt = new Map<Hertz, Float32Array>();
const tapCount = 101;

/** Frequencies at which the wanted gain is read off, pairs of which bound the bands of the fit. */
const readings = 512;

/**
 * A-weighting as a symmetric filter of 101 taps for one sample rate.
 *
 * The analogue filter is warped to the sample rate by the bilinear transform, f → (rate/π)·tan(πf/rate), and the taps
 * fitted to its gain by {@link leastSquaresFir}. Agrees with `auraloss`, whose losses it serves.
 *
 * Source: Wright and Välimäki 2019, "Perceptual Loss Function for Neural Modelling of Audio Systems".
 *
 * @example
 * const taps = aWeightingTaps(44100); // 101 numbers
 */
export function aWeightingTaps(sampleRate: Hertz): Float32Array {
  const known = tapsAt.get(sampleRate);
  if (known) return known;
  const gain = (share: number): number =>
    aWeightingGain((sampleRate / Math.PI) * Math.tan((Math.PI * share) / 2));
  const bands = Array.from({ length: readings / 2 }, (_, i): GainBand => {
    const [from, to] = [(2 * i) / readings, (2 * i + 1) / readings];
    return { from, to, gainFrom: gain(from), gainTo: gain(to) };
  });
  const taps = Float32Array.from(leastSquaresFir(tapCount, bands));
  tapsAt.set(sampleRate, taps);
  return taps;
}

/**
 * Waveforms as the ear weighs them, differentiable on every backend; zeros are heard before and after.
 *
 * @param waveform [B, S]
 * @returns [B, S]
 *
 * @example
 * const weighted = aWeighting(tf.zeros([1, 16000]), 16000);
 */
export function aWeighting(waveform: Tensor2D, sampleRate: Hertz): Tensor2D {
  return tf.tidy(() => {
    const filter = tf.tensor3d(aWeightingTaps(sampleRate), [tapCount, 1, 1]);
    const channels = waveform.expandDims<Tensor3D>(2); //                     [B, S, 1]
    return tf.conv1d(channels, filter, 1, "same").squeeze<Tensor2D>([2]); //  [B, S]
  });
}
