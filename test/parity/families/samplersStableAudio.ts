/** The samplers of k-diffusion and of stable-audio-tools, case by case. */
import { cosine } from "../../../src/diffusion/cosine";
import { edm } from "../../../src/diffusion/edm";
import { rectifiedFlow } from "../../../src/diffusion/rectifiedFlow";
import { ddim } from "../../../src/diffusion/samplers/ddim";
import { eulerAncestral } from "../../../src/diffusion/samplers/eulerAncestral";
import type { Denoiser } from "../../../src/diffusion/samplers/denoiser";
import { dpm2 } from "../../../src/diffusion/samplers/dpm2";
import { dpmSolver2SAncestral } from "../../../src/diffusion/samplers/dpmSolver2SAncestral";
import { dpmSolver2M } from "../../../src/diffusion/samplers/dpmSolver2M";
import { dpmSolver2MSde } from "../../../src/diffusion/samplers/dpmSolver2MSde";
import { dpmSolver3MSde } from "../../../src/diffusion/samplers/dpmSolver3MSde";
import { dpmSolverSde } from "../../../src/diffusion/samplers/dpmSolverSde";
import { euler } from "../../../src/diffusion/samplers/euler";
import { heun } from "../../../src/diffusion/samplers/heun";
import { linearMultistep } from "../../../src/diffusion/samplers/linearMultistep";
import { pingPong } from "../../../src/diffusion/samplers/pingPong";
import { rungeKutta4 } from "../../../src/diffusion/samplers/rungeKutta4";
import type { Route, SamplerOptions, SamplerWalk } from "../../../src/diffusion/samplers/sampler";
import { polyexponentialSigmas } from "../../../src/diffusion/schedules/polyexponential";
import { rectifiedFlowTimes } from "../../../src/diffusion/schedules/rectifiedFlowTimes";
import { sigmaRoute } from "../../../src/diffusion/schedules/sigmaRoute";
import { uniformTimes } from "../../../src/diffusion/schedules/uniformTimes";
import { tf } from "../../../src/tensor/tf";
import type { Tensor } from "../../../src/tensor/tf";
import type { Fixture } from "../fixture";
import { exactDenoiser, record, recordedNoise, stacked, tensorOf } from "./samplerCase";
import type { Call, Numbers, SamplerCase } from "./samplerCase";

type Out = Record<string, Numbers>;
type Run = (denoise: Denoiser, start: Tensor, options: SamplerOptions) => SamplerWalk;

/** k-diffusion's parameters in this library's words. */
function settings(params: SamplerCase["params"]): Record<string, unknown> {
  const names: Record<string, string> = {
    s_churn: "churn",
    s_tmin: "churnFrom",
    s_tmax: "churnTo",
    s_noise: "noiseScale",
    eta: "eta",
    r: "lookAhead",
    order: "order",
    solver_type: "secondOrder",
  };
  const known = Object.entries(params).filter(([key]) => key in names);
  return Object.fromEntries(known.map(([key, value]) => [names[key], value]));
}

const kSamplers: Record<string, Run> = {
  sample_euler: euler,
  sample_heun: heun,
  sample_dpm_2: dpm2,
  sample_lms: linearMultistep,
  sample_euler_ancestral: eulerAncestral,
  sample_dpmpp_2s_ancestral: dpmSolver2SAncestral,
  sample_dpmpp_sde: dpmSolverSde,
  sample_dpmpp_2m: dpmSolver2M,
  sample_dpmpp_2m_sde: dpmSolver2MSde,
  sample_dpmpp_3m_sde: dpmSolver3MSde,
  "k-heun": heun,
  "k-lms": linearMultistep,
  "k-dpm-2": dpm2,
  "k-dpmpp-2s-ancestral": dpmSolver2SAncestral,
  "dpmpp-2m": dpmSolver2M,
  "dpmpp-2m-sde": dpmSolver2MSde,
  "dpmpp-3m-sde": dpmSolver3MSde,
};

/** Churn may raise the first level above the schedule: the process must reach that far. */
function route(sigmas: readonly number[], { params }: SamplerCase): Route {
  return params.s_churn
    ? sigmaRoute(sigmas, edm({ sigmaMax: 1.5 * sigmas[0] }))
    : sigmaRoute(sigmas);
}

