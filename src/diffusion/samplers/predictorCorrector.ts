/** Predictor–corrector: Langevin steps repair the distribution before each step of the SDE. */
import { tf } from "../../tensor/tf";
import type { Tensor } from "../../tensor/tf";
import { langevinStep } from "../correctors";
import { scoreOf } from "./denoiser";
import type { Denoiser } from "./denoiser";
import { reverseSdeStep } from "./eulerMaruyama";
import { addNoise } from "./exponentialStep";
import type { SamplerOptions, SamplerWalk } from "./sampler";
import { walk } from "./walk";
import type { Ground, Standing } from "./walk";

/** How much to correct. */
export interface PredictorCorrectorOptions extends SamplerOptions {
  /** Langevin steps at each level; 1 unless given. */
  readonly corrections?: number;
  /** Ratio of a Langevin step's pull to its noise; 0.16 unless given. */
  readonly snr?: number;
}

/** Langevin steps at one level; their noise is draw 1, 2, … since the predictor takes draw 0. */
function corrected(ground: Ground, corrections: number, snr: number): Standing {
  const { level, denoise, noise } = ground;
  const score = (x: Tensor): Tensor => scoreOf(x, denoise(x, level), level);
  const xt = tf.tidy(() => {
    let x = ground.xt;
    for (let i = 1; i <= corrections; i++) {
      ({ x } = langevinStep(score, x, level.t, noise(i), { snr }));
    }
    return x;
  });
  return { xt, level };
}

/**
 * Langevin corrector and Euler–Maruyama predictor. One call a step and one a correction.
 *
 * At each time first x ← x + ε·∇ log p_t + √(2ε)·z, then the step of {@link eulerMaruyama}.
 *
 * @param denoise E[x_0 | x_t]
 * @param start x at the first time, [B, …]; stays yours
 * @yields the N steps, corrected, and the end
 * @throws TutorialError as eulerMaruyama does
 *
 * Source: Song et al. 2021, algorithms 1 and 5.
 *
 * @example
 * const process = varianceExploding();
 * const denoise = mixtureDenoiser({ means: [[-1, 0], [1, 0]], std: 0.2 });
 * const route = { process, times: uniformTimes({ steps: 200 }), corrections: 1, seed: 7 };
 * const x0 = finalSample(predictorCorrector(denoise, process.prior([100, 2], 1), route));
 */
export function predictorCorrector(
  denoise: Denoiser,
  start: Tensor,
  options: PredictorCorrectorOptions,
): SamplerWalk {
  const { corrections = 1, snr = 0.16 } = options;
  return walk(
    {
      name: "predictorCorrector",
      stir: (ground) => (corrections > 0 ? corrected(ground, corrections, snr) : undefined),
      advance(here) {
        const { mean, fresh } = reverseSdeStep(here);
        return addNoise(mean, fresh, () => here.noise(0));
      },
    },
    denoise,
    start,
    options,
  );
}
