/** Even steps in the logarithm of the noise: each divides it by the same number. */
import type { SigmaRangeOptions } from "./karras";
import { polyexponentialSigmas } from "./polyexponential";

/**
 * Noise levels evenly spaced in ln σ, which is evenly in decibels, then 0.
 *
 * @returns falling σ/α, the last 0; give them to sigmaRoute
 * @throws TutorialError `schedule.steps`, `schedule.range`
 *
 * Source: Song & Ermon 2019: a geometric series.
 *
 * @example
 * const sigmas = exponentialSigmas({ steps: 12, sigmaMin: 0.05, sigmaMax: 40 });
 */
export function exponentialSigmas(options: SigmaRangeOptions): number[] {
  return polyexponentialSigmas({ ...options, rho: 1 });
}
