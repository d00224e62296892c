/** Karras's schedule: small steps where noise is low, by a power law. */
import { checkSigmaRange, checkSteps, ramp } from "./ramp";

/** Where to begin and end, in how many steps. */
export interface SigmaRangeOptions {
  readonly steps: number;
  /** The last noise level before 0. */
  readonly sigmaMin: number;
  readonly sigmaMax: number;
}

/** The same with an exponent. */
export interface PowerOptions extends SigmaRangeOptions {
  /** ρ; 7 spends more steps at low noise than 1, which spaces them evenly. */
  readonly rho?: number;
}

/**
 * Noise levels evenly spaced in σ^{1/ρ}, then 0: `steps` + 1 numbers for `steps` steps.
 *
 * σ_i = (σmax^{1/ρ} + i/(N − 1)·(σmin^{1/ρ} − σmax^{1/ρ}))^ρ
 *
 * @returns falling σ/α, the last 0; give them to sigmaRoute
 * @throws TutorialError `schedule.steps`, `schedule.range`
 *
 * Source: Karras et al. 2022, eq. 5.
 *
 * @example
 * const sigmas = karrasSigmas({ steps: 12, sigmaMin: 0.02, sigmaMax: 80 });
 */
export function karrasSigmas({ steps, sigmaMin, sigmaMax, rho = 7 }: PowerOptions): number[] {
  checkSteps("karrasSigmas", steps);
  checkSigmaRange("karrasSigmas", sigmaMin, sigmaMax);
  const roots = ramp(steps, sigmaMax ** (1 / rho), sigmaMin ** (1 / rho));
  return [...roots.map((root) => root ** rho), 0];
}
