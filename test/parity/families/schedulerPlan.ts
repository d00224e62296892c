/** What each scheduler of diffusers comes down to: a route, a sampler, and what it tells the network. */
import { easeOut } from "../../../src/diffusion/samplers/dpmSolverMultistep";
import type { NoiseLevel } from "../../../src/diffusion/samplers/level";
import type { Route, SamplerWalk } from "../../../src/diffusion/samplers/sampler";
import type { Tensor } from "../../../src/tensor/tf";
import type { Fixture } from "../fixture";
import { recordedNoise } from "./samplerCase";
import type { Numbers, SamplerCase } from "./samplerCase";

/** What a scheduler makes of its parameters. */
export interface Plan {
  readonly route: Route;
  readonly walk: (start: Tensor, route: Route) => SamplerWalk;
  readonly timesteps: Numbers;
  readonly sigmas?: Numbers;
  /** What the network is given and says, at a level. */
  readonly input?: (xt: Tensor, level: NoiseLevel) => Tensor;
  readonly output: (xt: Tensor, x0: Tensor, level: NoiseLevel) => Tensor;
  /** Ends with a step from the last level to itself. */
  readonly standsStill?: boolean;
}

/** A scheduler's own options. */
export type Params = Readonly<Record<string, number | string | boolean | undefined>>;

/** The options that all DPM-Solver schedulers share. */
export function solverOptions(fixture: Fixture, one: SamplerCase, params: Params) {
  const count = params.steps as number;
  return {
    order: (params.solver_order ?? 2) as 1 | 2 | 3,
    secondOrder: (params.solver_type ?? "midpoint") as "midpoint" | "heun",
    eta: params.algorithm_type === "sde-dpmsolver++" ? 1 : 0,
    ...(params.lower_order_final === false
      ? {}
      : { orderAt: (step: number) => easeOut(step, count) }),
    ...recordedNoise(fixture, one),
  };
}
