/** How likely data are under a score: the probability flow carries each point to the prior. */
import { Random } from "../tensor/random";
import { tf } from "../tensor/tf";
import type { Tensor, Tensor1D, Tensor2D } from "../tensor/tf";
import type { ForwardProcess } from "./process";
import { solveOde } from "./ode";
import type { Score } from "./process";

/** How to measure. */
export interface LikelihoodOptions {
  /** Where to start; the score of points is infinite at 0. */
  readonly tMin?: number;
  readonly rtol?: number;
  readonly atol?: number;
  /** `exact` costs D gradients a call; `hutchinson` one, and is right on average. */
  readonly divergence?: "exact" | "hutchinson";
  /** Seed of Hutchinson's probes. */
  readonly seed?: number;
}

/** Log-likelihood in nats, and its two parts. All tensors are yours to dispose. */
export interface Likelihood {
  /** log p(x) = prior + change, [B]. */
  readonly logp: Tensor1D;
  /** ∫ ∇·drift dt along the way, [B]. */
  readonly change: Tensor1D;
  /** Where each point lands in the prior, [B, D]. */
  readonly z: Tensor2D;
  /** Calls of the score. */
  readonly evaluations: number;
}

type Field = (x: Tensor2D) => Tensor2D;

/** Σ_d ∂field_d/∂x_d by one gradient a dimension, [B]. */
function exactDivergence(field: Field, x: Tensor2D): Tensor1D {
  const dimensions = x.shape[1];
  const parts: Tensor[] = [];
  for (let d = 0; d < dimensions; d++) {
    const axis = tf.oneHot(tf.tensor1d([d], "int32"), dimensions) as Tensor2D; // [1, D]
    const along = tf.grad((points: Tensor) =>
      field(points as Tensor2D)
        .mul(axis)
        .sum(),
    );
    parts.push(along(x).mul(axis).sum(1));
  }
  return tf.addN(parts) as Tensor1D;
}

/** Hutchinson 1990: probeᵀ·J·probe is the divergence on average over probes of ±1, [B]. */
function hutchinsonDivergence(field: Field, x: Tensor2D, probe: Tensor2D): Tensor1D {
  const along = tf.grad((points: Tensor) =>
    field(points as Tensor2D)
      .mul(probe)
      .sum(),
  );
  return along(x).mul(probe).sum<Tensor1D>(1);
}

/**
 * The log-likelihood of points by the instantaneous change of variables along the probability flow.
 *
 * log p_0(x) = log p_1(x(1)) + ∫ ∇·f̃(x(t), t) dt with f̃ the drift of the probability-flow ODE.
 *
 * @param process the forward process the score belongs to
 * @param score exact or learned; must be differentiable
 * @param data points, [B, D]
 * @throws TutorialError `ode.diverged`
 *
 * Source: Song et al. 2021, eqs. 39 and 40; Chen et al. 2018; Grathwohl et al. 2019.
 *
 * @example
 * const score: Score = (xt) => xt.neg(); // data that are N(0, I) stay so
 * const { logp } = logLikelihood(variancePreserving(), score, seededNoise([4, 2], 1));
 */
export function logLikelihood(
  process: ForwardProcess,
  score: Score,
  data: Tensor,
  options: LikelihoodOptions = {},
): Likelihood {
  const { tMin = 1e-5, rtol = 1e-5, atol = 1e-5, divergence = "exact", seed = 0 } = options;
  const [batch, dimensions] = data.shape;
  const flow = process.reverse(score, { stochastic: false });
  const random = new Random(seed, "hutchinson");
  const signs = Float32Array.from({ length: batch * dimensions }, () =>
    random.uniform() < 0.5 ? -1 : 1,
  );
  const probe = tf.tensor2d(signs, [batch, dimensions]);
  const start = tf.tidy(() => tf.concat([data, tf.zeros([batch, 1])], 1)); // [B, D + 1]
  const solution = solveOde(
    (state, t) => {
      const x = state.slice([0, 0], [batch, dimensions]) as Tensor2D;
      const field: Field = (points) => flow.drift(points, t) as Tensor2D;
      const spread =
        divergence === "exact" ? exactDivergence(field, x) : hutchinsonDivergence(field, x, probe);
      return tf.concat([field(x), spread.expandDims(1)], 1);
    },
    start,
    { from: tMin, to: 1, rtol, atol },
  );
  const z = solution.y.slice([0, 0], [batch, dimensions]) as Tensor2D;
  const change = tf.tidy(() => solution.y.slice([0, dimensions], [batch, 1]).squeeze([1]));
  const logp = tf.tidy(() => process.priorLogDensity(z).add(change));
  tf.dispose([probe, start, solution.y]);
  return {
    logp: logp as Tensor1D,
    change: change as Tensor1D,
    z,
    evaluations: solution.evaluations,
  };
}
