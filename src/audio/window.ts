/** Windows: how a frame is faded at both ends before its spectrum is taken. */
import type { Samples } from "../units";

/** The windows that are a short sum of cosines. */
export type WindowName = "hann" | "hamming" | "blackman" | "rectangular";

const cosineSums: Readonly<Record<WindowName, readonly number[]>> = {
  hann: [0.5, 0.5],
  hamming: [0.54, 0.46],
  blackman: [0.42, 0.5, 0.08],
  rectangular: [1],
};

/**
 * A periodic window: w[n] = Σⱼ (−1)ʲ·aⱼ·cos(2πjn/N), n = 0 … N−1; for Hann a = ½, ½.
 *
 * Periodic (the point n = N, equal to n = 0, is left out) so that shifted copies add up to a constant.
 * Harris 1978, "On the use of windows for harmonic analysis".
 *
 * @returns N weights in double precision
 *
 * @example
 * console.log(periodicWindow("hann", 4)); // 0, 0.5, 1, 0.5
 */
export function periodicWindow(name: WindowName, length: Samples): Float64Array {
  const window = new Float64Array(length);
  cosineSums[name].forEach((a, j) => {
    for (let n = 0; n < length; n++) {
      window[n] += (j % 2 ? -a : a) * Math.cos((2 * Math.PI * j * n) / length);
    }
  });
  return window;
}
