/** Which of the T training steps to visit. */
import { TutorialError } from "../../error";
import type { Route } from "../samplers/sampler";
import { betaProcess } from "./betaProcess";

/** Which timesteps of how many. */
export interface TimestepOptions {
  readonly steps: number;
  /** T; 1000 unless given. */
  readonly trainSteps?: number;
  /** Added to `leading` timesteps; 0 unless given. */
  readonly offset?: number;
}

/**
 * Falling timesteps, spread over 0 … T − 1.
 *
 * - `linspace`: both ends included
 * - `leading`: every ⌊T/N⌋-th, from 0 up; misses the noisiest
 * - `trailing`: every T/N-th, from T − 1 down
 *
 * @throws TutorialError `schedule.steps` for more than there are
 *
 * Source: Lin et al. 2024, "Common Diffusion Noise Schedules are Flawed", table 2.
 *
 * @example
 * const timesteps = spacedTimesteps("trailing", { steps: 4 }); // 999, 749, 499, 249
 */
export function spacedTimesteps(
  spacing: "linspace" | "leading" | "trailing",
  { steps, trainSteps = 1000, offset = 0 }: TimestepOptions,
): number[] {
  if (!Number.isInteger(steps) || steps < 1 || steps > trainSteps) {
    throw new TutorialError({
      code: "schedule.steps",
      where: "spacedTimesteps",
      expected: `a whole number of steps from 1 to the ${trainSteps} of training`,
      got: String(steps),
      fix: "pass e.g. {steps: 50}",
    });
  }
  const each = (value: (i: number) => number): number[] =>
    Array.from({ length: steps }, (_, i) => roundHalfEven(value(i)));
  switch (spacing) {
    case "linspace":
      return each((i) => (steps === 1 ? 0 : ((trainSteps - 1) * (steps - 1 - i)) / (steps - 1)));
    case "leading":
      return each((i) => Math.floor(trainSteps / steps) * (steps - 1 - i) + offset);
    case "trailing":
      return each((i) => trainSteps - (i * trainSteps) / steps).map((step) => step - 1);
  }
}

/** To the nearest whole number, ties to even, as the references' arrays round. */
function roundHalfEven(value: number): number {
  const floor = Math.floor(value);
  if (value - floor !== 0.5) return Math.round(value);
  return floor % 2 === 0 ? floor : floor + 1;
}

/**
 * The route through timesteps of a discrete process, and then to clean data.
 *
 * @param betas the table of the process
 * @param timesteps falling, 0 … T − 1; fractions lie in between
 *
 * @example
 * const route = timestepRoute(linearBetas(), spacedTimesteps("leading", { steps: 50 }));
 */
export function timestepRoute(betas: readonly number[], timesteps: readonly number[]): Route {
  const times = timesteps.map((step) => (step + 1) / betas.length);
  return { process: betaProcess(betas), times: [...times, 0] };
}
