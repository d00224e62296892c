/** DPM-Solver++ SDE: noise in the look-ahead as well as in the step. */
import type { Tensor } from "../../tensor/tf";
import type { DdimOptions } from "./ddim";
import type { Denoiser } from "./denoiser";
import { addNoise, ancestralSplit, exponentialStep } from "./exponentialStep";
import { halfLogSnr, levelAtHalfLogSnr } from "./level";
import type { SamplerWalk } from "./sampler";
import { walk } from "./walk";

/** How far to look ahead. */
export interface DpmSolverSdeOptions extends Omit<DdimOptions, "landings"> {
  /** r: where in the step to look, as a share of h; ½ unless given. */
  readonly lookAhead?: number;
}

/**
 * DPM-Solver++ (stochastic, single step). Two calls and two draws of noise a step.
 *
 * Draw 0 makes the noisy sample at λ + r·h; its x_0 and that of the start are extrapolated to
 * x̄_0 = (1 − 1/2r)·x_0 + (1/2r)·x_0(λ + r·h), with which draw 1 makes the step.
 *
 * @param denoise E[x_0 | x_t]
 * @param start x at the first time, [B, …]; stays yours
 * @yields the N steps and the end
 * @throws TutorialError `sampler.steps`, `sampler.shape`, `sampler.notFinite`, `diffusion.schedule`
 *
 * Source: Lu et al. 2022, "DPM-Solver++", algorithm 1, made stochastic as in k-diffusion.
 *
 * @example
 * const denoise = mixtureDenoiser({ means: [[-1, 0], [1, 0]], std: 0.2 });
 * const route = sigmaRoute(karrasSigmas({ steps: 12, sigmaMin: 0.02, sigmaMax: 80 }));
 * const start = route.process.prior([100, 2], 1);
 * const x0 = finalSample(dpmSolverSde(denoise, start, { ...route, seed: 7 }));
 */
export function dpmSolverSde(
  denoise: Denoiser,
  start: Tensor,
  options: DpmSolverSdeOptions,
): SamplerWalk {
  const { eta = 1, noiseScale = 1, lookAhead: r = 0.5 } = options;
  return walk(
    {
      name: "dpmSolverSde",
      advance({ process, level, next, xt, x0, noise, denoise: ask }) {
        if (next.sigma === 0 || level.alpha === 0) {
          const { down, fresh } = ancestralSplit(level, next, eta);
          return addNoise(exponentialStep(xt, x0, level, down), noiseScale * fresh, noise);
        }
        const lambda = halfLogSnr(level);
        const ahead = levelAtHalfLogSnr(process, lambda + r * (halfLogSnr(next) - lambda));
        const half = ancestralSplit(level, ahead, eta);
        const xAhead = exponentialStep(xt, x0, level, half.down);
        const x0Ahead = ask(
          addNoise(xAhead, noiseScale * half.fresh, () => noise(0)),
          ahead,
        );
        const x0Bar = x0.mul(1 - 1 / (2 * r)).add(x0Ahead.mul(1 / (2 * r)));
        const whole = ancestralSplit(level, next, eta);
        const moved = exponentialStep(xt, x0Bar, level, whole.down);
        return addNoise(moved, noiseScale * whole.fresh, () => noise(1));
      },
    },
    denoise,
    start,
    options,
  );
}
