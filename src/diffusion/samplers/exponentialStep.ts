/** The step that most samplers are made of: exact as long as the estimate of x_0 does not change. */
import { tf } from "../../tensor/tf";
import type { Tensor } from "../../tensor/tf";
import type { Marginal } from "../process";

/**
 * Moves x_t along the probability flow to another level, holding x_0 fixed.
 *
 * x′ = α′·x_0 + σ′·ε with ε = (x − α·x_0)/σ, which is (σ′/σ)·x + α′·(1 − e^{−h})·x_0 with h = λ′ − λ.
 *
 * Source: Song, Meng & Ermon 2021, "DDIM", eq. 12; Lu et al. 2022, "DPM-Solver++", proposition 4.1.
 *
 * @example
 * const [from, to] = [levelAt(cosine(), 0.9), levelAt(cosine(), 0.8)];
 * const xNext = exponentialStep(seededNoise([4, 2], 1), tf.zeros([4, 2]), from, to);
 */
export function exponentialStep(xt: Tensor, x0: Tensor, from: Marginal, to: Marginal): Tensor {
  const kept = to.sigma / from.sigma;
  return tf.tidy(() => xt.mul(kept).add(x0.mul(to.alpha - kept * from.alpha)));
}

/** The noise of the next level in two parts: variances add up to sigma² of that level. */
export interface NoiseSplit {
  /** The level to go down to without drawing noise: α of the next level, less noise. */
  readonly down: Marginal;
  /** Standard deviation of the fresh noise to add there. */
  readonly fresh: number;
}

/** e^{−h}: how far the ratio of noise to data falls. */
function fall(level: Marginal, next: Marginal): number {
  return (next.sigma * level.alpha) / (level.sigma * next.alpha);
}

/**
 * The split of ancestral sampling: fresh = η·σ′·√(1 − e^{−2h}); η = 0 is DDIM, η = 1 is DDPM.
 *
 * Source: Song, Meng & Ermon 2021, "DDIM", eq. 16.
 *
 * @example
 * const { down, fresh } = ancestralSplit(levelAt(cosine(), 0.9), levelAt(cosine(), 0.8), 1);
 */
export function ancestralSplit(level: Marginal, next: Marginal, eta: number): NoiseSplit {
  const { alpha, sigma } = next;
  const fresh = Math.min(sigma, eta * sigma * Math.sqrt(1 - fall(level, next) ** 2));
  return { down: { alpha, sigma: Math.sqrt(sigma ** 2 - fresh ** 2) }, fresh };
}

/**
 * The split of DPM-Solver++ SDE: down to σ′·e^{−ηh}; the same as the ancestral one at η = 0 and 1.
 *
 * Source: Lu et al. 2022, "DPM-Solver++", appendix on SDEs; Gonzalez et al. 2023, "SEEDS".
 *
 * @example
 * const { down, fresh } = exponentialSplit(levelAt(cosine(), 0.9), levelAt(cosine(), 0.8), 0.5);
 */
export function exponentialSplit(level: Marginal, next: Marginal, eta: number): NoiseSplit {
  const { alpha, sigma } = next;
  const kept = fall(level, next) ** eta;
  return { down: { alpha, sigma: sigma * kept }, fresh: sigma * Math.sqrt(1 - kept ** 2) };
}

/** x + scale·z, drawing z only when there is something to add. @internal */
export function addNoise(x: Tensor, scale: number, draw: () => Tensor): Tensor {
  return scale === 0 ? x : tf.tidy(() => x.add(draw().mul(scale)));
}
