/** DDIM and ancestral sampling: to where x_0 seems to be, and back to the noise level of the next step. */
import type { Tensor } from "../../tensor/tf";
import type { DiffusionTime } from "../../units";
import type { Denoiser } from "./denoiser";
import { addNoise, ancestralSplit, exponentialStep } from "./exponentialStep";
import { levelAt } from "./level";
import type { SamplerOptions, SamplerWalk } from "./sampler";
import { walk } from "./walk";

/** How much of the noise is fresh. */
export interface DdimOptions extends SamplerOptions {
  /** η: 0 (default) draws no noise, 1 is the ancestral sampler of DDPM. */
  readonly eta?: number;
  /** Scales the fresh noise; 1 unless given. */
  readonly noiseScale?: number;
  /**
   * The time at which each step really ends, if that is not the next of `times`: a schedule with
   * rounded timesteps may step by ⌊T/N⌋ and ask at another place, as diffusers' does.
   */
  readonly landings?: readonly DiffusionTime[];
}

/**
 * DDIM. Order 1, one call a step; exact when x_0 is already known.
 *
 * x ← α′·x_0 + √(σ′² − s²)·ε + s·z, with s = η·σ′·√(1 − e^{−2h}): for η = 0 the same noise always
 * gives the same data, for η = 1 every step draws noise anew.
 *
 * @param denoise E[x_0 | x_t]
 * @param start x at the first time, [B, …]; stays yours
 * @yields the N steps and the end
 * @throws TutorialError `sampler.steps`, `sampler.shape`, `sampler.notFinite`, `diffusion.schedule`
 *
 * Source: Song, Meng & Ermon 2021, "DDIM", eqs. 12 and 16.
 *
 * @example
 * const process = cosine();
 * const denoise = mixtureDenoiser({ means: [[-1, 0], [1, 0]], std: 0.2 });
 * const route = { process, times: uniformTimes({ steps: 20 }), eta: 0.5, seed: 7 };
 * const x0 = finalSample(ddim(denoise, process.prior([100, 2], 1), route));
 */
export function ddim(denoise: Denoiser, start: Tensor, options: DdimOptions): SamplerWalk {
  const { eta = 0, noiseScale = 1, landings } = options;
  return walk(
    {
      name: "ddim",
      advance({ process, step, level, next, xt, x0, noise }) {
        const landing = landings ? levelAt(process, landings[step]) : next;
        const { down, fresh } = ancestralSplit(level, landing, eta);
        return addNoise(exponentialStep(xt, x0, level, down), noiseScale * fresh, noise);
      },
    },
    denoise,
    start,
    options,
  );
}
