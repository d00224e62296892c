/** Tables of β: how much noise each of T discrete training steps adds. */
import { checkSteps, ramp } from "./ramp";

/** How many training steps, and β at both ends. */
export interface BetaRange {
  /** T; 1000 unless given. */
  readonly trainSteps?: number;
  readonly start?: number;
  readonly end?: number;
}

/**
 * β in a straight line, 0.0001 to 0.02 unless given.
 *
 * @throws TutorialError `schedule.steps`
 *
 * Source: Ho et al. 2020, §4.
 *
 * @example
 * const process = betaProcess(linearBetas());
 */
export function linearBetas({
  trainSteps = 1000,
  start = 0.0001,
  end = 0.02,
}: BetaRange = {}): number[] {
  checkSteps("linearBetas", trainSteps);
  return ramp(trainSteps, start, end);
}

/**
 * √β in a straight line, 0.0015 to 0.0195 unless given; Stable Diffusion has 0.00085 to 0.012.
 *
 * @throws TutorialError `schedule.steps`
 *
 * Source: Rombach et al. 2022, "Latent Diffusion", in their code.
 *
 * @example
 * const process = betaProcess(scaledLinearBetas());
 */
export function scaledLinearBetas({
  trainSteps = 1000,
  start = 0.0015,
  end = 0.0195,
}: BetaRange = {}): number[] {
  checkSteps("scaledLinearBetas", trainSteps);
  return ramp(trainSteps, Math.sqrt(start), Math.sqrt(end)).map((root) => root ** 2);
}

/**
 * β along a sigmoid from −6 to 6, 0.0001 to 0.02 unless given.
 *
 * @throws TutorialError `schedule.steps`
 *
 * Source: Xu et al. 2022, "GeoDiff", in their code.
 *
 * @example
 * const process = betaProcess(sigmoidBetas());
 */
export function sigmoidBetas({
  trainSteps = 1000,
  start = 0.0001,
  end = 0.02,
}: BetaRange = {}): number[] {
  checkSteps("sigmoidBetas", trainSteps);
  return ramp(trainSteps, -6, 6).map((x) => start + (end - start) / (1 + Math.exp(-x)));
}

/**
 * β such that ᾱ falls as a squared cosine: β_i = min(1 − ᾱ(i + 1)/ᾱ(i), 0.999).
 *
 * @throws TutorialError `schedule.steps`
 *
 * Source: Nichol & Dhariwal 2021, "Improved DDPM", eq. 17, with s = 0.008.
 *
 * @example
 * const process = betaProcess(squaredCosineBetas());
 */
export function squaredCosineBetas({ trainSteps = 1000 }: Pick<BetaRange, "trainSteps"> = {}) {
  checkSteps("squaredCosineBetas", trainSteps);
  const alphaBar = (t: number): number => Math.cos((((t + 0.008) / 1.008) * Math.PI) / 2) ** 2;
  return Array.from({ length: trainSteps }, (_, i): number =>
    Math.min(1 - alphaBar((i + 1) / trainSteps) / alphaBar(i / trainSteps), 0.999),
  );
}

/**
 * ᾱ_i = Π_{j ≤ i} (1 − β_j): how much of the data's variance is left after step i.
 *
 * In single precision, as are the tables that published networks were trained with: 1 − ᾱ of the
 * first steps is so small that the rounding shows.
 *
 * @example
 * const left = alphasCumprod(linearBetas())[999]; // 4e-5
 */
export function alphasCumprod(betas: readonly number[]): number[] {
  let product = 1;
  return betas.map((beta) => {
    product *= Math.fround(1 - Math.fround(beta));
    return Math.fround(product);
  });
}
