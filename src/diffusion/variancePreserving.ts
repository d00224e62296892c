/** Variance preserving: data fade as noise rises, so that the sum keeps unit variance. */
import { linearProcess } from "./linearProcess";
import type { ForwardProcess } from "./process";

/** β(t) runs from `betaMin` to `betaMax`. */
export interface LinearBeta {
  readonly betaMin?: number;
  readonly betaMax?: number;
}

/** β, its integral, and α = exp(−½∫β): shared with the sub-VP process. @internal */
export function linearBeta({ betaMin = 0.1, betaMax = 20 }: LinearBeta): {
  readonly beta: (t: number) => number;
  readonly logAlpha: (t: number) => number;
} {
  return {
    beta: (t) => betaMin + t * (betaMax - betaMin),
    logAlpha: (t) => -0.25 * t ** 2 * (betaMax - betaMin) - 0.5 * t * betaMin,
  };
}

/**
 * The variance-preserving process with linear β: dx = −½β(t)·x dt + √β(t) dw.
 *
 * α(t) = exp(−½∫₀ᵗβ), σ² = 1 − α², with β(t) = betaMin + t·(betaMax − betaMin).
 *
 * Source: Song et al. 2021, "Score-Based Generative Modeling through SDEs", eqs. 11 and 33; the
 * continuous limit of DDPM (Ho et al. 2020).
 *
 * @example
 * const { alpha, sigma } = variancePreserving().marginal(0.5);
 * console.log(alpha ** 2 + sigma ** 2); // 1
 */
export function variancePreserving(options: LinearBeta = {}): ForwardProcess {
  const { beta, logAlpha } = linearBeta(options);
  const alpha = (t: number): number => Math.exp(logAlpha(t));
  const sigma = (t: number): number => Math.sqrt(-Math.expm1(2 * logAlpha(t)));
  return linearProcess({
    name: "variance preserving",
    alpha,
    sigma,
    alphaRate: (t) => -0.5 * beta(t) * alpha(t),
    sigmaRate: (t) => (0.5 * beta(t) * alpha(t) ** 2) / sigma(t),
    driftRate: (t) => -0.5 * beta(t),
    diffusion: (t) => Math.sqrt(beta(t)),
  });
}
