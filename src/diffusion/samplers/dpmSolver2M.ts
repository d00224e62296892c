/** DPM-Solver++ 2M: the ODE, with one estimate of x_0 remembered. */
import type { Tensor } from "../../tensor/tf";
import type { Denoiser } from "./denoiser";
import { dpmSolverMultistep } from "./dpmSolverMultistep";
import type { SamplerOptions, SamplerWalk } from "./sampler";

/**
 * DPM-Solver++(2M): the ODE, order 2, one call a step.
 *
 * x ← (σ′/σ)·x + α′·(1 − e^{−h})·((1 + 1/2r)·x_0 − (1/2r)·x_0,before), with r = h_before/h.
 *
 * @param denoise E[x_0 | x_t]
 * @param start x at the first time, [B, …]; stays yours
 * @yields the N steps and the end
 * @throws TutorialError as dpmSolverMultistep does
 *
 * Source: Lu et al. 2022, "DPM-Solver++", algorithm 2.
 *
 * @example
 * const process = rectifiedFlow();
 * const denoise = mixtureDenoiser({ means: [[-1, 0], [1, 0]], std: 0.2 });
 * const route = { process, times: rectifiedFlowTimes({ steps: 20 }) };
 * const x0 = finalSample(dpmSolver2M(denoise, process.prior([100, 2], 1), route));
 */
export function dpmSolver2M(
  denoise: Denoiser,
  start: Tensor,
  options: SamplerOptions,
): SamplerWalk {
  return dpmSolverMultistep(denoise, start, { ...options, order: 2, eta: 0 });
}
