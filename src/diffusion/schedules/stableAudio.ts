/** The schedule of Stable Audio Open. */
import { polyexponentialSigmas } from "./polyexponential";

/** What its two pipelines let one choose. */
export interface StableAudioScheduleOptions {
  /** 100 unless given. */
  readonly steps?: number;
  /** 0.3 unless given. */
  readonly sigmaMin?: number;
  /** 500 unless given. */
  readonly sigmaMax?: number;
}

/**
 * The noise levels of Stable Audio Open 1.0: evenly in ln σ from 500 to 0.3, then 0.
 *
 * @returns falling σ/α, the last 0; give them to sigmaRoute
 * @throws TutorialError `schedule.steps`, `schedule.range`
 *
 * Source: Evans et al. 2024, "Stable Audio Open", with the values of its model card.
 *
 * @example
 * const route = sigmaRoute(stableAudioSigmas({ steps: 100 }));
 */
export function stableAudioSigmas({
  steps = 100,
  sigmaMin = 0.3,
  sigmaMax = 500,
}: StableAudioScheduleOptions = {}): number[] {
  return polyexponentialSigmas({ steps, sigmaMin, sigmaMax, rho: 1 });
}
