/** Churn: a step back towards noise before each step forward, which forgets earlier errors. */
import { tf } from "../../tensor/tf";
import { halfLogSnr, levelAtHalfLogSnr } from "./level";
import type { SamplerOptions } from "./sampler";
import type { Ground, Standing } from "./walk";

/** How much to churn; the letters are the paper's S_churn, S_tmin, S_tmax and S_noise. */
export interface ChurnOptions extends SamplerOptions {
  /** S_churn: how much noise a whole walk adds. 0 unless given: no churn. */
  readonly churn?: number;
  /** S_tmin and S_tmax: churn only where σ/α lies between them. */
  readonly churnFrom?: number;
  readonly churnTo?: number;
  /** S_noise: scales the noise that is added; a little above 1 makes up for lost detail. */
  readonly noiseScale?: number;
}

/**
 * Raises σ/α by the factor 1 + γ, with γ = min(S_churn/N, √2 − 1), and adds the noise in between.
 *
 * Source: Karras et al. 2022, algorithm 2, lines 4 to 6.
 *
 * @internal
 */
export function churned(ground: Ground, options: ChurnOptions): Standing | undefined {
  const { churn = 0, churnFrom = 0, churnTo = Number.POSITIVE_INFINITY, noiseScale = 1 } = options;
  const { xt, level, steps, process, noise } = ground;
  const ratio = level.sigma / level.alpha;
  const gamma =
    ratio >= churnFrom && ratio <= churnTo ? Math.min(churn / steps, Math.SQRT2 - 1) : 0;
  if (gamma === 0) return undefined;
  const raised = levelAtHalfLogSnr(process, halfLogSnr(level) - Math.log1p(gamma));
  const fade = raised.alpha / level.alpha;
  const added = Math.sqrt(raised.sigma ** 2 - (fade * level.sigma) ** 2);
  const back = tf.tidy(() => xt.mul(fade).add(noise().mul(noiseScale * added)));
  return { xt: back, level: raised };
}
