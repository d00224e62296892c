/** DPM-Solver-2: the slope half-way, where half-way is measured in decibels. */
import type { Tensor } from "../../tensor/tf";
import { churned } from "./churn";
import type { ChurnOptions } from "./churn";
import type { Denoiser } from "./denoiser";
import { exponentialStep } from "./exponentialStep";
import { halfLogSnr, levelAtHalfLogSnr } from "./level";
import type { SamplerWalk } from "./sampler";
import { walk } from "./walk";

/**
 * DPM-Solver-2 with the churn of EDM. Order 2, two calls a step.
 *
 * To the middle of λ = ln(α/σ) by an exponential step; from there ε, along which the whole step
 * goes: x ← (α′/α)·x − σ′·(e^h − 1)·ε. First order where one end of the step is nothing but noise
 * or has none.
 *
 * @param denoise E[x_0 | x_t]
 * @param start x at the first time, [B, …]; stays yours
 * @yields the N steps and the end
 * @throws TutorialError as euler does
 *
 * Source: Lu et al. 2022, "DPM-Solver", algorithm 1.
 *
 * @example
 * const denoise = mixtureDenoiser({ means: [[-1, 0], [1, 0]], std: 0.2 });
 * const route = sigmaRoute(karrasSigmas({ steps: 12, sigmaMin: 0.02, sigmaMax: 80 }));
 * const x0 = finalSample(dpm2(denoise, route.process.prior([100, 2], 1), route));
 */
export function dpm2(denoise: Denoiser, start: Tensor, options: ChurnOptions): SamplerWalk {
  return walk(
    {
      name: "dpm2",
      stir: (ground) => churned(ground, options),
      advance({ process, level, next, xt, x0, denoise: ask }) {
        if (next.sigma === 0 || level.alpha === 0) return exponentialStep(xt, x0, level, next);
        const middle = levelAtHalfLogSnr(process, (halfLogSnr(level) + halfLogSnr(next)) / 2);
        const xMiddle = exponentialStep(xt, x0, level, middle);
        const x0Middle = ask(xMiddle, middle);
        const eps = xMiddle.sub(x0Middle.mul(middle.alpha)).div(middle.sigma);
        const fade = next.alpha / level.alpha;
        return xt.mul(fade).add(eps.mul(next.sigma - fade * level.sigma));
      },
    },
    denoise,
    start,
    options,
  );
}
