/** The slope of the probability flow, for solvers that know nothing of diffusion but dx/dt. */
import { TutorialError } from "../../error";
import { tf } from "../../tensor/tf";
import type { Tensor } from "../../tensor/tf";
import type { ForwardProcess } from "../process";
import type { NoiseLevel } from "./level";

/**
 * dx/dt = α̇·x_0 + σ̇·ε with ε = (x − α·x_0)/σ: how x_t moves with time.
 *
 * It is f − ½g²·score in other letters. Where there is no noise, ε is on average 0.
 *
 * @throws TutorialError `sampler.slope` where the rates are infinite, as σ̇ of VP is at t = 0
 *
 * Source: Song et al. 2021, eq. 13; Karras et al. 2022, eq. 4; Lipman et al. 2023, theorem 3.
 *
 * @example
 * const level = levelAt(rectifiedFlow(), 0.5);
 * const slope = probabilityFlow(rectifiedFlow(), level, seededNoise([4, 2], 1), tf.zeros([4, 2]));
 */
export function probabilityFlow(
  process: ForwardProcess,
  { t, alpha, sigma }: NoiseLevel,
  xt: Tensor,
  x0: Tensor,
): Tensor {
  const rate = process.marginalRate(t);
  if (!Number.isFinite(rate.alpha) || !Number.isFinite(rate.sigma)) {
    throw new TutorialError({
      code: "sampler.slope",
      where: `the flow of the ${process.name} process`,
      expected: "a time at which α and σ change at a finite rate",
      got: `dα/dt = ${rate.alpha} and dσ/dt = ${rate.sigma} at t = ${t}`,
      fix: "end a little earlier, e.g. at t = 0.001, or use ddim or dpmSolver2M, which need no rates",
    });
  }
  const onNoise = sigma === 0 ? 0 : rate.sigma / sigma;
  return tf.tidy(() => xt.mul(onNoise).add(x0.mul(rate.alpha - onNoise * alpha)));
}