/** `sample_k` makes its schedule; the bare samplers are given one. */
export function kDiffusion(fixture: Fixture, one: SamplerCase): Out {
  const kind = one.sampler.replace("stable-audio-tools sample_k ", "");
  const {
    steps,
    sigma_min: sigmaMin,
    sigma_max: sigmaMax,
    rho,
  } = one.params as Record<string, number>;
  const sigmas = one.schedule
    ? Array.from(fixture.arrays.get(`sigmas.${one.schedule}`)!.data)
    : polyexponentialSigmas({ steps, sigmaMin, sigmaMax, rho });
  const noise = tensorOf(fixture, "init_unit_noise");
  const scaled = noise.mul(sigmas[0]);
  const start = one.params.init_data
    ? scaled.add(tensorOf(fixture, `${one.name}.init_data`))
    : scaled;
  const walk = kSamplers[kind](exactDenoiser(fixture), start, {
    ...route(sigmas, one),
    ...settings(one.params),
    ...recordedNoise(fixture, one, kind === "sample_dpmpp_sde" ? 2 : 1),
  });
  const { x, x0, final } = record(walk);
  const begin = one.schedule ? scaled : noise;
  return { x0: begin.dataSync(), x: stacked(x), denoised: stacked(x0), final: final.dataSync() };
}

/** v-diffusion DDIM, whose callback sees x after the update, of which the last step has none. */
export function vDiffusion(fixture: Fixture, one: SamplerCase): Out {
  const { steps, eta, sigma_max: from } = one.params as Record<string, number>;
  const times = uniformTimes({ steps, from });
  const start = tensorOf(fixture, "init_unit_noise");
  const options = { process: cosine(), times, eta, ...recordedNoise(fixture, one) };
  const { x, x0, final } = record(ddim(exactDenoiser(fixture), start, options));
  const after = [...x.slice(1), x[steps - 1]];
  return {
    x0: start.dataSync(),
    x: stacked(after),
    denoised: stacked(x0),
    final: final.dataSync(),
    t: times.slice(0, -1),
  };
}

const flowSamplers: Record<string, Run> = {
  euler,
  rk4: rungeKutta4,
  dpmpp: dpmSolver2M,
  pingpong: pingPong,
};

/** Rectified flow; `euler` and `rk4` show x after the update. */
export function flow(fixture: Fixture, one: SamplerCase): Out {
  const { name, params } = one;
  const kind = one.sampler.replace(/^.* sample_(rf |discrete_)/, "");
  const { steps, sigma_max: sigmaMax } = params as Record<string, number>;
  const from = Math.min(1, sigmaMax);
  const even = kind === "rk4" || one.sampler.includes("discrete");
  const made = even ? uniformTimes({ steps, from }) : rectifiedFlowTimes({ steps, from });
  // The length by which `dist_shift` shifts is not written down, only what comes of it.
  const times = params.dist_shift ? Array.from(fixture.arrays.get(`${name}.t`)!.data) : made;
  const noise = tensorOf(fixture, "init_unit_noise");
  const start = params.init_data
    ? tensorOf(fixture, `${name}.init_data`)
        .mul(1 - from)
        .add(noise.mul(from))
    : noise;
  const calls: Call[] = [];
  const exact = exactDenoiser(fixture);
  const denoise: Denoiser = (xt, level) => {
    const x0 = exact(xt, level);
    if (kind === "rk4") calls.push({ xt: tf.keep(xt.clone()), x0: tf.keep(x0.clone()), level });
    return x0;
  };
  const options = { process: rectifiedFlow(), times, ...recordedNoise(fixture, one) };
  const { x, x0, final } = record(flowSamplers[kind](denoise, start, options));
  const after = kind === "euler" || kind === "rk4" ? [...x.slice(1), final] : x;
  const seen = kind === "rk4" ? lastLooks(after, calls, times) : x0;
  for (const call of calls) tf.dispose([call.xt, call.x0]);
  return {
    x0: noise.dataSync(),
    x: stacked(after),
    denoised: stacked(seen),
    final: final.dataSync(),
    t: times,
  };
}

/** What Runge–Kutta's callback calls denoised: x less t times the last slope of the step. */
function lastLooks(after: readonly Tensor[], calls: readonly Call[], times: readonly number[]) {
  return after.map((x, step) => {
    const end = times[step + 1];
    const last = calls.filter(({ level }) => level.t === end)[0];
    return end === 0 ? x : x.sub(last.xt.sub(last.x0));
  });
}
