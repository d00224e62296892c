/** Processes in N discrete steps, x_{i+1} = x_i + f_i + G_i·z: DDPM, SMLD, or plain Euler–Maruyama. */
import type { DiffusionTime } from "../units";
import type { ForwardProcess } from "./process";
import type { LinearBeta } from "./variancePreserving";
import type { SigmaRange } from "./varianceExploding";

/** One of N steps at time t: x + decay·x + noise·z. */
export interface Discretization {
  readonly steps: number;
  /** c of f_i(x) = c·x. */
  readonly decay: (t: DiffusionTime) => number;
  /** G_i. */
  readonly noise: (t: DiffusionTime) => number;
  /** √(1 − β_i) for DDPM, 1 where the data do not fade: what Langevin correctors scale by. */
  readonly fade: (t: DiffusionTime) => number;
  /** Mean and noise of the ancestral step x_{i−1} = scale·(x_i + pull·score) + noise·z, if there is one. */
  readonly ancestral?: (t: DiffusionTime) => { scale: number; pull: number; noise: number };
}

/** Which of N steps a time falls into: ⌊t·(N − 1)⌋. */
function index(t: DiffusionTime, steps: number): number {
  return Math.floor(t * (steps - 1));
}

/**
 * DDPM: βᵢ from betaMin/N to betaMax/N; f = (√(1 − βᵢ) − 1)·x and G = √βᵢ.
 *
 * Source: Ho et al. 2020, eq. 2; Song et al. 2021, eq. 10.
 *
 * @example
 * console.log(ddpmSteps({ steps: 1000 }).noise(0.5));
 */
export function ddpmSteps({
  betaMin = 0.1,
  betaMax = 20,
  steps,
}: LinearBeta & { readonly steps: number }): Discretization {
  const betaAt = (t: DiffusionTime): number =>
    (betaMin + ((betaMax - betaMin) * index(t, steps)) / (steps - 1)) / steps;
  return {
    steps,
    decay: (t) => Math.sqrt(1 - betaAt(t)) - 1,
    noise: (t) => Math.sqrt(betaAt(t)),
    fade: (t) => 1 - betaAt(t),
    ancestral: (t) => ({
      scale: 1 / Math.sqrt(1 - betaAt(t)),
      pull: betaAt(t),
      noise: Math.sqrt(betaAt(t)),
    }),
  };
}

/**
 * SMLD: σᵢ in geometric steps from sigmaMin to sigmaMax; f = 0 and G = √(σᵢ² − σᵢ₋₁²).
 *
 * Source: Song & Ermon 2019; Song et al. 2021, eqs. 8 and 47.
 *
 * @example
 * console.log(smldSteps({ steps: 1000 }).noise(0.5));
 */
export function smldSteps({
  sigmaMin = 0.01,
  sigmaMax = 50,
  steps,
}: SigmaRange & { readonly steps: number }): Discretization {
  const sigmaAt = (i: number): number =>
    i < 0 ? 0 : sigmaMin * (sigmaMax / sigmaMin) ** (i / (steps - 1));
  const added = (t: DiffusionTime): number => {
    const i = index(t, steps);
    return sigmaAt(i) ** 2 - sigmaAt(i - 1) ** 2;
  };
  return {
    steps,
    decay: () => 0,
    noise: (t) => Math.sqrt(added(t)),
    fade: () => 1,
    ancestral: (t) => {
      const i = index(t, steps);
      const share = sigmaAt(i - 1) / sigmaAt(i);
      return { scale: 1, pull: added(t), noise: share * Math.sqrt(added(t)) };
    },
  };
}

/**
 * Any process in N Euler–Maruyama steps: f = a(t)·x/N and G = g(t)/√N.
 *
 * Source: Kloeden & Platen 1992, §10.2.
 *
 * @example
 * console.log(eulerMaruyamaSteps(subVariancePreserving(), { steps: 1000 }).noise(0.5));
 */
export function eulerMaruyamaSteps(
  process: ForwardProcess,
  { steps }: { readonly steps: number },
): Discretization {
  return {
    steps,
    decay: (t) => process.driftRate(t) / steps,
    noise: (t) => process.diffusion(t) / Math.sqrt(steps),
    fade: () => 1,
  };
}
