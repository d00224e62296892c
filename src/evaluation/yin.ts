/** The period of one frame of sound: the shift at which it differs least from itself. */
import type { Samples } from "../units";

/** A frame's period, and how far it is from repeating. */
export interface Period {
  /** In samples, between whole ones. */
  readonly period: number;
  /** 0 for perfect repetition, about 1 for noise. */
  readonly aperiodicity: number;
}

/** Shifts that are as good as the best to within this are as good; the shortest of them is the period. */
const margin = 0.2;

/** d(τ) = Σⱼ (x[j] − x[j + τ])², j = 0 … width − 1, τ = 0 … longest. */
function difference(x: Float32Array, at: Samples, width: Samples, longest: Samples): Float64Array {
  const d = new Float64Array(longest + 1);
  for (let lag = 1; lag <= longest; lag++) {
    let sum = 0;
    for (let j = at, end = at + width; j < end; j++) {
      const apart = x[j] - x[j + lag];
      sum += apart * apart;
    }
    d[lag] = sum;
  }
  return d;
}

/** d(τ) over the mean of d(1) … d(τ): no longer 0 at shift 0, and 1 on average. */
function normalised(d: Float64Array): Float64Array {
  const out = new Float64Array(d.length).fill(1);
  let sum = 0;
  for (let lag = 1; lag < d.length; lag++) {
    sum += d[lag];
    if (sum > 0) out[lag] = (d[lag] * lag) / sum;
  }
  return out;
}

/** The lowest point of the parabola through three neighbours of which the middle one is the lowest. */
function parabola(values: Float64Array, middle: number): { place: number; value: number } {
  const [left, centre, right] = [values[middle - 1], values[middle], values[middle + 1]];
  const bend = left - 2 * centre + right;
  const shift = bend > 0 ? (left - right) / (2 * bend) : 0;
  return { place: middle + shift, value: centre - (shift * (left - right)) / 4 };
}

/**
 * The period again, read off at its largest multiple that still shows a dip: ten periods measured to a tenth of a
 * sample give one to a hundredth, which at 2 kHz is the difference between 20 cents and 2.
 */
function refine(d: Float64Array, period: number): number {
  let refined = period;
  for (let times = 2; refined * times < Math.min(d.length - 2, 8 * period + 100); times++) {
    const near = Math.round(refined * times);
    const lowest = [near - 1, near, near + 1].reduce((a, b) => (d[b] < d[a] ? b : a));
    const isDip = d[lowest] <= d[lowest - 1] && d[lowest] <= d[lowest + 1];
    if (!isDip) break;
    const found = parabola(d, lowest).place / times;
    if (Math.abs(found / period - 1) > 0.03) break;
    refined = found;
  }
  return refined;
}

/**
 * The period of a frame by YIN: the first dip of the normalised difference function that is as deep as the
 * deepest, its place between the samples by a parabola.
 *
 * Source: de Cheveigné and Kawahara 2002, "YIN, a fundamental frequency estimator for speech and music", §II.
 *
 * @param x a sound
 * @param at where the frame begins; it needs width + longest samples
 * @param range how long the frame is, and the shortest and longest period
 */
export function periodAt(
  x: Float32Array,
  at: Samples,
  range: { width: Samples; shortest: Samples; longest: Samples },
): Period {
  const { width, shortest, longest } = range;
  const d = difference(x, at, width, longest + 1);
  const relative = normalised(d);
  const dips: { place: number; value: number }[] = [];
  for (let lag = Math.max(2, shortest); lag <= longest; lag++) {
    const isDip = relative[lag] < relative[lag - 1] && relative[lag] <= relative[lag + 1];
    if (isDip) dips.push(parabola(relative, lag));
  }
  const deepest = dips.reduce((least, { value }) => Math.min(least, value), 1);
  const first = dips.find(({ value }) => value <= deepest + margin);
  if (!first) return { period: Number.NaN, aperiodicity: 1 };
  return { period: refine(d, first.place), aperiodicity: Math.max(0, first.value) };
}
