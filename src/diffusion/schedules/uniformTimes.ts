/** Even steps in time. */
import type { DiffusionTime } from "../../units";
import { checkSteps, checkTimeRange, ramp } from "./ramp";

/** Where to begin and end, in how many steps. */
export interface TimeRange {
  readonly steps: number;
  /** 1 unless given. Some processes are infinite there: begin a little inside. */
  readonly from?: DiffusionTime;
  /** 0 unless given. */
  readonly to?: DiffusionTime;
}

/**
 * Times at even distances, `steps` + 1 of them.
 *
 * @throws TutorialError `schedule.steps`, `schedule.range`
 *
 * @example
 * const times = uniformTimes({ steps: 4 }); // 1, 0.75, 0.5, 0.25, 0
 */
export function uniformTimes({ steps, from = 1, to = 0 }: TimeRange): DiffusionTime[] {
  checkSteps("uniformTimes", steps);
  checkTimeRange("uniformTimes", from, to);
  return ramp(steps + 1, from, to);
}
