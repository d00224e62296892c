/** The times of Stable Audio Open Small. */
import { TutorialError } from "../../error";
import type { DiffusionTime } from "../../units";
import { checkSteps, ramp } from "./ramp";

/** Where to begin, in how many steps. */
export interface RectifiedFlowSchedule {
  readonly steps: number;
  /** 1 unless given; less to vary a given sound. */
  readonly from?: DiffusionTime;
  /** λ = ln((1 − t)/t) at t = 1, where it is −∞; −6 unless given. */
  readonly lowest?: number;
  /** λ at the end, which is then put to t = 0; 2 unless given. */
  readonly highest?: number;
}

/**
 * Times of rectified flow at even steps of λ = ln((1 − t)/t), with the ends put to `from` and 0.
 *
 * t_i = 1/(1 + e^{λ_i}), `steps` + 1 of them
 *
 * @throws TutorialError `schedule.steps`, `schedule.range`
 *
 * Source: stable-audio-tools, the sampler of Stable Audio Open Small (Novack et al. 2025).
 *
 * @example
 * const times = rectifiedFlowTimes({ steps: 8 });
 */
export function rectifiedFlowTimes({
  steps,
  from = 1,
  lowest = -6,
  highest = 2,
}: RectifiedFlowSchedule): DiffusionTime[] {
  checkSteps("rectifiedFlowTimes", steps);
  // The millionth is the reference's: it keeps the logarithm finite just below t = 1.
  const first = from < 1 ? Math.log((1 - from) / from + 1e-6) : lowest;
  if (!(from > 0 && from <= 1 && first < highest)) {
    throw new TutorialError({
      code: "schedule.range",
      where: "rectifiedFlowTimes",
      expected: `a start in (0, 1] with more noise than ln((1 − t)/t) = ${highest}`,
      got: `from ${from}, where it is ${first.toFixed(2)}`,
      fix: "begin earlier, e.g. {from: 0.7}",
    });
  }
  const inner = ramp(steps + 1, first, highest).slice(1, -1);
  return [from, ...inner.map((lambda) => 1 / (1 + Math.exp(lambda))), 0];
}
