/** The schedulers of diffusers that see x_0 + σ·ε: EDM's, and the one of the Stable Audio pipeline. */
import { dpmSolverMultistep } from "../../../src/diffusion/samplers/dpmSolverMultistep";
import { euler } from "../../../src/diffusion/samplers/euler";
import { edmPreconditioning } from "../../../src/diffusion/schedules/edmPreconditioning";
import { exponentialSigmas } from "../../../src/diffusion/schedules/exponential";
import { karrasSigmas } from "../../../src/diffusion/schedules/karras";
import { sigmaRoute } from "../../../src/diffusion/schedules/sigmaRoute";
import type { Fixture } from "../fixture";
import { exactDenoiser } from "./samplerCase";
import type { SamplerCase } from "./samplerCase";
import { solverOptions } from "./schedulerPlan";
import type { Params, Plan } from "./schedulerPlan";

export function edmPlan(fixture: Fixture, one: SamplerCase, params: Params): Plan {
  const { steps, sigma_min: sigmaMin, sigma_max: sigmaMax, rho } = params as Record<string, number>;
  const range = { steps, sigmaMin, sigmaMax };
  const sigmas =
    params.sigma_schedule === "karras" ? karrasSigmas({ ...range, rho }) : exponentialSigmas(range);
  const standsStill = params.final_sigmas_type === "sigma_min";
  const precondition = (sigma: number) =>
    edmPreconditioning(sigma, {
      sigmaData: params.sigma_data as number,
      predicts: params.prediction_type === "v_prediction" ? "v" : "noise",
    });
  const told = sigmas
    .slice(0, -1)
    .map((sigma) =>
      params.time === "angle" ? (2 / Math.PI) * Math.atan(sigma) : 0.25 * Math.log(sigma),
    );
  const denoise = exactDenoiser(fixture);
  return {
    route: sigmaRoute(standsStill ? sigmas.slice(0, -1) : sigmas),
    walk: (start, route) =>
      params.euler
        ? euler(denoise, start, route)
        : dpmSolverMultistep(denoise, start, { ...route, ...solverOptions(fixture, one, params) }),
    timesteps: told,
    sigmas: standsStill ? [...sigmas.slice(0, -1), sigmaMin] : sigmas,
    input: (xt, { sigma }) => xt.mul(precondition(sigma).in),
    output: (xt, x0, { sigma }) => {
      const { skip, out } = precondition(sigma);
      return x0.sub(xt.mul(skip)).div(out);
    },
    standsStill,
  };
}
