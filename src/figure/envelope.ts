/** Thinning a long signal for drawing so that no peak is ever lost. */

/** A thinned signal, evenly spaced. */
export interface Envelope {
  readonly values: Float32Array;
  /** How many samples of the signal one step of `values` stands for. */
  readonly step: number;
}

/**
 * Keeps the least and the greatest of every stretch of samples, in the order they came in.
 *
 * Drawn as a line it looks like the whole signal: a stretch is narrower than a pixel. A stretch
 * with a non-finite sample keeps it, so that the gap shows.
 *
 * @param samples S samples
 * @param most how many points to keep at most (at least 2)
 * @returns all samples if there are no more than `most`
 */
export function envelope(samples: ArrayLike<number>, most = 2000): Envelope {
  if (samples.length <= most) return { values: Float32Array.from(samples), step: 1 };
  const stretches = Math.floor(most / 2);
  const values = new Float32Array(2 * stretches);
  for (let i = 0; i < stretches; i++) {
    const begin = Math.floor((i * samples.length) / stretches);
    const end = Math.floor(((i + 1) * samples.length) / stretches);
    let low = begin;
    let high = begin;
    let broken = -1;
    for (let j = begin; j < end; j++) {
      if (!Number.isFinite(samples[j])) broken = j;
      else {
        if (!(samples[low] <= samples[j])) low = j;
        if (!(samples[high] >= samples[j])) high = j;
      }
    }
    values[2 * i] = broken < 0 ? samples[Math.min(low, high)] : NaN;
    values[2 * i + 1] = broken < 0 ? samples[Math.max(low, high)] : samples[high];
  }
  return { values, step: samples.length / values.length };
}
