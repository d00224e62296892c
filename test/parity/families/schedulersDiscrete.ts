/** The schedulers of diffusers for networks trained on a table of β. */
import { ddim } from "../../../src/diffusion/samplers/ddim";
import { ddpm } from "../../../src/diffusion/samplers/ddpm";
import { dpmSolverMultistep } from "../../../src/diffusion/samplers/dpmSolverMultistep";
import { euler } from "../../../src/diffusion/samplers/euler";
import type { Route } from "../../../src/diffusion/samplers/sampler";
import { betaProcess } from "../../../src/diffusion/schedules/betaProcess";
import {
  linearBetas,
  scaledLinearBetas,
  sigmoidBetas,
  squaredCosineBetas,
} from "../../../src/diffusion/schedules/betas";
import { edmPreconditioning } from "../../../src/diffusion/schedules/edmPreconditioning";
import { exponentialSigmas } from "../../../src/diffusion/schedules/exponential";
import { karrasSigmas } from "../../../src/diffusion/schedules/karras";
import { sigmaRoute } from "../../../src/diffusion/schedules/sigmaRoute";
import { spacedTimesteps } from "../../../src/diffusion/schedules/timesteps";
import type { Fixture } from "../fixture";
import { exactDenoiser, recordedNoise } from "./samplerCase";
import type { SamplerCase } from "./samplerCase";
import { solverOptions } from "./schedulerPlan";
import type { Params, Plan } from "./schedulerPlan";

function betasOf(params: Params): number[] {
  const range = {
    trainSteps: (params.num_train_timesteps ?? 1000) as number,
    start: (params.beta_start ?? 0.0001) as number,
    end: (params.beta_end ?? 0.02) as number,
  };
  const tables = {
    linear: linearBetas,
    scaled_linear: scaledLinearBetas,
    sigmoid: sigmoidBetas,
    squaredcos_cap_v2: squaredCosineBetas,
  };
  return tables[(params.beta_schedule ?? "linear") as keyof typeof tables](range);
}

/** Noise or v of a variance-preserving process. */
function vpOutput(params: Params): Plan["output"] {
  return (xt, x0, { alpha, sigma }) => {
    const eps = xt.sub(x0.mul(alpha)).div(sigma);
    if (params.prediction_type === "sample") return x0;
    return params.prediction_type === "v_prediction" ? eps.mul(alpha).sub(x0.mul(sigma)) : eps;
  };
}

function discrete(params: Params, fallback: "leading" | "linspace") {
  const betas = betasOf(params);
  const steps = params.steps as number;
  const spacing = (params.timestep_spacing ?? fallback) as "leading" | "linspace" | "trailing";
  const offset = (params.steps_offset ?? 0) as number;
  return { betas, steps, spacing, offset, trainSteps: betas.length, process: betaProcess(betas) };
}

export function ddimPlan(fixture: Fixture, one: SamplerCase, params: Params): Plan {
  const { process, steps, spacing, offset, trainSteps } = discrete(params, "leading");
  const timesteps = spacedTimesteps(spacing, { steps, trainSteps, offset });
  const end = params.set_alpha_to_one === false ? 1 / trainSteps : 0;
  const stride = Math.floor(trainSteps / steps);
  const landings = timesteps.map((step) =>
    step < stride ? end : (step - stride + 1) / trainSteps,
  );
  const visited = timesteps.map((step) => (step + 1) / trainSteps);
  const standsStill = visited[steps - 1] === end;
  return {
    route: { process, times: standsStill ? visited : [...visited, end] },
    standsStill,
    walk: (start, route) =>
      ddim(exactDenoiser(fixture), start, {
        ...route,
        landings,
        eta: one.eta,
        ...recordedNoise(fixture, one),
      }),
    timesteps,
    output: vpOutput(params),
  };
}

export function ddpmPlan(fixture: Fixture, one: SamplerCase, params: Params): Plan {
  const { process, steps, spacing, offset, trainSteps } = discrete(params, "leading");
  const timesteps = spacedTimesteps(spacing, { steps, trainSteps, offset });
  const variance = params.variance_type === "fixed_large" ? "large" : "small";
  const noiseAtEnd = timesteps[steps - 1] > 0;
  return {
    route: { process, times: [...timesteps.map((step) => (step + 1) / trainSteps), 0] },
    walk: (start, route) =>
      ddpm(exactDenoiser(fixture), start, {
        ...route,
        variance,
        noiseAtEnd,
        ...recordedNoise(fixture, one),
      }),
    timesteps,
    output: vpOutput(params),
  };
}

