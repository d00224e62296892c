/** Heun: along the mean of the slopes at both ends of the step. */
import type { Tensor } from "../../tensor/tf";
import { churned } from "./churn";
import type { ChurnOptions } from "./churn";
import type { Denoiser } from "./denoiser";
import { probabilityFlow } from "./probabilityFlow";
import type { SamplerWalk } from "./sampler";
import { walk } from "./walk";

/**
 * Heun's method on the probability flow, the sampler of EDM. Order 2, two calls a step.
 *
 * d = dx/dt at x, x̃ = x + Δt·d, d′ = dx/dt at x̃, x ← x + Δt·(d + d′)/2; a plain Euler step where
 * no noise is left at the end of it.
 *
 * @param denoise E[x_0 | x_t]
 * @param start x at the first time, [B, …]; stays yours
 * @yields the N steps and the end
 * @throws TutorialError as euler does
 *
 * Source: Karras et al. 2022, algorithms 1 and 2.
 *
 * @example
 * const denoise = mixtureDenoiser({ means: [[-1, 0], [1, 0]], std: 0.2 });
 * const route = sigmaRoute(karrasSigmas({ steps: 12, sigmaMin: 0.02, sigmaMax: 80 }));
 * const x0 = finalSample(heun(denoise, route.process.prior([100, 2], 1), route));
 */
export function heun(denoise: Denoiser, start: Tensor, options: ChurnOptions): SamplerWalk {
  return walk(
    {
      name: "heun",
      stir: (ground) => churned(ground, options),
      advance({ process, level, next, xt, x0, denoise: ask }) {
        const dt = next.t - level.t;
        const d = probabilityFlow(process, level, xt, x0);
        const guess = xt.add(d.mul(dt));
        if (next.sigma === 0) return guess;
        const dThere = probabilityFlow(process, next, guess, ask(guess, next));
        return xt.add(d.add(dThere).mul(dt / 2));
      },
    },
    denoise,
    start,
    options,
  );
}
