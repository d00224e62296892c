/**
 * The one shape of all samplers, and why it is this one.
 *
 * Two designs were sketched. (1) As in k-diffusion, one process only: every network is wrapped into
 * D(x; σ) with x = x_0 + σ·ε, and solvers know nothing but σ. Their code is shortest, but a reader
 * who watches x_t sees numbers a thousand times larger than what the chapter's process makes, and
 * samplers made for other processes (DDPM, rectified flow) need a second family. (2) As here: a
 * sampler walks any {@link ForwardProcess} down a list of times, and asks a {@link Denoiser} what
 * the clean data are at (x_t, {t, α, σ}). Every published sampler is then one formula for all
 * processes: k-diffusion's are those of `edm()`, diffusers' those of a table of betas, Stable Audio
 * Open Small's those of `rectifiedFlow()`. The second was kept.
 *
 * Where things are: `denoiser.ts` adapts networks and scores; `walk.ts` is the loop that all share
 * and that owns the tensors; each other file is one algorithm; lists of times are in `../schedules`.
 */
import type { Tensor } from "../../tensor/tf";
import type { DiffusionTime } from "../../units";
import type { ForwardProcess } from "../process";
import type { Denoiser } from "./denoiser";
import type { NoiseSource } from "./noise";

/** Which way to walk: a process, and the times to visit. */
export interface Route {
  readonly process: ForwardProcess;
  /** N + 1 falling times for N steps, from noise to data. */
  readonly times: readonly DiffusionTime[];
}

/** What every sampler takes. */
export interface SamplerOptions extends Route {
  /** Names the noise of all steps; 0 unless given. Samplers that draw none ignore it. */
  readonly seed?: number;
  /** Noise from elsewhere than the seed, such as a recording. */
  readonly noise?: NoiseSource;
}

/**
 * Where a sampler is. Both tensors belong to the sampler, which releases them when it moves on:
 * clone what you want to keep.
 */
export interface SamplerStep {
  /** 0 to N; N is the end of the walk. */
  readonly step: number;
  /** N, so that an observer can show progress. */
  readonly steps: number;
  readonly t: DiffusionTime;
  readonly sigma: number;
  /** The noisy sample at t, [B, …]. */
  readonly xt: Tensor;
  /** The clean data as they look from here, [B, …]. At the end: x_t if no noise is left, else the last such look. */
  readonly x0: Tensor;
}

/** The steps of a walk, made one at a time as a loop asks for them. */
export type SamplerWalk = Generator<SamplerStep, void, void>;

/**
 * A sampler: from noise to data, a step at a time.
 *
 * `start` is x_t at the first of the times, [B, …]; it stays yours. Leaving the loop early, by
 * `break`, `return` or an error, releases everything, as finishing does.
 */
export type Sampler<Options extends SamplerOptions = SamplerOptions> = (
  denoise: Denoiser,
  start: Tensor,
  options: Options,
) => SamplerWalk;
