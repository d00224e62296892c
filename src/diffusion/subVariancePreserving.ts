/** Sub-VP: the drift of variance preserving with less noise at every time, kinder to likelihoods. */
import { linearProcess } from "./linearProcess";
import type { ForwardProcess } from "./process";
import { linearBeta } from "./variancePreserving";
import type { LinearBeta } from "./variancePreserving";

/**
 * The sub-VP process: dx = −½β(t)·x dt + √(β(t)·(1 − exp(−2∫₀ᵗβ))) dw.
 *
 * α(t) = exp(−½∫₀ᵗβ) as in variance preserving, σ = 1 − α² (its square is below theirs).
 *
 * Source: Song et al. 2021, "Score-Based Generative Modeling through SDEs", eqs. 12 and 35.
 *
 * @example
 * const quieter = subVariancePreserving().marginal(0.3).sigma;
 * console.log(quieter < variancePreserving().marginal(0.3).sigma); // true
 */
export function subVariancePreserving(options: LinearBeta = {}): ForwardProcess {
  const { beta, logAlpha } = linearBeta(options);
  const alpha = (t: number): number => Math.exp(logAlpha(t));
  return linearProcess({
    name: "sub-VP",
    alpha,
    sigma: (t) => -Math.expm1(2 * logAlpha(t)),
    alphaRate: (t) => -0.5 * beta(t) * alpha(t),
    sigmaRate: (t) => beta(t) * alpha(t) ** 2,
    driftRate: (t) => -0.5 * beta(t),
    diffusion: (t) => Math.sqrt(beta(t) * -Math.expm1(4 * logAlpha(t))),
  });
}
