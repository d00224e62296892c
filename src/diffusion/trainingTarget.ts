/** What a network is trained to say of x_t, as a mix of data and noise. */
import type { DiffusionTime } from "../units";
import { rowsFor } from "./prediction";
import type { Prediction, Rows } from "./prediction";
import type { ForwardProcess } from "./process";
import { edmPreconditioning } from "./schedules/edmPreconditioning";

/**
 * A {@link Prediction}, or `edm`: what is left for the network F once x_0 is written as
 * skip·x + out·F, which is of unit size at every noise level.
 */
export type TrainingTarget = Prediction | "edm";

/** What is trained along which process, on data of which size. */
export interface TargetOptions {
  readonly target: TrainingTarget;
  readonly process: ForwardProcess;
  /** Standard deviation of the data; 1 unless given. */
  readonly sigmaData?: number;
}

/**
 * target = c·x_0 + d·ε beside x_t = a·x_0 + b·ε.
 *
 * For `edm`: F = (x_0 − skip·(x_0 + σ̂·ε))/out with σ̂ = σ/α, which is a mix like every other.
 *
 * Source: Karras et al. 2022, eq. 8.
 * @internal
 */
export function targetRows(
  { target, process, sigmaData = 1 }: TargetOptions,
  t: DiffusionTime,
): Rows {
  if (target !== "edm") return rowsFor(target, process, t);
  const { alpha, sigma } = process.marginal(t);
  const { skip, out } = edmPreconditioning(sigma / alpha, { sigmaData });
  return { a: alpha, b: sigma, c: (1 - skip) / out, d: (-skip * sigma) / (alpha * out) };
}

/**
 * How much larger an error of the target is than the error of x_0 that it means, at the same x_t.
 *
 * |c − d·a/b|, since ε = (x_t − a·x_0)/b
 * @internal
 */
export function errorRatio({ a, b, c, d }: Rows): number {
  return Math.abs(c - (d * a) / b);
}
