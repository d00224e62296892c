/** Langevin steps at one noise level: they do not go back in time, they repair the distribution. */
import { tf } from "../tensor/tf";
import type { Tensor } from "../tensor/tf";
import type { StepResult } from "./predictors";
import type { Score } from "./process";
import { scaleByTime } from "./time";
import type { Time } from "./time";

/** How far a Langevin step goes. */
export interface LangevinOptions {
  /** Wanted ratio of the step's pull to its noise. Song et al. use 0.16 for images. */
  readonly snr: number;
  /** What step sizes are scaled by at t: 1 − β of DDPM, or 1. */
  readonly fade?: (t: number) => number;
}

/** The mean length of the items of a batch, as a number. */
function meanNorm(x: Tensor): number {
  return tf.tidy(
    () => x.reshape([x.shape[0], -1]).square().sum(1).sqrt().mean().dataSync()[0], // [B] → one
  );
}

function step(xt: Tensor, gradient: Tensor, noise: Tensor, t: Time, size: (t: number) => number) {
  const mean = tf.tidy(() => xt.add(scaleByTime(gradient, t, size)));
  const kicked = (one: number): number => Math.sqrt(2 * size(one));
  return { mean, x: tf.tidy(() => mean.add(scaleByTime(noise, t, kicked))) };
}

/**
 * The Langevin corrector: x ← x + ε·score + √(2ε)·z, with ε = 2·fade·(snr·‖z‖/‖score‖)².
 *
 * Norms are means over the batch, so that every item takes the same step.
 *
 * @param xt [B, …]
 * @param noise z ~ N(0, I) of the same shape
 *
 * Source: Song et al. 2021, algorithms 4 and 5.
 *
 * @example
 * const x = seededNoise([4, 2], 1);
 * const { x: repaired } = langevinStep((xt) => xt.neg(), x, 0.5, seededNoise([4, 2], 2), { snr: 0.16 });
 */
export function langevinStep(
  score: Score,
  xt: Tensor,
  t: Time,
  noise: Tensor,
  { snr, fade = () => 1 }: LangevinOptions,
): StepResult {
  const gradient = tf.tidy(() => score(xt, t));
  const length = (snr * meanNorm(noise)) / meanNorm(gradient);
  const result = step(xt, gradient, noise, t, (one) => 2 * fade(one) * length ** 2);
  gradient.dispose();
  return result;
}

/**
 * Annealed Langevin dynamics: the same step with ε = 2·fade·(snr·σ(t))², which needs no norms.
 *
 * Source: Song & Ermon 2019, algorithm 1, in the form of Song et al. 2021.
 *
 * @example
 * const { sigma } = varianceExploding().marginal(0.5);
 * const step = annealedLangevinStep(
 *   (xt) => xt.neg(), seededNoise([4, 2], 1), 0.5, seededNoise([4, 2], 2),
 *   { snr: 0.16, sigma: () => sigma },
 * );
 */
export function annealedLangevinStep(
  score: Score,
  xt: Tensor,
  t: Time,
  noise: Tensor,
  { snr, fade = () => 1, sigma }: LangevinOptions & { readonly sigma: (t: number) => number },
): StepResult {
  const gradient = tf.tidy(() => score(xt, t));
  const result = step(xt, gradient, noise, t, (one) => 2 * fade(one) * (snr * sigma(one)) ** 2);
  gradient.dispose();
  return result;
}
