/** DPM-Solver++ 2S with ancestral noise: a half step to look, then the whole step. */
import type { Tensor } from "../../tensor/tf";
import type { DdimOptions } from "./ddim";
import type { Denoiser } from "./denoiser";
import { addNoise, ancestralSplit, exponentialStep } from "./exponentialStep";
import { halfLogSnr, levelAtHalfLogSnr } from "./level";
import type { SamplerWalk } from "./sampler";
import { walk } from "./walk";

/**
 * DPM-Solver++(2S) with ancestral noise. Order 2 without noise (η = 0), two calls a step.
 *
 * To the middle of λ by an exponential step; x_0 from there serves for the whole of it.
 *
 * @param denoise E[x_0 | x_t]
 * @param start x at the first time, [B, …]; stays yours
 * @yields the N steps and the end
 * @throws TutorialError `sampler.steps`, `sampler.shape`, `sampler.notFinite`, `diffusion.schedule`
 *
 * Source: Lu et al. 2022, "DPM-Solver++", algorithm 1, with r = ½.
 *
 * @example
 * const denoise = mixtureDenoiser({ means: [[-1, 0], [1, 0]], std: 0.2 });
 * const route = sigmaRoute(karrasSigmas({ steps: 12, sigmaMin: 0.02, sigmaMax: 80 }));
 * const start = route.process.prior([100, 2], 1);
 * const x0 = finalSample(dpmSolver2SAncestral(denoise, start, { ...route, seed: 7 }));
 */
export function dpmSolver2SAncestral(
  denoise: Denoiser,
  start: Tensor,
  options: Omit<DdimOptions, "landings">,
): SamplerWalk {
  const { eta = 1, noiseScale = 1 } = options;
  return walk(
    {
      name: "dpmSolver2SAncestral",
      advance({ process, level, next, xt, x0, noise, denoise: ask }) {
        const { down, fresh } = ancestralSplit(level, next, eta);
        const first = down.sigma === 0 || level.alpha === 0;
        if (first) return addNoise(exponentialStep(xt, x0, level, down), noiseScale * fresh, noise);
        const middle = levelAtHalfLogSnr(process, (halfLogSnr(level) + halfLogSnr(down)) / 2);
        const x0Middle = ask(exponentialStep(xt, x0, level, middle), middle);
        return addNoise(exponentialStep(xt, x0Middle, level, down), noiseScale * fresh, noise);
      },
    },
    denoise,
    start,
    options,
  );
}
