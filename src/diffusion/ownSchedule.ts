/** A process of your own: give α(t) and σ(t), and the SDE follows. */
import { TutorialError } from "../error";
import { linearProcess } from "./linearProcess";
import type { ForwardProcess } from "./process";

const GRID = 200;

/** α(t) and σ(t) of a process to be made. */
export interface OwnSchedule {
  readonly name: string;
  readonly alpha: (t: number) => number;
  readonly sigma: (t: number) => number;
}

/** dy/dt by central differences that stay inside [0, 1]. */
function slope(curve: (t: number) => number, t: number): number {
  const step = 1e-5;
  const [left, right] = [Math.max(0, t - step), Math.min(1, t + step)];
  return (curve(right) - curve(left)) / (right - left);
}

function checkMonotone({ name, alpha, sigma }: OwnSchedule): void {
  for (let i = 1; i <= GRID; i++) {
    const [before, now] = [(i - 1) / GRID, i / GRID];
    const [previous, ratio] = [alpha(before) / sigma(before), alpha(now) / sigma(now)];
    if (ratio < previous) continue;
    throw new TutorialError({
      code: "diffusion.schedule",
      where: `ownSchedule "${name}"`,
      expected: "α(t)/σ(t) that falls all the way from t = 0 to t = 1",
      got: `${previous} at t = ${before} and then ${ratio} at t = ${now}`,
      fix: "let α fall or σ rise with t, so that music only ever turns to noise",
    });
  }
}

/**
 * Builds the SDE whose marginal is α(t)·x_0 + σ(t)·ε: a = α′/α, g² = 2σσ′ − 2aσ².
 *
 * Rates are taken by finite differences, so expect about six correct digits.
 *
 * @throws TutorialError `diffusion.schedule` when α/σ rises, stalls or is not a number somewhere
 *
 * Source: Kingma et al. 2021, "Variational Diffusion Models", eq. 20.
 *
 * @example
 * const mine = ownSchedule({ name: "quadratic", alpha: (t) => 1 - t * t, sigma: (t) => t });
 * console.log(mine.diffusion(0.5));
 */
export function ownSchedule(schedule: OwnSchedule): ForwardProcess {
  checkMonotone(schedule);
  const { alpha, sigma } = schedule;
  const alphaRate = (t: number): number => slope(alpha, t);
  const sigmaRate = (t: number): number => slope(sigma, t);
  const driftRate = (t: number): number => alphaRate(t) / alpha(t);
  const variance = (t: number): number =>
    2 * sigma(t) * sigmaRate(t) - 2 * driftRate(t) * sigma(t) ** 2;
  return linearProcess({
    name: schedule.name,
    alpha: (t) => alpha(t),
    sigma: (t) => sigma(t),
    alphaRate,
    sigmaRate,
    driftRate,
    diffusion: (t) => Math.sqrt(Math.max(0, variance(t))),
    priorSigma: sigma(1),
  });
}
