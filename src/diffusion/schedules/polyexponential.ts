/** A power law in the logarithm of the noise. */
import type { PowerOptions } from "./karras";
import { checkSigmaRange, checkSteps, ramp } from "./ramp";

/**
 * Noise levels by a power law in ln σ, then 0: ln σ_i = ln σmin + (1 − i/(N − 1))^ρ·ln(σmax/σmin).
 *
 * @returns falling σ/α, the last 0; give them to sigmaRoute
 * @throws TutorialError `schedule.steps`, `schedule.range`
 *
 * Source: k-diffusion; Stable Audio Open uses ρ = 1.
 *
 * @example
 * const sigmas = polyexponentialSigmas({ steps: 12, sigmaMin: 0.3, sigmaMax: 500, rho: 1 });
 */
export function polyexponentialSigmas({
  steps,
  sigmaMin,
  sigmaMax,
  rho = 1,
}: PowerOptions): number[] {
  checkSteps("polyexponentialSigmas", steps);
  checkSigmaRange("polyexponentialSigmas", sigmaMin, sigmaMax);
  const range = Math.log(sigmaMax / sigmaMin);
  return [...ramp(steps, 1, 0).map((share) => sigmaMin * Math.exp(share ** rho * range)), 0];
}
