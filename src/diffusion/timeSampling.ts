/** At which times a network is trained. */
import { TutorialError } from "../error";
import type { Random } from "../tensor/random";
import type { DiffusionTime } from "../units";

/**
 * - `uniform`: every time alike
 * - `stratified`: the same, but one draw in each of B equal parts, which makes the loss less noisy
 *   (Kingma et al. 2021, appendix I.1)
 * - `logitNormal`: sigmoid of a normal, more often in the middle (Esser et al. 2024, eq. 19)
 */
export const timeSamplings = ["uniform", "stratified", "logitNormal"] as const;
export type TimeSampling = (typeof timeSamplings)[number];

/** How times are drawn. */
export interface TimeSamplingOptions {
  /** `"stratified"` unless given. */
  readonly sampling?: TimeSampling;
  /** The earliest time; 0.001 unless given, since at 0 there is nothing to learn. */
  readonly from?: DiffusionTime;
  /** The latest time; 0.999 unless given, since at 1 some processes keep nothing of the data. */
  readonly to?: DiffusionTime;
  /** Mean of the normal under `logitNormal`; 0 unless given, more than 0 for more noise. */
  readonly mean?: number;
  /** Its standard deviation; 1 unless given. */
  readonly std?: number;
}

/**
 * Draws the times of a batch.
 *
 * @returns B times in [from, to]
 * @throws TutorialError `diffusion.timeSampling`
 *
 * @example
 * const times = sampleTimes(new Random(7), 256, { sampling: "logitNormal" });
 */
export function sampleTimes(
  random: Random,
  count: number,
  {
    sampling = "stratified",
    from = 0.001,
    to = 0.999,
    mean = 0,
    std = 1,
  }: TimeSamplingOptions = {},
): DiffusionTime[] {
  if (!(from >= 0 && to > from && to <= 1) || !timeSamplings.includes(sampling)) {
    throw new TutorialError({
      code: "diffusion.timeSampling",
      where: "sampleTimes",
      expected: `0 <= from < to <= 1 and one of ${timeSamplings.join(", ")}`,
      got: `from ${from} to ${to}, "${String(sampling)}"`,
      fix: 'pass e.g. {sampling: "stratified", from: 0.001, to: 0.999}',
    });
  }
  const draw = (i: number): number => {
    switch (sampling) {
      case "uniform":
        return random.uniform();
      case "stratified":
        return (i + random.uniform()) / count;
      case "logitNormal":
        return 1 / (1 + Math.exp(-(mean + std * random.normal())));
    }
  };
  return Array.from({ length: count }, (_, i) => from + (to - from) * draw(i));
}
