/** How much each noise level counts in a loss. */
import { TutorialError } from "../error";
import type { DiffusionTime } from "../units";
import { levelAt } from "./samplers/level";
import type { NoiseLevel } from "./samplers/level";
import { errorRatio, targetRows } from "./trainingTarget";
import type { TargetOptions } from "./trainingTarget";

/**
 * Weights of an error in x_0, with snr = α²/σ²; all but `uniform` give the same loss whatever is predicted.
 *
 * - `uniform`: errors of what is predicted count alike; for noise, Ho et al.'s L_simple
 * - `snr`: snr, which is errors of the noise counting alike
 * - `minSnr`: min(snr, γ) with γ = 5 (Hang et al. 2023)
 * - `edm`: 1/σ̂² + 1/σd² with σ̂ = σ/α (Karras et al. 2022)
 * - `sigmoid`: snr·sigmoid(b − ln snr) with b = 2 (Kingma & Gao 2023)
 * - `likelihood`: g²·α²/σ⁴, for a score that makes the likelihood high (Song et al. 2021)
 */
export const lossWeightings = ["uniform", "snr", "minSnr", "edm", "sigmoid", "likelihood"] as const;
export type LossWeighting = (typeof lossWeightings)[number];

/** What is weighted, and how. */
export interface LossWeightOptions extends TargetOptions {
  /** A name, or a function that weights errors in x_0; `"uniform"` unless given. */
  readonly weighting?: LossWeighting | ((level: NoiseLevel) => number);
}

type DataWeighting = Exclude<LossWeightOptions["weighting"], "uniform" | undefined>;

function weightOfData(
  weighting: DataWeighting,
  level: NoiseLevel,
  { process, sigmaData = 1 }: TargetOptions,
): number {
  if (typeof weighting === "function") return weighting(level);
  const snr = (level.alpha / level.sigma) ** 2;
  switch (weighting) {
    case "snr":
      return snr;
    case "minSnr":
      return Math.min(snr, 5);
    case "edm":
      return snr + 1 / sigmaData ** 2;
    case "sigmoid":
      return snr / (1 + Math.exp(Math.log(snr) - 2));
    case "likelihood":
      return (snr * process.diffusion(level.t) ** 2) / level.sigma ** 2;
  }
}

/**
 * The weight of the squared error of what a network predicts, at a time.
 *
 * A weight of errors in x_0, divided by the square of how much larger an error of the target is.
 *
 * @throws TutorialError `loss.weighting`; `loss.weight` where it is infinite, as at t = 0
 *
 * Source: Kingma & Gao 2023, "Understanding Diffusion Objectives as the ELBO", table 1.
 *
 * @example
 * const weight = lossWeight(0.3, { target: "v", process: cosine(), weighting: "minSnr" });
 */
export function lossWeight(t: DiffusionTime, options: LossWeightOptions): number {
  const { weighting = "uniform", target, process } = options;
  if (typeof weighting === "string" && !lossWeightings.includes(weighting)) {
    throw new TutorialError({
      code: "loss.weighting",
      where: "lossWeight",
      expected: `one of ${lossWeightings.join(", ")}, or a function of the noise level`,
      got: `"${String(weighting)}"`,
      fix: "begin with uniform",
    });
  }
  if (weighting === "uniform") return 1;
  const ratio = errorRatio(targetRows(options, t));
  const weight = weightOfData(weighting, levelAt(process, t), options) / ratio ** 2;
  if (Number.isFinite(weight)) return weight;
  throw new TutorialError({
    code: "loss.weight",
    where: "lossWeight",
    expected: "a time at which the weight is finite",
    got: `${weight} for ${target} of the ${process.name} process at t = ${t}`,
    fix: "draw times a little inside, e.g. between 0.001 and 0.999",
  });
}
