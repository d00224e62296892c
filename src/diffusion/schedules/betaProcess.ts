/** A table of β as a process: T training steps laid out on t from 0 to 1. */
import { TutorialError } from "../../error";
import type { DiffusionTime } from "../../units";
import { ownSchedule } from "../ownSchedule";
import type { ForwardProcess } from "../process";
import { alphasCumprod } from "./betas";

/**
 * The variance-preserving process of T discrete steps; timestep i of T is t = (i + 1)/T, and t = 0 is
 * clean.
 *
 * α² = ᾱ_i and σ² = 1 − ᾱ_i; in between, σ/α goes in a straight line.
 *
 * @param betas β_0 … β_{T−1}, as from linearBetas
 * @throws TutorialError `schedule.betas`, `diffusion.schedule`
 *
 * Source: Ho et al. 2020, eq. 4.
 *
 * @example
 * const process = betaProcess(linearBetas());
 * const { alpha } = process.marginal(1); // next to nothing
 */
export function betaProcess(betas: readonly number[]): ForwardProcess {
  const bad = betas.findIndex((beta) => !(beta > 0 && beta < 1));
  if (bad >= 0 || betas.length < 2) {
    throw new TutorialError({
      code: "schedule.betas",
      where: "betaProcess",
      expected: "at least 2 numbers between 0 and 1",
      got: bad >= 0 ? `${betas[bad]} at step ${bad}` : `${betas.length} of them`,
      fix: "take linearBetas() or another of that file",
    });
  }
  const ratios = [0, ...alphasCumprod(betas).map((left) => Math.sqrt((1 - left) / left))];
  const ratio = (t: DiffusionTime): number => {
    const at = t * betas.length;
    const i = Math.min(Math.floor(at), betas.length - 1);
    return ratios[i] + (at - i) * (ratios[i + 1] - ratios[i]);
  };
  return ownSchedule({
    name: `${betas.length}-step`,
    alpha: (t) => 1 / Math.hypot(1, ratio(t)),
    sigma: (t) => ratio(t) / Math.hypot(1, ratio(t)),
  });
}
