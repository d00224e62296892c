/** Euler: along the tangent of the probability flow. */
import type { Tensor } from "../../tensor/tf";
import { churned } from "./churn";
import type { ChurnOptions } from "./churn";
import type { Denoiser } from "./denoiser";
import { probabilityFlow } from "./probabilityFlow";
import type { SamplerWalk } from "./sampler";
import { walk } from "./walk";

/**
 * Euler's method on the probability flow: x ← x + Δt·dx/dt. Order 1, one call a step.
 *
 * On `edm()` and `rectifiedFlow()`, whose α and σ are straight lines in t, it is the same as DDIM.
 *
 * @param denoise E[x_0 | x_t]
 * @param start x at the first time, [B, …]; stays yours
 * @yields the N steps and the end
 * @throws TutorialError `sampler.steps`, `sampler.slope`, `sampler.shape`, `sampler.notFinite`,
 *   `diffusion.schedule`
 *
 * Source: Karras et al. 2022, algorithm 2 without its correction; for a flow, Liu et al. 2023.
 *
 * @example
 * const process = rectifiedFlow();
 * const denoise = mixtureDenoiser({ means: [[-1, 0], [1, 0]], std: 0.2 });
 * const times = uniformTimes({ steps: 50 });
 * for (const { t, xt } of euler(denoise, process.prior([100, 2], 1), { process, times })) {
 *   console.log(t, xt.shape);
 * }
 */
export function euler(denoise: Denoiser, start: Tensor, options: ChurnOptions): SamplerWalk {
  return walk(
    {
      name: "euler",
      stir: (ground) => churned(ground, options),
      advance({ process, level, next, xt, x0 }) {
        const slope = probabilityFlow(process, level, xt, x0);
        return xt.add(slope.mul(next.t - level.t));
      },
    },
    denoise,
    start,
    options,
  );
}
