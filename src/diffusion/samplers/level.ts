/** Where on the way a noisy sample stands. */
import type { DiffusionTime } from "../../units";
import type { ForwardProcess, Marginal } from "../process";

/** A time of a process and what x_t is made of there: x_t = alpha·x_0 + sigma·ε. */
export interface NoiseLevel extends Marginal {
  readonly t: DiffusionTime;
}

/**
 * The noise level of a process at a time.
 *
 * @throws TutorialError `diffusion.time`
 *
 * @example
 * const { alpha, sigma } = levelAt(cosine(), 0.5);
 */
export function levelAt(process: ForwardProcess, t: DiffusionTime): NoiseLevel {
  return { t, ...process.marginal(t) };
}

/**
 * λ = ln(α/σ), half the logarithm of the signal-to-noise ratio: the clock of DPM-Solver.
 *
 * −∞ where nothing of the data is left, +∞ where there is no noise.
 *
 * Source: Lu et al. 2022, "DPM-Solver", §3.1; Kingma et al. 2021.
 *
 * @example
 * const lambda = halfLogSnr(cosine().marginal(0.5)); // 0
 */
export function halfLogSnr({ alpha, sigma }: Marginal): number {
  return Math.log(alpha / sigma);
}

/**
 * The noise level of a process at which ln(α/σ) is this.
 *
 * @throws TutorialError `diffusion.snr` where the process never is
 *
 * @example
 * const level = levelAtHalfLogSnr(cosine(), 0); // t = 0.5
 */
export function levelAtHalfLogSnr(process: ForwardProcess, lambda: number): NoiseLevel {
  const wanted = (20 / Math.LN10) * lambda;
  // The ends themselves, which a search only approaches, and roundings just outside of them.
  for (const t of [0, 1]) {
    const end = process.snrDb(t);
    const beyond = t === 0 ? wanted - end : end - wanted;
    if (wanted === end || (beyond > 0 && beyond < 1e-5)) return levelAt(process, t);
  }
  return levelAt(process, process.timeAtSnrDb(wanted));
}
