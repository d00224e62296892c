/** EDM: nothing but noise is added, at a steady rate, so that time is the noise level itself. */
import { linearProcess } from "./linearProcess";
import type { ForwardProcess } from "./process";

/** How much noise there is at t = 1. */
export interface NoiseCeiling {
  readonly sigmaMax?: number;
}

/**
 * The process of EDM: dx = √(2·t)·σmax dw, so that α = 1 and σ(t) = σmax·t.
 *
 * Karras et al. call σ itself the time; here it is scaled to t in [0, 1] like every other. Lists of
 * noise levels for this process are made by karrasSigmas and its siblings.
 *
 * Source: Karras et al. 2022, "Elucidating the Design Space", table 1, last column.
 *
 * @example
 * console.log(edm({ sigmaMax: 80 }).marginal(0.5)); // alpha 1, sigma 40
 */
export function edm({ sigmaMax = 80 }: NoiseCeiling = {}): ForwardProcess {
  return linearProcess({
    name: "EDM",
    alpha: () => 1,
    sigma: (t) => sigmaMax * t,
    alphaRate: () => 0,
    sigmaRate: () => sigmaMax,
    driftRate: () => 0,
    diffusion: (t) => sigmaMax * Math.sqrt(2 * t),
    priorSigma: sigmaMax,
  });
}
