/** Linear multistep: earlier slopes, already paid for, foretell how the slope will bend. */
import { TutorialError } from "../../error";
import type { Tensor } from "../../tensor/tf";
import { tf } from "../../tensor/tf";
import type { Denoiser } from "./denoiser";
import { probabilityFlow } from "./probabilityFlow";
import type { SamplerOptions, SamplerWalk } from "./sampler";
import { walk } from "./walk";

/** How far back to look. */
export interface LinearMultistepOptions extends SamplerOptions {
  /** Slopes used, this one included; 4 unless given. */
  readonly order?: number;
}

// Gauss and Legendre's four points on [−1, 1], exact for polynomials up to degree 7.
const NODES = [-0.8611363115940526, -0.3399810435848563, 0.3399810435848563, 0.8611363115940526];
const WEIGHTS = [0.3478548451374538, 0.6521451548625461, 0.6521451548625461, 0.3478548451374538];

/** ∫ over the step of Lagrange's polynomial that is 1 at knot j and 0 at the others. */
function coefficient(knots: readonly number[], j: number, from: number, to: number): number {
  const [middle, half] = [(from + to) / 2, (to - from) / 2];
  const lagrange = (t: number): number =>
    knots.reduce((all, knot, k) => (k === j ? all : (all * (t - knot)) / (knots[j] - knot)), 1);
  return NODES.reduce(
    (sum, node, i) => sum + half * WEIGHTS[i] * lagrange(middle + half * node),
    0,
  );
}

function checkOrder(order: number): void {
  if (Number.isInteger(order) && order >= 1 && order <= 8) return;
  throw new TutorialError({
    code: "sampler.options",
    where: "linearMultistep",
    expected: "a whole order from 1 to 8",
    got: String(order),
    fix: "pass e.g. {order: 4}; more than that seldom helps",
  });
}

/**
 * Adams and Bashforth's method with uneven steps (LMS). Order up to 4, one call a step.
 *
 * x ← x + Σ_j c_j·d_j over the last slopes d_j, c_j the integral of Lagrange's polynomial.
 *
 * @param denoise E[x_0 | x_t]
 * @param start x at the first time, [B, …]; stays yours
 * @yields the N steps and the end
 * @throws TutorialError `sampler.options`, and as euler does
 *
 * Source: Bashforth & Adams 1883; Liu et al. 2022, "PNDM"; uneven steps as in k-diffusion.
 *
 * @example
 * const denoise = mixtureDenoiser({ means: [[-1, 0], [1, 0]], std: 0.2 });
 * const route = sigmaRoute(karrasSigmas({ steps: 12, sigmaMin: 0.02, sigmaMax: 80 }));
 * const x0 = finalSample(linearMultistep(denoise, route.process.prior([100, 2], 1), route));
 */
export function linearMultistep(
  denoise: Denoiser,
  start: Tensor,
  options: LinearMultistepOptions,
): SamplerWalk {
  const { order = 4 } = options;
  checkOrder(order);
  return walk(
    {
      name: "linearMultistep",
      depth: order - 1,
      remember: ({ process, level, xt, x0 }) => probabilityFlow(process, level, xt, x0),
      advance({ process, level, next, xt, x0, past }) {
        const slopes = [probabilityFlow(process, level, xt, x0), ...past.map(({ kept }) => kept)];
        const knots = [level, ...past.map((memory) => memory.level)].map(({ t }) => t);
        const parts = slopes.map((slope, j) => slope.mul(coefficient(knots, j, level.t, next.t)));
        return tf.addN([xt, ...parts]);
      },
    },
    denoise,
    start,
    options,
  );
}
