/** Which samplers suit which network, by the names that stable-audio-tools has for them. */
import { dpm2 } from "../../diffusion/samplers/dpm2";
import { dpmSolver2M } from "../../diffusion/samplers/dpmSolver2M";
import { dpmSolver2MSde } from "../../diffusion/samplers/dpmSolver2MSde";
import { dpmSolver2SAncestral } from "../../diffusion/samplers/dpmSolver2SAncestral";
import { dpmSolver3MSde } from "../../diffusion/samplers/dpmSolver3MSde";
import { dpmSolverMultistep, easeOut } from "../../diffusion/samplers/dpmSolverMultistep";
import { euler } from "../../diffusion/samplers/euler";
import { heun } from "../../diffusion/samplers/heun";
import { linearMultistep } from "../../diffusion/samplers/linearMultistep";
import { pingPong } from "../../diffusion/samplers/pingPong";
import { rungeKutta4 } from "../../diffusion/samplers/rungeKutta4";
import type { Sampler } from "../../diffusion/samplers/sampler";
import { TutorialError } from "../../error";
import type { StableAudioObjective } from "../dit/plan";

/** Of diffusers' CosineDPMSolverMultistepScheduler: second order, with fresh noise, first order at the end. */
const cosineMultistep: Sampler = (denoise, start, options) =>
  dpmSolverMultistep(denoise, start, { ...options, order: 2, eta: 1, orderAt: easeOut });

/** A sampler, and how often a step of it asks the network. */
interface NamedSampler {
  readonly walk: Sampler;
  readonly calls: number;
}

/** Walk x₀ + σ·ε from σ = 500 to 0. */
const noiseSamplers = {
  "dpmpp-3m-sde": { walk: dpmSolver3MSde, calls: 1 },
  "dpmpp-2m-sde": { walk: dpmSolver2MSde, calls: 1 },
  "dpmpp-2m": { walk: dpmSolver2M, calls: 1 },
  "k-heun": { walk: heun, calls: 2 },
  "k-lms": { walk: linearMultistep, calls: 1 },
  "k-dpm-2": { walk: dpm2, calls: 2 },
  "k-dpmpp-2s-ancestral": { walk: dpmSolver2SAncestral, calls: 2 },
  "cosine-dpmpp-2m-sde": { walk: cosineMultistep, calls: 1 },
} as const satisfies Record<string, NamedSampler>;

/** Walk (1 − t)·x₀ + t·ε from t = 1 to 0. */
const flowSamplers = {
  pingpong: { walk: pingPong, calls: 1 },
  euler: { walk: euler, calls: 1 },
  dpmpp: { walk: dpmSolver2M, calls: 1 },
  rk4: { walk: rungeKutta4, calls: 4 },
} as const satisfies Record<string, NamedSampler>;

/** A sampler's name. */
export type StableAudioSampler = keyof typeof noiseSamplers | keyof typeof flowSamplers;

/** Does a network of this kind walk a straight way from noise to data? @internal */
export const isFlow = (objective: StableAudioObjective): boolean => objective !== "v";

/**
 * The samplers that suit a network, the usual ones first.
 *
 * @example
 * console.log(stableAudioSamplers("rf_denoiser")); // pingpong, euler, dpmpp, rk4
 */
export function stableAudioSamplers(objective: StableAudioObjective): StableAudioSampler[] {
  return Object.keys(isFlow(objective) ? flowSamplers : noiseSamplers) as StableAudioSampler[];
}

/**
 * The sampler of that name.
 *
 * @throws TutorialError `stableAudio.sampler` when it does not suit the network
 * @internal
 */
export function samplerNamed(objective: StableAudioObjective, name: string): NamedSampler {
  const all: Readonly<Record<string, NamedSampler>> = isFlow(objective)
    ? flowSamplers
    : noiseSamplers;
  if (Object.hasOwn(all, name)) return all[name];
  throw new TutorialError({
    code: "stableAudio.sampler",
    where: "StableAudio",
    expected: `for a network trained as "${objective}" one of ${Object.keys(all).join(", ")}`,
    got: `"${String(name)}"`,
    fix: "leave it out for the one that the model was published with",
  });
}
