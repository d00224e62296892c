/** What is the same for all four models, and the little that is not. */
import { shiftTimes } from "../../diffusion/schedules/distributionShift";
import { rectifiedFlow } from "../../diffusion/rectifiedFlow";
import type { Prediction } from "../../diffusion/prediction";
import { sampleTimes } from "../../diffusion/timeSampling";
import { ditFlops } from "../../network/dit/flops";
import type { Patch } from "../../network/dit/patches";
import type { Random } from "../../tensor/random";
import type { DiffusionTime, Seconds } from "../../units";
import type { LabelledDitSize } from "./labelledDit";

/** The same transformer for all: only the patch differs, which no representation shares with another. */
export const sharedSize = { width: 112, depth: 4, heads: 4, conditionWidth: 64 } as const;

/** Floating-point operations of each training, forward and backward: about 16 minutes of one core. */
export const trainingFlops = 4e13;

/** Items a step. */
export const batchSize = 32;

/** How often a label is left out. Source: Ho & Salimans 2022, §4. */
export const labelDropout = 0.1;

/** The straight way from data to noise. */
export const process = rectifiedFlow();

/**
 * What the networks say: the clean data. A patch has up to 256 numbers and a token 144, too few to carry
 * noise, which fills every direction alike; music lies on far fewer.
 *
 * Source: Li & He 2025, "Back to Basics: Let Denoising Generative Models Denoise".
 */
export const predicts: Prediction = "x0";

/** What is a representation's own. */
export interface DiffusionPlan {
  /** The recipe's name, e.g. `"diffusion-waveform"`. */
  readonly name: string;
  /** Length of the clips. */
  readonly seconds: Seconds;
  /** Of one item, for clips of that length: [T, C] or [h, w, C]. */
  readonly shape: readonly number[];
  readonly patch: Patch;
  /** How much more noise than unit-sized white data it takes to hide such items; 1 for no more. */
  readonly shift: number;
}

/** The transformer for a plan. */
export function sizeFor({ patch }: Pick<DiffusionPlan, "patch">): LabelledDitSize {
  return { ...sharedSize, patch };
}

/**
 * Steps for which {@link trainingFlops} pay: the more tokens an item has, the fewer.
 *
 * steps = budget/(3·B·forward)
 *
 * @example
 * const plan = { name: "mine", seconds: 1, shape: [64, 16], patch: 2, shift: 1 };
 * const steps = stepsOf(plan);
 */
export function stepsOf(plan: DiffusionPlan): number {
  const forward = ditFlops(plan.shape, sizeFor(plan)).total;
  return Math.floor(trainingFlops / (3 * batchSize * forward));
}

/** One draw in so many is uniform, so that no time is left out. */
const uniformShare = 0.15;

/**
 * The times of a batch: most often in the middle, where there is most to learn, moved towards noise.
 *
 * @returns `count` times
 *
 * Source: Esser et al. 2024, eqs. 19 and 23.
 * @internal
 */
export function trainingTimes(random: Random, count: number, shift: number): DiffusionTime[] {
  const uniform = Math.round(uniformShare * count);
  const times = [
    ...sampleTimes(random, uniform, { sampling: "stratified" }),
    ...sampleTimes(random, count - uniform, { sampling: "logitNormal", mean: 0.2, std: 1 }),
  ];
  return shiftTimes(times, shift);
}

/**
 * An error of x_0 as the error of the velocity that it means, ε − x_0 = (x_t − x_0)/t: 1/t², kept from
 * growing without bound, so that the last traces of noise do not outweigh all else.
 *
 * Source: Li & He 2025, §4.3.
 * @internal
 */
export function velocityWeight({ sigma }: { readonly sigma: number }): number {
  return 1 / Math.max(sigma, 0.2) ** 2;
}
