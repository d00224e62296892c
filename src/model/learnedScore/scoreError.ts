/** How far a learned score is from the exact one, time by time. */
import { mixtureScore } from "../../diffusion/gaussianMixture";
import type { GaussianMixture } from "../../diffusion/gaussianMixture";
import { mixtureSamples } from "../../diffusion/mixtureSamples";
import type { ForwardProcess, Score } from "../../diffusion/process";
import { seededNoise } from "../../tensor/random";
import { tf } from "../../tensor/tf";
import type { Decibels, DiffusionTime } from "../../units";

/** The error of a score at one time. */
export interface ScoreError {
  readonly t: DiffusionTime;
  readonly snrDb: Decibels;
  /** √(E|learned − exact|²/E|exact|²) over points of p_t: 0 is exact, 1 no better than to say zero. */
  readonly relative: number;
}

/** Where and on how many points to compare. */
export interface ScoreErrorOptions {
  readonly mixture: GaussianMixture;
  readonly process: ForwardProcess;
  readonly times: readonly DiffusionTime[];
  /** Points a time; 2000 unless given. */
  readonly count?: number;
  /** Names the points; 0 unless given. */
  readonly seed?: number;
}

/**
 * Compares a score with the exact one of a mixture, on points where the diffused data are.
 *
 * @returns one error a time
 * @throws TutorialError `mixture.noDensity`, `diffusion.time`
 *
 * @example
 * const mixture = { means: [[-1, 0], [1, 0]], std: 0.2 };
 * const process = cosine();
 * const exact: Score = (xt, t) => mixtureScore(xt, mixture, process, t as number);
 * const errors = scoreErrors(exact, { mixture, process, times: [0.1, 0.5, 0.9] }); // 0 each
 */
export function scoreErrors(
  score: Score,
  { mixture, process, times, count = 2000, seed = 0 }: ScoreErrorOptions,
): ScoreError[] {
  return times.map((t, i) => {
    const relative = tf.tidy(() => {
      const { points } = mixtureSamples(mixture, count, seed);
      const xt = process.perturb(points, t, seededNoise(points.shape, seed, i));
      const exact = mixtureScore(xt, mixture, process, t);
      const missed = score(xt, t).sub(exact).square().mean();
      return Math.sqrt(missed.div(exact.square().mean()).dataSync()[0]);
    });
    return { t, snrDb: process.snrDb(t), relative };
  });
}
