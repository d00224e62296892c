/** Euler–Maruyama: Anderson's reverse SDE, taken at its word. */
import { TutorialError } from "../../error";
import { tf } from "../../tensor/tf";
import type { Tensor } from "../../tensor/tf";
import type { Denoiser } from "./denoiser";
import { addNoise } from "./exponentialStep";
import type { SamplerOptions, SamplerWalk } from "./sampler";
import { walk } from "./walk";
import type { Here } from "./walk";

/** x − drift·Δt of the reverse SDE, and the noise that goes with it. @internal */
export function reverseSdeStep({ process, level, next, xt, x0 }: Here): {
  mean: Tensor;
  fresh: number;
} {
  const { t, alpha, sigma } = level;
  const dt = t - next.t;
  const [a, g] = [process.driftRate(t), process.diffusion(t)];
  if (!Number.isFinite(a) || !Number.isFinite(g)) {
    throw new TutorialError({
      code: "sampler.slope",
      where: `the reverse SDE of the ${process.name} process`,
      expected: "a time at which drift and diffusion are finite",
      got: `a = ${a} and g = ${g} at t = ${t}`,
      fix: "start a little later, e.g. at t = 0.999, or use ddim with {eta: 1}",
    });
  }
  // x − (a·x − g²·score)·Δt with score = (α·x_0 − x)/σ², gathered by x and x_0.
  const pull = (g ** 2 * dt) / sigma ** 2;
  const mean = tf.mul(xt, 1 - a * dt - pull).add(x0.mul(pull * alpha));
  return { mean, fresh: next.sigma === 0 ? 0 : g * Math.sqrt(dt) };
}

/**
 * Euler and Maruyama's method on the reverse SDE. Order 1, as its noise does not
 * depend on x; one call a step.
 *
 * x ← x − (f − g²·∇ log p_t)·Δt + g·√Δt·z; no noise in a step that ends without any.
 *
 * @param denoise E[x_0 | x_t]
 * @param start x at the first time, [B, …]; stays yours
 * @yields the N steps and the end
 * @throws TutorialError `sampler.slope` where the SDE's coefficients are infinite, as those of cosine
 *   and rectified flow are at t = 1; `sampler.steps`, `sampler.shape`, `sampler.notFinite`,
 *   `diffusion.schedule`
 *
 * Source: Song et al. 2021, appendix D; Anderson 1982.
 *
 * @example
 * const process = variancePreserving();
 * const denoise = mixtureDenoiser({ means: [[-1, 0], [1, 0]], std: 0.2 });
 * const route = { process, times: uniformTimes({ steps: 500, to: 0.001 }), seed: 7 };
 * const x0 = finalSample(eulerMaruyama(denoise, process.prior([100, 2], 1), route));
 */
export function eulerMaruyama(
  denoise: Denoiser,
  start: Tensor,
  options: SamplerOptions,
): SamplerWalk {
  return walk(
    {
      name: "eulerMaruyama",
      advance(here) {
        const { mean, fresh } = reverseSdeStep(here);
        return addNoise(mean, fresh, here.noise);
      },
    },
    denoise,
    start,
    options,
  );
}
