/** An adaptive solver of ordinary differential equations, for the probability flow. */
import { TutorialError } from "../error";
import { tf } from "../tensor/tf";
import type { Tensor } from "../tensor/tf";

// Dormand & Prince 1980, table 2: nodes, stages, and the 5th-order weights less the 4th-order ones.
const NODES = [0, 1 / 5, 3 / 10, 4 / 5, 8 / 9, 1, 1];
const STAGES = [
  [],
  [1 / 5],
  [3 / 40, 9 / 40],
  [44 / 45, -56 / 15, 32 / 9],
  [19372 / 6561, -25360 / 2187, 64448 / 6561, -212 / 729],
  [9017 / 3168, -355 / 33, 46732 / 5247, 49 / 176, -5103 / 18656],
  [35 / 384, 0, 500 / 1113, 125 / 192, -2187 / 6784, 11 / 84],
];
const ERROR = [71 / 57600, 0, -71 / 16695, 71 / 1920, -17253 / 339200, 22 / 525, -1 / 40];

/** How to solve. */
export interface OdeOptions {
  readonly from: number;
  readonly to: number;
  /** Relative error allowed a step. */
  readonly rtol?: number;
  /** Absolute error allowed a step. */
  readonly atol?: number;
  readonly maxSteps?: number;
  /** Length of the first step tried; a ten-thousandth of the way unless given. */
  readonly firstStep?: number;
}

/** The end of the way, and what it cost. */
export interface OdeSolution {
  readonly y: Tensor;
  readonly evaluations: number;
}

/** Where a solution is. `y` belongs to the solver, which releases it when it moves on. */
export interface OdeStep {
  readonly y: Tensor;
  readonly t: number;
  /** Calls of f so far. */
  readonly evaluations: number;
}

function combine(y: Tensor, slopes: readonly Tensor[], weights: readonly number[], h: number) {
  return weights.reduce(
    (sum, weight, i) => (weight === 0 ? sum : sum.add(slopes[i].mul(weight * h))),
    y,
  );
}

/** Root mean square of the error, each number against what is allowed for it. */
function errorNorm(error: Tensor, before: Tensor, after: Tensor, rtol: number, atol: number) {
  return tf.tidy(() => {
    const allowed = tf.maximum(before.abs(), after.abs()).mul(rtol).add(atol);
    return error.div(allowed).square().mean().sqrt().dataSync()[0];
  });
}

/**
 * Walks along the solution of dy/dt = f(y, t) with Dormand and Prince's 5(4) pair and adaptive steps.
 *
 * @param slope f(y, t), same shape as y
 * @param start y at `from`; stays yours
 * @yields the start and every step whose error was small enough; all is released when the loop ends
 * @throws TutorialError `ode.diverged` when f is not finite or steps run out
 *
 * Source: Dormand & Prince 1980; step control as in Hairer, Nørsett & Wanner 1993, §II.4.
 *
 * @example
 * for (const { t, y } of odeSteps((y) => y.neg(), tf.ones([1]), { from: 0, to: 1 })) {
 *   console.log(t, y.dataSync()[0]);
 * }
 */
export function* odeSteps(
  slope: (y: Tensor, t: number) => Tensor,
  start: Tensor,
  options: OdeOptions,
): Generator<OdeStep, void, void> {
  const { from, to, rtol = 1e-5, atol = 1e-5, maxSteps = 10_000 } = options;
  const { firstStep = Math.abs(to - from) * 1e-4 } = options;
  const direction = Math.sign(to - from);
  let [y, t, h] = [start.clone(), from, direction * firstStep];
  let evaluations = 0;
  try {
    yield { y, t, evaluations };
    for (let step = 0; step < maxSteps; step++) {
      if (t === to) return;
      const last = (t + h - to) * direction >= 0;
      if (last) h = to - t;
      const [next, error] = tf.tidy(() => {
        const slopes: Tensor[] = [];
        for (let stage = 0; stage < NODES.length; stage++) {
          // The last stages end at `to` itself, not at a rounding of it.
          const at = last && NODES[stage] === 1 ? to : t + NODES[stage] * h;
          slopes.push(slope(combine(y, slopes, STAGES[stage], h), at));
        }
        return [combine(y, slopes, STAGES[6], h), combine(tf.zerosLike(y), slopes, ERROR, h)];
      });
      evaluations += NODES.length;
      const norm = errorNorm(error, y, next, rtol, atol);
      error.dispose();
      if (norm <= 1) {
        t = last ? to : t + h;
        y.dispose();
        y = next;
        yield { y, t, evaluations };
      } else {
        next.dispose();
      }
      const growth = Number.isFinite(norm) ? 0.9 * Math.max(norm, 1e-10) ** -0.2 : 0.2;
      h *= Math.min(10, Math.max(0.2, growth));
      if (Math.abs(h) < 1e-12 * Math.abs(to - from)) break;
    }
    if (t === to) return;
  } finally {
    y.dispose();
  }
  throw new TutorialError({
    code: "ode.diverged",
    where: "solveOde",
    expected: "a solution whose error can be kept within rtol and atol",
    got: `steps of ${h.toExponential(1)} at t = ${t.toPrecision(4)}`,
    fix: "stay away from t = 0 and t = 1 where coefficients are infinite, or allow more error",
  });
}

/**
 * Solves dy/dt = f(y, t): {@link odeSteps} to its end.
 *
 * @param slope f(y, t), same shape as y
 * @param start y at `from`; stays yours
 * @returns y at `to`, which is yours to dispose, and the number of calls of f
 * @throws TutorialError `ode.diverged` when f is not finite or steps run out
 *
 * @example
 * const { y } = solveOde((y) => y.neg(), tf.ones([1]), { from: 0, to: 1 }); // e⁻¹
 */
export function solveOde(
  slope: (y: Tensor, t: number) => Tensor,
  start: Tensor,
  options: OdeOptions,
): OdeSolution {
  let solution: OdeSolution | undefined;
  for (const { y, t, evaluations } of odeSteps(slope, start, options)) {
    if (t === options.to) solution = { y: y.clone(), evaluations };
  }
  return solution!;
}
