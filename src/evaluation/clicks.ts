/** Jumps in a waveform that nothing in the music explains. */
import type { Hertz, Samples, Seconds } from "../units";

/** A jump this many times as large as the usual ones around it is a click … */
const outlier = 8;
/** … if the original has none of half its size near it … */
const ownShare = 2;
/** … and it is not lost in the noise of a 16-bit file. */
const smallest = 1e-3;

const surroundings: Seconds = 0.02;
/** A click rings a little: jumps nearer than this are one. */
const oneClick: Seconds = 0.004;

/** The second difference |x[n − 1] − 2·x[n] + x[n + 1]|: bends, of which a jump is the sharpest. */
function bends(x: Float32Array): Float32Array {
  return x.map((here, n) => {
    const [left, right] = [x[n - 1] ?? here, x[n + 1] ?? here];
    return Math.abs(left - 2 * here + right);
  });
}

/** The mean of the values from −reach to +reach around each place, but for the 2 nearest on each side. */
function meanAround(values: Float32Array, reach: Samples): Float32Array {
  const sums = new Float64Array(values.length + 1);
  values.forEach((value, n) => (sums[n + 1] = sums[n] + value));
  const between = (from: number, to: number): { sum: number; count: number } => {
    const [a, b] = [Math.max(0, from), Math.min(values.length, to)];
    return { sum: sums[Math.max(a, b)] - sums[a], count: Math.max(0, b - a) };
  };
  return values.map((_, n) => {
    const whole = between(n - reach, n + reach + 1);
    const near = between(n - 2, n + 3);
    return (whole.sum - near.sum) / Math.max(1, whole.count - near.count);
  });
}

/**
 * Counts clicks: second differences of the decoded waveform that are 8 times as large as the mean of the 20 ms around
 * them, and twice as large as any in the original within 4 ms.
 *
 * @param original S samples
 * @param decoded S samples
 */
export function countClicks(
  original: Float32Array,
  decoded: Float32Array,
  sampleRate: Hertz,
): number {
  const [own, found] = [bends(original), bends(decoded)];
  const usual = meanAround(found, Math.round(surroundings * sampleRate));
  const near = Math.round(oneClick * sampleRate);
  let [clicks, last] = [0, Number.NEGATIVE_INFINITY];
  found.forEach((bend, n) => {
    if (bend < smallest || bend < outlier * usual[n]) return;
    const ownLargest = Math.max(...own.subarray(Math.max(0, n - near), n + near + 1));
    if (bend < ownShare * ownLargest) return;
    if (n - last > near) clicks++;
    last = n;
  });
  return clicks;
}
