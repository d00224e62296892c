/** Euler ancestral: DDIM that draws all of its noise anew. */
import type { Tensor } from "../../tensor/tf";
import { ddim } from "./ddim";
import type { DdimOptions } from "./ddim";
import type { Denoiser } from "./denoiser";
import type { SamplerWalk } from "./sampler";

/**
 * Ancestral sampling with Euler steps: DDIM with η = 1 unless another is given.
 *
 * @param denoise E[x_0 | x_t]
 * @param start x at the first time, [B, …]; stays yours
 * @yields the N steps and the end
 * @throws TutorialError as ddim does
 *
 * Source: Ho et al. 2020, algorithm 2; in terms of σ, Song et al. 2021, appendix F.
 *
 * @example
 * const denoise = mixtureDenoiser({ means: [[-1, 0], [1, 0]], std: 0.2 });
 * const route = sigmaRoute(karrasSigmas({ steps: 20, sigmaMin: 0.02, sigmaMax: 80 }));
 * const start = route.process.prior([100, 2], 1);
 * const x0 = finalSample(eulerAncestral(denoise, start, { ...route, seed: 7 }));
 */
export function eulerAncestral(
  denoise: Denoiser,
  start: Tensor,
  options: DdimOptions,
): SamplerWalk {
  return ddim(denoise, start, { eta: 1, ...options });
}
