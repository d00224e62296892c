/** Even steps in decibels, for any process. */
import { TutorialError } from "../../error";
import type { DiffusionTime } from "../../units";
import type { ForwardProcess } from "../process";
import { halfLogSnr, levelAtHalfLogSnr } from "../samplers/level";
import { checkSteps, checkTimeRange, ramp } from "./ramp";
import type { TimeRange } from "./uniformTimes";

/**
 * Times at which the signal-to-noise ratio has risen by equal amounts, `steps` + 1 of them.
 *
 * λ = ln(α/σ) goes in even steps, so that each removes the same share of the noise.
 *
 * @throws TutorialError `schedule.steps`, `schedule.range`; `schedule.infinite` where λ has no end
 *
 * Source: Lu et al. 2022, "DPM-Solver", on step size schedules.
 *
 * @example
 * const times = logSnrTimes(cosine(), { steps: 10, from: 0.99, to: 0.01 });
 */
export function logSnrTimes(
  process: ForwardProcess,
  { steps, from = 1, to = 0 }: TimeRange,
): DiffusionTime[] {
  checkSteps("logSnrTimes", steps);
  checkTimeRange("logSnrTimes", from, to);
  const [first, last] = [from, to].map((t) => halfLogSnr(process.marginal(t)));
  if (!Number.isFinite(first) || !Number.isFinite(last)) {
    throw new TutorialError({
      code: "schedule.infinite",
      where: "logSnrTimes",
      expected: "an end with some data and some noise in it",
      got: `ln(α/σ) from ${first} to ${last} for t from ${from} to ${to} (${process.name})`,
      fix: "stay a little inside, e.g. {from: 0.99, to: 0.01}",
    });
  }
  const inner = ramp(steps + 1, first, last).slice(1, -1);
  return [from, ...inner.map((lambda) => levelAtHalfLogSnr(process, lambda).t), to];
}
