/** Longer sounds need more noise to be hidden: times shifted towards t = 1. */
import { TutorialError } from "../../error";
import type { DiffusionTime, Frames } from "../../units";

/**
 * Shifts times towards noise: t′ = s·t/(1 + (s − 1)·t).
 *
 * The longer a sound, the more noise it takes to hide it; s > 1 spends more steps there.
 *
 * @throws TutorialError `schedule.shift` for s ≤ 0
 *
 * Source: Esser et al. 2024, "Scaling Rectified Flow Transformers", eq. 23.
 *
 * @example
 * const times = shiftTimes(uniformTimes({ steps: 12 }), 3);
 */
export function shiftTimes(times: readonly DiffusionTime[], shift: number): DiffusionTime[] {
  if (!(shift > 0)) {
    throw new TutorialError({
      code: "schedule.shift",
      where: "shiftTimes",
      expected: "a shift above 0, where 1 changes nothing",
      got: String(shift),
      fix: "pass e.g. 3 for long sounds",
    });
  }
  return times.map((t) => (shift * t) / (1 + (shift - 1) * t));
}

/** How the shift grows with length. */
export interface LengthShiftOptions {
  readonly length: Frames;
  /** ln s at the shortest length; 0.5 unless given. */
  readonly baseShift?: number;
  /** ln s at the longest; 1.15 unless given. */
  readonly maxShift?: number;
  readonly minLength?: Frames;
  readonly maxLength?: Frames;
}

/**
 * The shift for a sequence of so many frames: ln s grows in a straight line between two lengths.
 *
 * Source: stable-audio-tools, `DistributionShift`.
 *
 * @example
 * const times = shiftTimes(uniformTimes({ steps: 12 }), lengthShift({ length: 1024 }));
 */
export function lengthShift({
  length,
  baseShift = 0.5,
  maxShift = 1.15,
  minLength = 256,
  maxLength = 4096,
}: LengthShiftOptions): number {
  const clipped = Math.min(Math.max(length, minLength), maxLength);
  const share = (clipped - minLength) / (maxLength - minLength);
  return Math.exp(baseShift + (maxShift - baseShift) * share);
}

/**
 * Bends times towards noise once more: t′ = sin(πt/2), an option of `DistributionShift`.
 *
 * Source: stable-audio-tools.
 *
 * @example
 * const times = sineTimes(uniformTimes({ steps: 12 }));
 */
export function sineTimes(times: readonly DiffusionTime[]): DiffusionTime[] {
  return times.map((t) => Math.sin((Math.PI / 2) * t));
}
