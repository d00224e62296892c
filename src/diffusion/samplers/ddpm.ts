/** DDPM's own sampler: a draw from the posterior of each step, given what x_0 seems to be. */
import type { Tensor } from "../../tensor/tf";
import type { Denoiser } from "./denoiser";
import { addNoise, ancestralSplit, exponentialStep } from "./exponentialStep";
import type { SamplerOptions, SamplerWalk } from "./sampler";
import { walk } from "./walk";

/** Which variance the steps have. */
export interface DdpmOptions extends SamplerOptions {
  /** `small`: the posterior's, β̃. `large`: the forward step's, β. Both are optimal for some data. */
  readonly variance?: "small" | "large";
  /** Draw noise even in a step that ends without noise; only `large` has any to add there. */
  readonly noiseAtEnd?: boolean;
}

/**
 * Ancestral sampling of DDPM. Order 1, one call a step.
 *
 * x ← μ̃(x, x_0) + s·z, the mean of q(x′ | x, x_0); s² is
 * β̃ = σ′²·(1 − e^{−2h}) or β = σ² − (α/α′)²·σ′².
 *
 * @param denoise E[x_0 | x_t]
 * @param start x at the first time, [B, …]; stays yours
 * @yields the N steps and the end
 * @throws TutorialError `sampler.steps`, `sampler.shape`, `sampler.notFinite`, `diffusion.schedule`
 *
 * Source: Ho et al. 2020, algorithm 2 and eqs. 6 and 7; §3.2 on the two variances.
 *
 * @example
 * const route = timestepRoute(linearBetas(), spacedTimesteps("leading", { steps: 50 }));
 * const denoise = mixtureDenoiser({ means: [[-1, 0], [1, 0]], std: 0.2 });
 * const start = route.process.prior([100, 2], 1);
 * const x0 = finalSample(ddpm(denoise, start, { ...route, seed: 7 }));
 */
export function ddpm(denoise: Denoiser, start: Tensor, options: DdpmOptions): SamplerWalk {
  const { variance = "small", noiseAtEnd = false } = options;
  return walk(
    {
      name: "ddpm",
      advance({ level, next, xt, x0, noise }) {
        const { down, fresh } = ancestralSplit(level, next, 1);
        const beta = level.sigma ** 2 - ((level.alpha / next.alpha) * next.sigma) ** 2;
        const spread = variance === "small" ? fresh : Math.sqrt(beta);
        const quiet = next.sigma === 0 && !noiseAtEnd;
        return addNoise(exponentialStep(xt, x0, level, down), quiet ? 0 : spread, noise);
      },
    },
    denoise,
    start,
    options,
  );
}
