/** DPM-Solver++ 3M SDE: two estimates remembered, the sampler of Stable Audio Open. */
import type { Tensor } from "../../tensor/tf";
import type { Denoiser } from "./denoiser";
import { dpmSolverMultistep } from "./dpmSolverMultistep";
import type { DpmSolverSettings } from "./dpmSolverMultistep";
import type { SamplerWalk } from "./sampler";

/**
 * DPM-Solver++(3M) SDE, the sampler of Stable Audio Open: three estimates, fresh noise, one call a step.
 *
 * @param denoise E[x_0 | x_t]
 * @param start x at the first time, [B, …]; stays yours
 * @yields the N steps and the end
 * @throws TutorialError as dpmSolverMultistep does
 *
 * Source: Lu et al. 2022, "DPM-Solver++", carried to order 3 in k-diffusion.
 *
 * @example
 * const denoise = mixtureDenoiser({ means: [[-1, 0], [1, 0]], std: 0.2 });
 * const route = sigmaRoute(stableAudioSigmas({ steps: 100 }));
 * const start = route.process.prior([100, 2], 1);
 * const x0 = finalSample(dpmSolver3MSde(denoise, start, { ...route, seed: 7 }));
 */
export function dpmSolver3MSde(
  denoise: Denoiser,
  start: Tensor,
  options: DpmSolverSettings,
): SamplerWalk {
  return dpmSolverMultistep(denoise, start, {
    eta: 1,
    secondOrder: "heun",
    ...options,
    order: 3,
  });
}
