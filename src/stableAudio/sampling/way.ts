/** The way from noise to music as a model was published with it: process, levels, beginning. */
import { cosine } from "../../diffusion/cosine";
import { rectifiedFlow } from "../../diffusion/rectifiedFlow";
import { networkDenoiser } from "../../diffusion/samplers/denoiser";
import type { Network, TrainedAs } from "../../diffusion/samplers/denoiser";
import type { Route, SamplerWalk } from "../../diffusion/samplers/sampler";
import { rectifiedFlowTimes } from "../../diffusion/schedules/rectifiedFlowTimes";
import { sigmaRoute } from "../../diffusion/schedules/sigmaRoute";
import { stableAudioSigmas } from "../../diffusion/schedules/stableAudio";
import { uniformTimes } from "../../diffusion/schedules/uniformTimes";
import { TutorialError } from "../../error";
import { tf } from "../../tensor/tf";
import type { Tensor, Tensor3D } from "../../tensor/tf";
import type { StableAudioObjective } from "../dit/plan";
import type { StableAudioNoise } from "./noise";
import { isFlow, samplerNamed } from "./samplers";
import type { StableAudioSampler } from "./samplers";

/** How a model is sampled, unless one says otherwise. */
export interface StableAudioSampling {
  readonly sampler: StableAudioSampler;
  readonly steps: number;
  /** 1 for none. */
  readonly guidance: number;
  /** Least and greatest σ of a network that predicts v. */
  readonly sigmaMin: number;
  readonly sigmaMax: number;
  /** Begin with √(σ² + 1)·ε, as diffusers does, instead of σ·ε. */
  readonly startsWithData: boolean;
}

/** Latents to begin near, instead of with noise alone. */
export interface StableAudioBeginning {
  /** [B or 1, T, C]; stay yours. */
  readonly latents: Tensor3D;
  /**
   * How much noise is put on them, in the network's own measure: σ, 0.3 to 500, where it predicts v; t, up to 1, for a
   * flow. The more, the freer the variation.
   */
  readonly noiseLevel: number;
}

/** What is chosen for one walk. */
export interface StableAudioWay extends StableAudioSampling {
  readonly objective: StableAudioObjective;
  readonly noise: StableAudioNoise;
  readonly beginning?: StableAudioBeginning;
}

const trainedAs = (objective: StableAudioObjective): TrainedAs =>
  isFlow(objective)
    ? { predicts: "velocity", process: rectifiedFlow() }
    : { predicts: "v", process: cosine() };

/** Throws unless a beginning can have so much noise. @throws TutorialError `stableAudio.noiseLevel` @internal */
export function checkNoiseLevel(
  objective: StableAudioObjective,
  noiseLevel: number,
  sigmaMin: number,
): void {
  const flow = isFlow(objective);
  const fits = flow ? noiseLevel > 0 && noiseLevel <= 1 : noiseLevel > sigmaMin;
  if (fits && Number.isFinite(noiseLevel)) return;
  throw new TutorialError({
    code: "stableAudio.noiseLevel",
    where: "StableAudio",
    expected: flow ? "a noise level t in (0, 1]" : `a noise level σ above ${sigmaMin}, such as 5`,
    got: String(noiseLevel),
    fix: "the less noise, the nearer to the recording: begin in the middle, and try both sides",
  });
}

/**
 * The levels to visit. A network that predicts v walks x₀ + σ·ε with σ falling evenly in its logarithm; a flow walks
 * (1 − t)·x₀ + t·ε with ln((1 − t)/t) rising evenly, except that Runge–Kutta's method takes even steps of t.
 */
function routeOf({
  objective,
  sampler,
  steps,
  sigmaMin,
  sigmaMax,
  beginning,
}: StableAudioWay): Route {
  const level = beginning?.noiseLevel;
  if (!isFlow(objective)) {
    return sigmaRoute(stableAudioSigmas({ steps, sigmaMin, sigmaMax: level ?? sigmaMax }));
  }
  const from = level ?? 1;
  const times =
    sampler === "rk4" ? uniformTimes({ steps, from }) : rectifiedFlowTimes({ steps, from });
  return { process: rectifiedFlow(), times };
}

/** x at the first level: noise, and the latents to begin near. */
function startOf(way: StableAudioWay, { process, times: [first] }: Route, shape: number[]): Tensor {
  const { noise, beginning, startsWithData } = way;
  const { alpha, sigma } = process.marginal(first);
  const scale = startsWithData && !isFlow(way.objective) ? Math.hypot(sigma, 1) : sigma;
  return tf.tidy(() => {
    const noisy = noise.start(shape).mul(scale);
    return beginning ? noisy.add(beginning.latents.mul(alpha)) : noisy;
  });
}

/**
 * Walks a network from noise to latents.
 *
 * @param network answers as it was trained, [B, T, C] and t to [B, T, C]
 * @param shape [B, T, C]
 * @throws TutorialError `stableAudio.sampler`, `stableAudio.noiseLevel`, `schedule.steps`, `schedule.range`
 *
 * Source: stable-audio-tools, `inference/sampling.py`; diffusers, the Stable Audio pipeline.
 *
 * @internal
 */
export function* walkTheWay(network: Network, shape: number[], way: StableAudioWay): SamplerWalk {
  const { objective, beginning, sigmaMin } = way;
  if (beginning) checkNoiseLevel(objective, beginning.noiseLevel, sigmaMin);
  const { walk } = samplerNamed(way.objective, way.sampler);
  const route = routeOf(way);
  const start = startOf(way, route, shape);
  try {
    const denoise = networkDenoiser(network, trainedAs(way.objective));
    yield* walk(denoise, start, { ...route, noise: way.noise.step });
  } finally {
    start.dispose();
  }
}
