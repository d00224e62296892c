/** Adaptive Runge–Kutta: steps as long as the error allows, so their number is found, not given. */
import type { Tensor } from "../../tensor/tf";
import { odeSteps } from "../ode";
import { askDenoiser } from "./askDenoiser";
import type { Denoiser } from "./denoiser";
import { levelAt } from "./level";
import { probabilityFlow } from "./probabilityFlow";
import type { SamplerOptions, SamplerWalk } from "./sampler";
import { levelsOf } from "./walk";

/** How exact to be. */
export interface AdaptiveOptions extends SamplerOptions {
  /** Relative error allowed a step; 1e-5 unless given. */
  readonly rtol?: number;
  /** Absolute error allowed a step; 1e-5 unless given. */
  readonly atol?: number;
}

/**
 * Dormand and Prince's 5(4) pair on the probability flow. Order 5, seven calls for each step tried.
 *
 * It stops at each of `times` and takes as many steps of its own between them as it needs: two
 * times, start and end, give it all freedom. Each yield is one of its steps.
 *
 * @param denoise E[x_0 | x_t]
 * @param start x at the first time, [B, …]; stays yours
 * @yields every accepted step and the end; `steps` is the number so far, since nobody knows the rest
 * @throws TutorialError `ode.diverged`, `sampler.slope`, `sampler.shape`, `sampler.notFinite`,
 *   `sampler.steps`, `diffusion.schedule`
 *
 * Source: Dormand & Prince 1980; as a sampler, Song et al. 2021, §4.3.
 *
 * @example
 * const process = variancePreserving();
 * const denoise = mixtureDenoiser({ means: [[-1, 0], [1, 0]], std: 0.2 });
 * const route = { process, times: [1, 0.001], rtol: 1e-4 };
 * const x0 = finalSample(rungeKutta45(denoise, process.prior([100, 2], 1), route));
 */
export function* rungeKutta45(
  denoise: Denoiser,
  start: Tensor,
  options: AdaptiveOptions,
): SamplerWalk {
  const { process, times, rtol = 1e-5, atol = 1e-5 } = options;
  const levels = levelsOf("rungeKutta45", options);
  let step = 0;
  const ask: Denoiser = (x, level) =>
    askDenoiser(denoise, x, level, { where: "rungeKutta45", step });
  const slope = (x: Tensor, t: number): Tensor => {
    const level = levelAt(process, t);
    return probabilityFlow(process, level, x, ask(x, level));
  };
  let xt = start.clone();
  let x0: Tensor | undefined;
  const last = levels.length - 1;
  try {
    for (let leg = 0; leg < last; leg++) {
      const [from, to] = [times[leg], times[leg + 1]];
      // The first leg feels its way in; the next begin by trying to go all the way.
      const firstStep = leg === 0 ? undefined : from - to;
      for (const { y, t } of odeSteps(slope, xt, { from, to, rtol, atol, firstStep })) {
        xt.dispose();
        xt = y.clone();
        const level = levelAt(process, t);
        const atEnd = leg === last - 1 && t === to;
        if (t === to && !atEnd) continue; // the next leg begins there, and shows it
        if (!atEnd || level.sigma > 0 || !x0) {
          x0?.dispose();
          x0 = ask(xt, level);
        }
        const seen = level.sigma === 0 ? xt : x0;
        yield { step, steps: atEnd ? step : step + 1, t, sigma: level.sigma, xt, x0: seen };
        step++;
      }
    }
  } finally {
    xt.dispose();
    x0?.dispose();
  }
}
