/** The schedulers of diffusers, case by case, with the defaults of each. */
import { rectifiedFlow } from "../../../src/diffusion/rectifiedFlow";
import { euler } from "../../../src/diffusion/samplers/euler";
import { levelAt } from "../../../src/diffusion/samplers/level";
import { pingPong } from "../../../src/diffusion/samplers/pingPong";
import { shiftTimes } from "../../../src/diffusion/schedules/distributionShift";
import type { Fixture } from "../fixture";
import { exactDenoiser, record, recordedNoise, stacked, tensorOf } from "./samplerCase";
import type { Numbers, SamplerCase } from "./samplerCase";
import type { Params, Plan } from "./schedulerPlan";
import { ddimPlan, ddpmPlan, dpmSolverPlan, eulerDiscretePlan } from "./schedulersDiscrete";
import { edmPlan } from "./schedulersEdm";

type Out = Record<string, Numbers>;

const kinds: Record<string, (fixture: Fixture, one: SamplerCase, params: Params) => Plan> = {
  CosineDPMSolverMultistepScheduler: (fixture, one, params) =>
    edmPlan(fixture, one, {
      sigma_min: 0.3,
      sigma_max: 500,
      sigma_data: 1,
      sigma_schedule: "exponential",
      prediction_type: "v_prediction",
      algorithm_type: "sde-dpmsolver++",
      time: "angle",
      ...params,
    }),
  EDMDPMSolverMultistepScheduler: (fixture, one, params) =>
    edmPlan(fixture, one, {
      sigma_min: 0.002,
      sigma_max: 80,
      sigma_data: 0.5,
      sigma_schedule: "karras",
      prediction_type: "epsilon",
      ...params,
    }),
  EDMEulerScheduler: (fixture, one, params) =>
    edmPlan(fixture, one, {
      sigma_min: 0.002,
      sigma_max: 80,
      sigma_data: 0.5,
      sigma_schedule: "karras",
      prediction_type: "epsilon",
      euler: true,
      ...params,
    }),
  DDIMScheduler: ddimPlan,
  DDPMScheduler: ddpmPlan,
  DPMSolverMultistepScheduler: dpmSolverPlan,
  EulerDiscreteScheduler: eulerDiscretePlan,
  FlowMatchEulerDiscreteScheduler: flowPlan,
};

function flowPlan(fixture: Fixture, one: SamplerCase, params: Params): Plan {
  const steps = params.steps as number;
  const trainSteps = (params.num_train_timesteps ?? 1000) as number;
  const shift = (params.shift ?? 1) as number;
  const [lowest] = shiftTimes([1 / trainSteps], shift);
  const even = Array.from(
    { length: steps },
    (_, i) => 1 + ((lowest - 1) * i) / Math.max(1, steps - 1),
  );
  const times = [...shiftTimes(even, shift), 0];
  const solver = params.stochastic_sampling ? pingPong : euler;
  return {
    route: { process: rectifiedFlow(), times },
    walk: (start, route) =>
      solver(exactDenoiser(fixture), start, { ...route, ...recordedNoise(fixture, one) }),
    timesteps: times.slice(0, -1).map((t) => t * trainSteps),
    sigmas: times,
    output: (xt, x0, { sigma }) => xt.sub(x0).div(sigma),
  };
}

/** Runs a scheduler's case; the names of its numbers are those of the fixture. */
export function diffusers(fixture: Fixture, one: SamplerCase): Out {
  const kind = one.sampler.replace("diffusers ", "");
  const plan = kinds[kind](fixture, one, one.params as Params);
  const start = tensorOf(fixture, "init_unit_noise").mul(one.init_noise_sigma ?? 1);
  const walked = record(plan.walk(start, plan.route));
  const { process, times } = plan.route;
  const levels = times.slice(0, walked.x.length).map((t) => levelAt(process, t));
  const [x, x0] = [[...walked.x], [...walked.x0]];
  if (plan.standsStill) {
    const last = levelAt(process, times[times.length - 1]);
    levels.push(last);
    x.push(walked.final);
    x0.push(exactDenoiser(fixture)(walked.final, last));
  }
  const out: Out = {
    x0: start.dataSync(),
    x: stacked(x),
    denoised: stacked(x0),
    final: walked.final.dataSync(),
    timesteps: plan.timesteps,
    model_output: stacked(x.map((xt, i) => plan.output(xt, x0[i], levels[i]))),
  };
  if (plan.sigmas) out.sigmas = plan.sigmas;
  const { input } = plan;
  if (input) out.model_input = stacked(x.map((xt, i) => input(xt, levels[i])));
  return out;
}
