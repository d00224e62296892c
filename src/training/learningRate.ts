/** How large the steps are: up at first, then down. */

/** How the learning rate falls after its warm-up. */
export const decays = ["constant", "linear", "cosine"] as const;
export type Decay = (typeof decays)[number];

/** A learning rate over the course of a training. */
export interface LearningRateSchedule {
  readonly steps: number;
  /** The highest learning rate. */
  readonly learningRate: number;
  /** Steps of a straight rise from 0; 0 unless given. */
  readonly warmup?: number;
  /** `"constant"` unless given; the others end at 0. */
  readonly decay?: Decay;
  /** The share of all steps after which it begins to fall; 0 unless given: right after the warm-up. */
  readonly decayFrom?: number;
}

/**
 * The learning rate of a step.
 *
 * Warm-up: η·(i + 1)/warmup. Then η until `decayFrom`, and with p the share of the rest that is done: η (constant), η·(1 − p)
 * (linear) or η·½·(1 + cos π·p) (cosine; Loshchilov & Hutter 2017, eq. 5).
 *
 * @param step from 0
 *
 * @example
 * const schedule: LearningRateSchedule = { steps: 1000, learningRate: 1e-3, warmup: 100, decay: "cosine" };
 * const middle = learningRateAt(550, schedule); // 5e-4
 */
export function learningRateAt(
  step: number,
  { steps, learningRate, warmup = 0, decay = "constant", decayFrom = 0 }: LearningRateSchedule,
): number {
  if (step < warmup) return (learningRate * (step + 1)) / warmup;
  const from = Math.max(warmup, decayFrom * steps);
  const done = Math.min(1, Math.max(0, step - from) / Math.max(1, steps - from));
  switch (decay) {
    case "constant":
      return learningRate;
    case "linear":
      return learningRate * (1 - done);
    case "cosine":
      return (learningRate * (1 + Math.cos(Math.PI * done))) / 2;
  }
}
