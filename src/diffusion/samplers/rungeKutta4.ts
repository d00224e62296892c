/** The classical Runge–Kutta method: four looks at the slope for one step. */
import type { Tensor } from "../../tensor/tf";
import type { Denoiser } from "./denoiser";
import { levelAt } from "./level";
import { probabilityFlow } from "./probabilityFlow";
import type { SamplerOptions, SamplerWalk } from "./sampler";
import { walk } from "./walk";

/**
 * Runge and Kutta's method on the probability flow. Order 4, four calls a step.
 *
 * x ← x + Δt/6·(k₁ + 2k₂ + 2k₃ + k₄), with slopes k at the start, twice in the middle, at the end.
 *
 * @param denoise E[x_0 | x_t]
 * @param start x at the first time, [B, …]; stays yours
 * @yields the N steps and the end
 * @throws TutorialError as euler does
 *
 * Source: Kutta 1901.
 *
 * @example
 * const process = rectifiedFlow();
 * const denoise = mixtureDenoiser({ means: [[-1, 0], [1, 0]], std: 0.2 });
 * const route = { process, times: uniformTimes({ steps: 8 }) };
 * const x0 = finalSample(rungeKutta4(denoise, process.prior([100, 2], 1), route));
 */
export function rungeKutta4(
  denoise: Denoiser,
  start: Tensor,
  options: SamplerOptions,
): SamplerWalk {
  return walk(
    {
      name: "rungeKutta4",
      advance({ process, level, next, xt, x0, denoise: ask }) {
        const dt = next.t - level.t;
        const middle = levelAt(process, level.t + dt / 2);
        const k1 = probabilityFlow(process, level, xt, x0);
        const x2 = xt.add(k1.mul(dt / 2));
        const k2 = probabilityFlow(process, middle, x2, ask(x2, middle));
        const x3 = xt.add(k2.mul(dt / 2));
        const k3 = probabilityFlow(process, middle, x3, ask(x3, middle));
        const x4 = xt.add(k3.mul(dt));
        const k4 = probabilityFlow(process, next, x4, ask(x4, next));
        return xt.add(
          k1
            .add(k2.mul(2))
            .add(k3.mul(2))
            .add(k4)
            .mul(dt / 6),
        );
      },
    },
    denoise,
    start,
    options,
  );
}
