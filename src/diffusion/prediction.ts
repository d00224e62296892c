/** What a network may predict of x_t = α·x_0 + σ·ε, and how each prediction says all the others. */
import { TutorialError } from "../error";
import { tf } from "../tensor/tf";
import type { Tensor } from "../tensor/tf";
import type { DiffusionTime } from "../units";
import type { ForwardProcess } from "./process";

/**
 * - `noise`: ε (Ho et al. 2020)
 * - `x0`: the clean data
 * - `v`: α·ε − σ·x_0 (Salimans & Ho 2022)
 * - `velocity`: α′·x_0 + σ′·ε, the way x_t moves with t; ε − x_0 for rectified flow (Liu et al. 2023)
 * - `score`: ∇ log p_t, estimated as −ε/σ (Song et al. 2021)
 */
export const predictionNames = ["noise", "x0", "v", "velocity", "score"] as const;
export type Prediction = (typeof predictionNames)[number];

/** A 2 × 2 system: x_t = a·x_0 + b·ε beside output = c·x_0 + d·ε. @internal */
export interface Rows {
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly d: number;
}

/** The system of one kind of prediction at one time. @internal */
export function rowsFor(kind: Prediction, process: ForwardProcess, t: DiffusionTime): Rows {
  const { alpha, sigma } = process.marginal(t);
  const own = { a: alpha, b: sigma };
  switch (kind) {
    case "noise":
      return { ...own, c: 0, d: 1 };
    case "x0":
      return { ...own, c: 1, d: 0 };
    case "v":
      return { ...own, c: -sigma, d: alpha };
    case "velocity": {
      const rate = process.marginalRate(t);
      return { ...own, c: rate.alpha, d: rate.sigma };
    }
    case "score":
      return { ...own, c: 0, d: -1 / sigma };
  }
}

function checkKind(kind: Prediction): void {
  if (predictionNames.includes(kind)) return;
  throw new TutorialError({
    code: "prediction.unknown",
    where: "convertPrediction",
    expected: `one of ${predictionNames.join(", ")}`,
    got: `"${String(kind)}"`,
    fix: "name what your network was trained to predict",
  });
}

/** What to convert, and where on the way it was predicted. */
export interface ConversionOptions {
  readonly from: Prediction;
  readonly to: Prediction;
  readonly process: ForwardProcess;
  readonly t: DiffusionTime;
}

/**
 * Converts one kind of prediction at (x_t, t) to another.
 *
 * Both what is known (x_t) and what was predicted are sums of x_0 and ε; solving the two equations
 * gives x_0 and ε, and with them everything else.
 *
 * @param output what the network said, [B, …]
 * @param xt where it said so, [B, …]
 * @returns the same knowledge in the other form, [B, …]
 * @throws TutorialError `prediction.unknown`; `prediction.singular` where the answer is not determined,
 *   such as x_0 from ε at t = 1, where nothing of x_0 is left in x_t
 *
 * @example
 * const process = rectifiedFlow();
 * const xt = seededNoise([1, 8], 1);
 * const velocity = seededNoise([1, 8], 2);
 * const x0 = convertPrediction(velocity, xt, { from: "velocity", to: "x0", process, t: 0.5 });
 */
export function convertPrediction(output: Tensor, xt: Tensor, options: ConversionOptions): Tensor {
  const { from, to, process, t } = options;
  checkKind(from);
  checkKind(to);
  if (from === to) return output.clone();
  const { a, b, c, d } = rowsFor(from, process, t);
  const target = rowsFor(to, process, t);
  const determinant = a * d - b * c;
  // x_0 = (d·x_t − b·out)/det and ε = (a·out − c·x_t)/det, put into target.c·x_0 + target.d·ε.
  const onState = (target.c * d - target.d * c) / determinant;
  const onOutput = (target.d * a - target.c * b) / determinant;
  if (!Number.isFinite(onState) || !Number.isFinite(onOutput)) {
    throw new TutorialError({
      code: "prediction.singular",
      where: "convertPrediction",
      expected: `a time at which ${from} determines ${to}`,
      got: `t = ${t} of the ${process.name} process`,
      fix: "stay a little inside, e.g. between t = 0.001 and t = 0.999, or predict v",
    });
  }
  return tf.tidy(() => xt.mul(onState).add(output.mul(onOutput)));
}
