/** Variance exploding: the data stay as they are, and noise is piled on until it buries them. */
import { linearProcess } from "./linearProcess";
import type { ForwardProcess } from "./process";

/** σ(t) runs from `sigmaMin` to `sigmaMax`. */
export interface SigmaRange {
  readonly sigmaMin?: number;
  readonly sigmaMax?: number;
}

/**
 * The variance-exploding process: dx = σ(t)·√(2·ln(σmax/σmin)) dw, with no drift.
 *
 * α = 1, σ(t) = σmin·(σmax/σmin)ᵗ. At t = 0 it already holds σmin of noise.
 *
 * Source: Song et al. 2021, "Score-Based Generative Modeling through SDEs", eqs. 9 and 31.
 *
 * @example
 * console.log(varianceExploding({ sigmaMax: 50 }).marginal(1)); // alpha 1, sigma 50
 */
export function varianceExploding({
  sigmaMin = 0.01,
  sigmaMax = 50,
}: SigmaRange = {}): ForwardProcess {
  const growth = Math.log(sigmaMax / sigmaMin);
  const sigma = (t: number): number => sigmaMin * Math.exp(growth * t);
  return linearProcess({
    name: "variance exploding",
    alpha: () => 1,
    sigma,
    alphaRate: () => 0,
    sigmaRate: (t) => growth * sigma(t),
    driftRate: () => 0,
    diffusion: (t) => sigma(t) * Math.sqrt(2 * growth),
    priorSigma: sigmaMax,
  });
}
