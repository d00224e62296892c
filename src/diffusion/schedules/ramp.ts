/** What all schedules begin with: a checked number of steps, and evenly spaced numbers. */
import { TutorialError } from "../../error";

/** Throws unless this is a number of steps. @internal */
export function checkSteps(where: string, steps: number): void {
  if (Number.isInteger(steps) && steps >= 1) return;
  throw new TutorialError({
    code: "schedule.steps",
    where,
    expected: "a whole number of steps, at least 1",
    got: String(steps),
    fix: "pass e.g. {steps: 50}",
  });
}

/** Throws unless noise falls from `sigmaMax` to a `sigmaMin` above 0. @internal */
export function checkSigmaRange(where: string, sigmaMin: number, sigmaMax: number): void {
  if (sigmaMin > 0 && sigmaMax > sigmaMin && Number.isFinite(sigmaMax)) return;
  throw new TutorialError({
    code: "schedule.range",
    where,
    expected: "noise levels that fall, 0 < sigmaMin < sigmaMax",
    got: `sigmaMin ${sigmaMin} and sigmaMax ${sigmaMax}`,
    fix: "pass e.g. {sigmaMin: 0.02, sigmaMax: 80}; the last step to 0 is added by itself",
  });
}

/** Throws unless times fall within [0, 1]. @internal */
export function checkTimeRange(where: string, from: number, to: number): void {
  if (from > to && from <= 1 && to >= 0) return;
  throw new TutorialError({
    code: "schedule.range",
    where,
    expected: "times that fall, 1 >= from > to >= 0",
    got: `from ${from} to ${to}`,
    fix: "t = 1 is noise and t = 0 data: pass e.g. {from: 1, to: 0.001}",
  });
}

/** `count` numbers from one end to the other, both included; the first alone if there is one. @internal */
export function ramp(count: number, from: number, to: number): number[] {
  return Array.from({ length: count }, (_, i) =>
    i === count - 1 && i > 0 ? to : from + ((to - from) * i) / Math.max(1, count - 1),
  );
}
