/** DPM-Solver++ 2M SDE: the same with fresh noise. */
import type { Tensor } from "../../tensor/tf";
import type { Denoiser } from "./denoiser";
import { dpmSolverMultistep } from "./dpmSolverMultistep";
import type { DpmSolverSettings } from "./dpmSolverMultistep";
import type { SamplerWalk } from "./sampler";

/**
 * DPM-Solver++(2M) SDE: fresh noise at every step (η = 1 unless given), one call a step.
 *
 * @param denoise E[x_0 | x_t]
 * @param start x at the first time, [B, …]; stays yours
 * @yields the N steps and the end
 * @throws TutorialError as dpmSolverMultistep does
 *
 * Source: Lu et al. 2022, "DPM-Solver++", appendix on SDEs.
 *
 * @example
 * const denoise = mixtureDenoiser({ means: [[-1, 0], [1, 0]], std: 0.2 });
 * const route = sigmaRoute(karrasSigmas({ steps: 20, sigmaMin: 0.02, sigmaMax: 80 }));
 * const start = route.process.prior([100, 2], 1);
 * const x0 = finalSample(dpmSolver2MSde(denoise, start, { ...route, seed: 7 }));
 */
export function dpmSolver2MSde(
  denoise: Denoiser,
  start: Tensor,
  options: DpmSolverSettings,
): SamplerWalk {
  return dpmSolverMultistep(denoise, start, { eta: 1, ...options, order: 2 });
}
