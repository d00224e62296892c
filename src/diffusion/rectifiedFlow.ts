/** Rectified flow: a straight line from each clip to its noise. */
import { linearProcess } from "./linearProcess";
import type { ForwardProcess } from "./process";

/**
 * Rectified flow: x_t = (1 − t)·x_0 + t·ε, a straight line walked at constant velocity ε − x_0.
 *
 * Written as an SDE with the same marginals: dx = −x/(1 − t) dt + √(2t/(1 − t)) dw, whose
 * coefficients grow without bound towards t = 1, where all is noise.
 *
 * Source: Liu et al. 2023, "Flow Straight and Fast", eq. 1 (their time runs the other way); the SDE
 * follows from f = (α′/α)·x and g² = 2σσ′ − 2(α′/α)σ² (Kingma et al. 2021, eq. 20).
 *
 * @example
 * console.log(rectifiedFlow().marginal(0.25)); // alpha 0.75, sigma 0.25
 */
export function rectifiedFlow(): ForwardProcess {
  return linearProcess({
    name: "rectified flow",
    alpha: (t) => 1 - t,
    sigma: (t) => t,
    alphaRate: () => -1,
    sigmaRate: () => 1,
    driftRate: (t) => -1 / (1 - t),
    diffusion: (t) => Math.sqrt((2 * t) / (1 - t)),
  });
}