/** Which timestep has this noise, by straight lines in ln σ: as diffusers turns a schedule into timesteps. */
function timestepAt(ratios: readonly number[], sigma: number): number {
  const above = ratios.findIndex((ratio) => ratio > sigma);
  const low = Math.min(above < 0 ? ratios.length : Math.max(1, above), ratios.length - 1) - 1;
  const [from, to] = [Math.log(ratios[low]), Math.log(ratios[low + 1])];
  return low + Math.min(1, Math.max(0, (Math.log(sigma) - from) / (to - from)));
}

/** σ/α of a list of noise levels, spaced anew if the scheduler is asked to. */
function respaced(params: Params, sigmaMax: number, sigmaMin: number): number[] | undefined {
  const range = { steps: params.steps as number, sigmaMin, sigmaMax };
  if (params.use_karras_sigmas) return karrasSigmas(range);
  return params.use_exponential_sigmas ? exponentialSigmas(range) : undefined;
}

export function dpmSolverPlan(fixture: Fixture, one: SamplerCase, params: Params): Plan {
  const { process, betas, steps, spacing, offset, trainSteps } = discrete(params, "linspace");
  // One more than asked for, of which the last is dropped: the walk does not end at timestep 0.
  const wanted = { steps: steps + 1, trainSteps, offset };
  const even =
    spacing === "trailing"
      ? spacedTimesteps(spacing, { ...wanted, steps })
      : spacedTimesteps(spacing, wanted).slice(0, -1);
  const ratios = betas.map((_, i) => ratioAt(process, (i + 1) / trainSteps));
  const karras = respaced(params, ratios[trainSteps - 1], ratios[0]);
  const whole = params.beta_schedule === "squaredcos_cap_v2" ? Math.trunc : Math.round;
  const timesteps = karras?.slice(0, -1).map((sigma) => whole(timestepAt(ratios, sigma))) ?? even;
  const sigmas = karras ?? [...even.map((step) => ratios[step]), 0];
  const route = karras
    ? sigmaRoute(karras, process)
    : { process, times: [...even.map((step) => (step + 1) / trainSteps), 0] };
  return {
    route,
    walk: (start) =>
      dpmSolverMultistep(exactDenoiser(fixture), start, {
        ...route,
        ...solverOptions(fixture, one, params),
      }),
    timesteps,
    sigmas,
    output: vpOutput(params),
  };
}

function ratioAt(process: Route["process"], t: number): number {
  const { alpha, sigma } = process.marginal(t);
  return sigma / alpha;
}

export function eulerDiscretePlan(fixture: Fixture, _one: SamplerCase, params: Params): Plan {
  const { process, betas, steps, spacing, offset, trainSteps } = discrete(params, "linspace");
  const even =
    spacing === "linspace"
      ? Array.from(
          { length: steps },
          (_, i) => ((trainSteps - 1) * (steps - 1 - i)) / Math.max(1, steps - 1),
        )
      : spacedTimesteps(spacing, { steps, trainSteps, offset });
  const sigmas = even.map((step) => ratioAt(process, (step + 1) / trainSteps));
  const again = respaced(params, sigmas[0], sigmas[steps - 1]);
  const ratios = betas.map((_, i) => ratioAt(process, (i + 1) / trainSteps));
  const list = again ?? [...sigmas, 0];
  return {
    route: sigmaRoute(list),
    walk: (start, route) => euler(exactDenoiser(fixture), start, route),
    timesteps: again?.slice(0, -1).map((sigma) => timestepAt(ratios, sigma)) ?? even,
    sigmas: list,
    output: (xt, x0, { sigma }) => {
      const { skip, out } = edmPreconditioning(sigma, { sigmaData: 1, predicts: "v" });
      if (params.prediction_type === "sample") return x0;
      if (params.prediction_type === "v_prediction") return x0.sub(xt.mul(skip)).div(out);
      return xt.sub(x0).div(sigma);
    },
  };
}
