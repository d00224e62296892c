/** DPM-Solver++ multistep: earlier estimates of x_0 foretell how it will change over the step. */
import { TutorialError } from "../../error";
import type { Tensor } from "../../tensor/tf";
import type { Denoiser } from "./denoiser";
import { addNoise, exponentialSplit, exponentialStep } from "./exponentialStep";
import { halfLogSnr } from "./level";
import type { SamplerOptions, SamplerWalk } from "./sampler";
import { walk } from "./walk";
import type { Here } from "./walk";

/** Which member of the family. */
export interface DpmSolverOptions extends SamplerOptions {
  /** How many estimates of x_0 to use, this one included: 1, 2 (default) or 3. */
  readonly order?: 1 | 2 | 3;
  /** η: 0 (default) solves the ODE, 1 the SDE; anything between is between. */
  readonly eta?: number;
  /** Scales the fresh noise; 1 unless given. */
  readonly noiseScale?: number;
  /** How a second-order step weighs the difference of two estimates; `midpoint` unless given. */
  readonly secondOrder?: "midpoint" | "heun";
  /** The highest order at step i of N, such as {@link easeOut}; no limit unless given. */
  readonly orderAt?: (step: number, steps: number) => number;
}

/** What is left to choose once the order is fixed. */
export type DpmSolverSettings = Omit<DpmSolverOptions, "order" | "orderAt">;

/**
 * Order 2 and then 1 in the last two steps of a walk of fewer than 15, where errors would show.
 *
 * Source: Lu et al. 2022, "DPM-Solver++", in their code.
 *
 * @example
 * const route = sigmaRoute(stableAudioSigmas({ steps: 10 }));
 * const settings: DpmSolverOptions = { ...route, order: 2, eta: 1, orderAt: easeOut };
 */
export function easeOut(step: number, steps: number): number {
  return steps < 15 ? steps - step : Number.POSITIVE_INFINITY;
}

/** The order of this step: as asked, as far as there is history, and 1 if it removes all noise. */
function orderOf({ step, steps, next, past }: Here, { order = 2, orderAt }: DpmSolverOptions) {
  if (next.sigma === 0) return 1;
  return Math.min(order, past.length + 1, orderAt?.(step, steps) ?? order);
}

/**
 * ∫ of the change of x_0 over the step, in units of α′: what the exponential step leaves out.
 *
 * With H = (1 + η)·h: φ₂ = (e^{−H} − 1)/H + 1, φ₃ = φ₂/H − ½.
 */
function correction(here: Here, order: number, options: DpmSolverOptions): Tensor {
  const { x0, level, next, past } = here;
  const { eta = 0, secondOrder = "midpoint" } = options;
  const lambda = halfLogSnr(level);
  const h = halfLogSnr(next) - lambda;
  const H = (1 + eta) * h;
  const phi2 = Math.expm1(-H) / H + 1;
  const [one, two] = past;
  const r0 = (lambda - halfLogSnr(one.level)) / h;
  const D1 = x0.sub(one.kept).mul(1 / r0);
  if (order === 2) return D1.mul(secondOrder === "heun" ? phi2 : -0.5 * Math.expm1(-H));
  const r1 = (halfLogSnr(one.level) - halfLogSnr(two.level)) / h;
  const bend = D1.sub(one.kept.sub(two.kept).mul(1 / r1)).mul(1 / (r0 + r1));
  const phi3 = phi2 / H - 0.5;
  return D1.add(bend.mul(r0)).mul(phi2).sub(bend.mul(phi3));
}

function checkOptions({ order = 2, eta = 0 }: DpmSolverOptions): void {
  if ([1, 2, 3].includes(order) && eta >= 0) return;
  throw new TutorialError({
    code: "sampler.options",
    where: "dpmSolverMultistep",
    expected: "order 1, 2 or 3 and eta of at least 0",
    got: `order ${order} and eta ${eta}`,
    fix: "pass e.g. {order: 2, eta: 1}",
  });
}

/**
 * DPM-Solver++ with a history of up to three estimates. Order as asked for (η = 0), one call a step.
 *
 * x ← (σ′/σ)·e^{−ηh}·x + α′·(1 − e^{−H})·x_0 + α′·(φ₂·D₁ − φ₃·D₂) + σ′·√(1 − e^{−2ηh})·z, with
 * λ = ln(α/σ), h = λ′ − λ, H = (1 + η)·h and D₁, D₂ the divided differences of x_0 in λ/h.
 *
 * {@link dpmSolver2M}, {@link dpmSolver2MSde} and {@link dpmSolver3MSde} are its usual settings; the
 * scheduler of diffusers' Stable Audio pipeline is `{order: 2, eta: 1, orderAt: easeOut}` along the
 * route of `stableAudioSigmas`.
 *
 * @param denoise E[x_0 | x_t]
 * @param start x at the first time, [B, …]; stays yours
 * @yields the N steps and the end
 * @throws TutorialError `sampler.options`, `sampler.steps`, `sampler.shape`, `sampler.notFinite`,
 *   `diffusion.schedule`
 *
 * Source: Lu et al. 2022, "DPM-Solver++", algorithm 2 and appendix on SDEs; order 3 in Lu et al.
 * 2022, "DPM-Solver"; with η as in k-diffusion.
 *
 * @example
 * const denoise = mixtureDenoiser({ means: [[-1, 0], [1, 0]], std: 0.2 });
 * const route = sigmaRoute(stableAudioSigmas({ steps: 30 }));
 * const start = route.process.prior([100, 2], 1);
 * const walk = dpmSolverMultistep(denoise, start, { ...route, order: 2, eta: 1, orderAt: easeOut });
 * const x0 = finalSample(walk);
 */
export function dpmSolverMultistep(
  denoise: Denoiser,
  start: Tensor,
  options: DpmSolverOptions,
): SamplerWalk {
  checkOptions(options);
  const { eta = 0, noiseScale = 1 } = options;
  return walk(
    {
      name: "dpmSolverMultistep",
      depth: 2,
      remember: ({ x0 }) => x0.clone(),
      advance(here) {
        const { level, next, xt, x0, noise } = here;
        const { down, fresh } = exponentialSplit(level, next, eta);
        const first = exponentialStep(xt, x0, level, down);
        const order = orderOf(here, options);
        const moved =
          order === 1 ? first : first.add(correction(here, order, options).mul(next.alpha));
        return addNoise(moved, noiseScale * fresh, noise);
      },
    },
    denoise,
    start,
    options,
  );
}
