/** The noise levels that a variance-preserving SDE passes through at even times. */
import { checkSteps, ramp } from "./ramp";

/** β(t) = betaMin + betaRange·t, and where to end. */
export interface VpScheduleOptions {
  readonly steps: number;
  /** β_d = β(1) − β(0); 19.9 unless given. */
  readonly betaRange?: number;
  /** 0.1 unless given. */
  readonly betaMin?: number;
  /** The last time before 0; 0.001 unless given. */
  readonly tMin?: number;
}

/**
 * σ/α of the variance-preserving process at even times from 1 to `tMin`, then 0.
 *
 * σ_i = √(exp(½·β_d·t_i² + β_min·t_i) − 1)
 *
 * @returns falling σ/α, the last 0; give them to sigmaRoute
 * @throws TutorialError `schedule.steps`
 *
 * Source: Karras et al. 2022, table 1, first column.
 *
 * @example
 * const sigmas = vpSigmas({ steps: 12 });
 */
export function vpSigmas({
  steps,
  betaRange = 19.9,
  betaMin = 0.1,
  tMin = 0.001,
}: VpScheduleOptions): number[] {
  checkSteps("vpSigmas", steps);
  const exponent = (t: number): number => 0.5 * betaRange * t ** 2 + betaMin * t;
  return [...ramp(steps, 1, tMin).map((t) => Math.sqrt(Math.expm1(exponent(t)))), 0];
}
