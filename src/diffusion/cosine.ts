/** The cosine schedule: a variance-preserving process that walks a quarter circle. */
import { linearProcess } from "./linearProcess";
import type { ForwardProcess } from "./process";

const QUARTER = Math.PI / 2;

/**
 * The variance-preserving process with cosine schedule: α = cos(πt/2), σ = sin(πt/2).
 *
 * As an SDE its β(t) = π·tan(πt/2) grows without bound towards t = 1, where all is noise.
 *
 * Source: Nichol & Dhariwal 2021, "Improved DDPM", eq. 17 (without their offset s, which only keeps
 * discrete steps from vanishing at t = 0); Salimans & Ho 2022 use this form for v-prediction.
 *
 * @example
 * console.log(cosine().snrDb(0.5)); // 0 dB: as much music as noise
 */
export function cosine(): ForwardProcess {
  return linearProcess({
    name: "cosine",
    alpha: (t) => Math.cos(QUARTER * t),
    sigma: (t) => Math.sin(QUARTER * t),
    alphaRate: (t) => -QUARTER * Math.sin(QUARTER * t),
    sigmaRate: (t) => QUARTER * Math.cos(QUARTER * t),
    driftRate: (t) => -QUARTER * Math.tan(QUARTER * t),
    diffusion: (t) => Math.sqrt(Math.PI * Math.tan(QUARTER * t)),
  });
}
