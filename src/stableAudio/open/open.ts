/** A published model from a folder. */
import * as path from "node:path";
import { TutorialError } from "../../error";
import { checkPrecision } from "../../tensor/precision";
import type { Precision } from "../../tensor/precision";
import { stableAudio } from "../music/stableAudio";
import type { StableAudio } from "../music/stableAudio";
import type { OobleckLayout } from "../oobleck/sizes";
import type { StableAudioPlan } from "../plan";
import { t5Config } from "../t5/config";
import { openT5Tokenizer } from "../t5/openTokenizer";
import { buildStableAudio } from "./build";
import { readConfigFile } from "./json";
import { layoutOf, textEncoderFolder, tokenizerPlace } from "./places";
import type { TextPlaces } from "./places";
import { diffusersPlan } from "./planDiffusers";
import type { DiffusersConfigs } from "./planDiffusers";
import { stableAudioToolsPlan } from "./planStableAudioTools";
import { modelSources } from "./sources";

/** What may be said beside the folder. */
export interface OpenStableAudioOptions extends TextPlaces {
  /** Which of the two ways, of a folder that has the files of both; found out unless given. */
  readonly layout?: OobleckLayout;
  /** Of the products in network and autoencoder, float32 unless given; the text encoder stays float32. */
  readonly precision?: Precision;
}

const diffusersFiles = [
  "model_index.json",
  "transformer/config.json",
  "vae/config.json",
  "projection_model/config.json",
  "scheduler/scheduler_config.json",
  "tokenizer/tokenizer_config.json",
] as const;

/** A plan, and how wide the vectors of its text encoder must be, where the config says so. */
function read(
  folder: string,
  layout?: OobleckLayout,
): { plan: StableAudioPlan; textWidth?: number } {
  if (layoutOf(folder, layout) === "stable-audio-tools") {
    return { plan: stableAudioToolsPlan(readConfigFile(folder, "model_config.json")) };
  }
  const configs = diffusersFiles.map((name) => [name, readConfigFile(folder, name)] as const);
  return diffusersPlan(Object.fromEntries(configs) as unknown as DiffusersConfigs);
}

/**
 * What the configs in a folder say, without its weights: sizes, length, sampler.
 *
 * @throws TutorialError `stableAudio.missing`, `stableAudio.config`, and those of the parts' configs
 *
 * @example
 * const { objective, sampling } = readStableAudioPlan("assets/stable-audio-tiny");
 * console.log(objective, sampling.sampler); // rf_denoiser, pingpong
 */
export function readStableAudioPlan(folder: string, layout?: OobleckLayout): StableAudioPlan {
  return read(folder, layout).plan;
}

/**
 * Opens a model of the Stable Audio Open family, in the files that its publishers have: those of stable-audio-tools
 * (model_config.json, model.safetensors, and a T5 beside them), or a folder of diffusers (model_index.json, …).
 *
 * Configs are read strictly and weights are taken exactly as they describe them. That is settled from the files' headers
 * before any number is read, so what does not fit is refused at once. A fine-tune that was saved inside of its training
 * is unwrapped.
 *
 * @param folder where the model is
 * @throws TutorialError `stableAudio.missing`, which says what to download and how long it will take here,
 *   `stableAudio.pickle` for a .ckpt, `stableAudio.textEncoder`, `stableAudio.tokenizer.missing`,
 *   `stableAudio.config`, `stableAudio.weights`, `safetensors.damaged`, `precision`, and those of the parts
 *
 * Source: Evans et al. 2024, "Stable Audio Open"; Novack et al. 2025, "Fast Text-to-Audio Generation with Adversarial
 * Post-Training", for its small sibling.
 *
 * @example
 * const model = await openStableAudio("assets/stable-audio-tiny"); // of random weights: it makes noise
 * const { clips } = await model.generate("128 BPM tech house drum loop", { seconds: 2, seed: 3 });
 * model.dispose();
 */
export async function openStableAudio(
  folder: string,
  options: OpenStableAudioOptions = {},
): Promise<StableAudio> {
  await Promise.resolve(); // whatever is refused is refused by the promise
  const { precision = "float32" } = options;
  checkPrecision(precision, "openStableAudio");
  const { plan, textWidth } = read(folder, options.layout);
  const textFolder = textEncoderFolder(folder, plan.textModel, options);
  const config = t5Config(readConfigFile(textFolder, "config.json"));
  if (textWidth !== undefined && config.width !== textWidth) {
    throw new TutorialError({
      code: "stableAudio.config",
      where: "openStableAudio: projection_model/config.json",
      expected: `text_encoder_dim ${config.width}, the width of the T5 in ${path.basename(textFolder)}`,
      got: String(textWidth),
      fix: "take all parts from one model",
    });
  }
  const tokenizer = openT5Tokenizer(tokenizerPlace(folder, textFolder, options));
  const sources = modelSources(folder, plan, { folder: textFolder, config });
  try {
    return stableAudio(
      buildStableAudio(plan, sources, { tokenizer, config }, precision),
      sources.notices,
    );
  } finally {
    sources.close();
  }
}
