/**
 * What a diffusion process is: dx = f(x, t) dt + g(t) dw from data to noise, and its reverse.
 *
 * Every process here is linear in x, f(x, t) = a(t)·x, so that its marginal is known in closed form:
 * x_t = α(t)·x_0 + σ(t)·ε with ε ~ N(0, I).
 */
import type { Tensor } from "../tensor/tf";
import type { Decibels, DiffusionTime } from "../units";
import type { Time } from "./time";

/** How much of the data and how much noise x_t holds: x_t = alpha·x_0 + sigma·ε. */
export interface Marginal {
  readonly alpha: number;
  readonly sigma: number;
}

/** A way from data to noise, dx = f(x, t) dt + g(t) dw, with its closed-form marginal. */
export interface ForwardProcess {
  readonly name: string;
  /** α(t) and σ(t) of x_t = α·x_0 + σ·ε. */
  marginal(t: DiffusionTime): Marginal;
  /** dα/dt and dσ/dt: how the marginal moves. */
  marginalRate(t: DiffusionTime): Marginal;
  /** a(t) of the drift f(x, t) = a(t)·x. */
  driftRate(t: DiffusionTime): number;
  /** f(x, t), the deterministic pull. [B, …] → [B, …] */
  drift(xt: Tensor, t: Time): Tensor;
  /** g(t), the strength of the noise. */
  diffusion(t: DiffusionTime): number;
  /** x_t = α·x_0 + σ·ε in one jump, without simulating. [B, …] → [B, …] */
  perturb(x0: Tensor, t: Time, noise: Tensor): Tensor;
  /** A draw of p_1, the noise from which the way back starts. */
  prior(shape: number[], seed: number): Tensor;
  /** log p_1(z) of the Gaussian that {@link ForwardProcess.prior} draws from. [B, …] → [B] */
  priorLogDensity(z: Tensor): Tensor;
  /** Signal-to-noise ratio for data of unit power, 20·log₁₀(α/σ). */
  snrDb(t: DiffusionTime): Decibels;
  /** The time at which the signal-to-noise ratio is this. */
  timeAtSnrDb(snrDb: Decibels): DiffusionTime;
  /** The way back, given the score of what this process makes of the data. */
  reverse(score: Score, options?: ReverseOptions): ReverseProcess;
}

/** The score ∇ₓ log p_t(x), exact or learned: [B, …] → [B, …]. */
export type Score = (xt: Tensor, t: Time) => Tensor;

/** A process that runs from t = 1 back to t = 0. */
export interface ReverseProcess {
  readonly forward: ForwardProcess;
  readonly stochastic: boolean;
  /** f − g²·score (SDE) or f − ½g²·score (ODE). [B, …] → [B, …] */
  drift(xt: Tensor, t: Time): Tensor;
  /** g(t) for the SDE, 0 for the ODE. */
  diffusion(t: DiffusionTime): number;
}

/** Which of the two ways back. */
export interface ReverseOptions {
  /** `true` (default): Anderson's SDE. `false`: the probability-flow ODE. */
  readonly stochastic?: boolean;
}
