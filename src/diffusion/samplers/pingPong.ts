/** Ping-pong: all the way to the data, and all the way back with fresh noise. */
import type { Tensor } from "../../tensor/tf";
import type { Denoiser } from "./denoiser";
import { addNoise } from "./exponentialStep";
import type { SamplerOptions, SamplerWalk } from "./sampler";
import { walk } from "./walk";

/**
 * Ping-pong sampling, for distilled networks whose x_0 is a sample rather than a mean. One call a step.
 *
 * x ← α′·x_0 + σ′·z: nothing of the old noise is kept.
 *
 * @param denoise a network that jumps to data in one call; with a true mean it only blurs
 * @param start x at the first time, [B, …]; stays yours
 * @yields the N steps and the end
 * @throws TutorialError `sampler.steps`, `sampler.shape`, `sampler.notFinite`, `diffusion.schedule`
 *
 * Source: Song et al. 2023, "Consistency Models", algorithm 1; for flows, Novack et al. 2025.
 *
 * @example
 * const process = rectifiedFlow();
 * const denoise = mixtureDenoiser({ means: [[-1, 0], [1, 0]], std: 0.2 });
 * const route = { process, times: rectifiedFlowTimes({ steps: 8 }), seed: 7 };
 * const x0 = finalSample(pingPong(denoise, process.prior([100, 2], 1), route));
 */
export function pingPong(denoise: Denoiser, start: Tensor, options: SamplerOptions): SamplerWalk {
  return walk(
    {
      name: "pingPong",
      advance: ({ next, x0, noise }) => addNoise(x0.mul(next.alpha), next.sigma, noise),
    },
    denoise,
    start,
    options,
  );
}
