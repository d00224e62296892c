/** The configs of a diffusers folder: a file for each part of the model. */
import { diffusersConditioningPlan } from "../conditioning/plan";
import { ConfigOptions } from "../configOptions";
import type { ConfigReader } from "../configOptions";
import { diffusersDitPlan } from "../dit/planDiffusers";
import { readOobleckConfig } from "../oobleck/readConfig";
import type { StableAudioPlan } from "../plan";
import type { StableAudioSampling } from "../sampling/way";
import { agreeing } from "./agreeing";

/** What the files hold, by their folders. */
export interface DiffusersConfigs {
  readonly "model_index.json": unknown;
  readonly "transformer/config.json": unknown;
  readonly "vae/config.json": unknown;
  readonly "projection_model/config.json": unknown;
  readonly "scheduler/scheduler_config.json": unknown;
  readonly "tokenizer/tokenizer_config.json": unknown;
}

const reading = (json: unknown, file: string): ConfigOptions => {
  const reader: ConfigReader = {
    code: "stableAudio.config",
    where: `diffusersPlan: ${file}`,
    act: "run",
  };
  return new ConfigOptions(json, "", reader);
};

/** Which classes the parts are of. */
function checkIndex(json: unknown): void {
  const index = reading(json, "model_index.json");
  index.only("_class_name", "StableAudioPipeline", null);
  index.without("_diffusers_version", "_name_or_path");
  index.only("transformer", ["diffusers", "StableAudioDiTModel"], null);
  index.only("vae", ["diffusers", "AutoencoderOobleck"], null);
  index.only("projection_model", ["stable_audio", "StableAudioProjectionModel"], null);
  index.only("text_encoder", ["transformers", "T5EncoderModel"], null);
  index.without("scheduler", "tokenizer"); // the scheduler's own config says more
  index.finish();
}

/** The scheduler, which is one of its kind. */
function schedulerOf(json: unknown): StableAudioSampling {
  const scheduler = reading(json, "scheduler/scheduler_config.json");
  scheduler.only("_class_name", "CosineDPMSolverMultistepScheduler", null);
  scheduler.without("_diffusers_version", "num_train_timesteps", "rho"); // of the other sigma_schedule
  scheduler.only("prediction_type", "v_prediction");
  scheduler.only("sigma_data", 1, 1);
  scheduler.only("sigma_schedule", "exponential");
  scheduler.only("solver_order", 2);
  scheduler.only("solver_type", "midpoint");
  scheduler.only("lower_order_final", true);
  scheduler.only("euler_at_final", false);
  scheduler.only("final_sigmas_type", "zero");
  const [sigmaMin, sigmaMax] = [
    scheduler.positive("sigma_min", 0.3),
    scheduler.positive("sigma_max", 500),
  ];
  scheduler.finish();
  return {
    sampler: "cosine-dpmpp-2m-sde",
    steps: 100,
    guidance: 7,
    sigmaMin,
    sigmaMax,
    startsWithData: true,
  };
}

function projectionOf(json: unknown): number {
  const projection = reading(json, "projection_model/config.json");
  projection.only("_class_name", "StableAudioProjectionModel", null);
  projection.without("_diffusers_version", "_name_or_path");
  projection.without("conditioning_dim", "min_value", "max_value"); // read by the conditioner
  const textWidth = projection.count("text_encoder_dim");
  projection.finish();
  return textWidth;
}

/** L, of which a tokenizer's config says a number beyond all bounds if it knows none. */
function lengthOf(json: unknown): number {
  const length = (json as { model_max_length?: unknown } | null)?.model_max_length;
  return typeof length === "number" && length < 1e6 ? length : 128;
}

/**
 * Reads the configs of a diffusers folder. Strict, as {@link stableAudioToolsPlan} is.
 *
 * @throws TutorialError `stableAudio.config`, `oobleck.config`, `stableAudio.conditioning.plan`,
 *   `stableAudio.dit.config`
 *
 * Source: huggingface/diffusers, `pipelines/stable_audio`, `schedulers/scheduling_cosine_dpmsolver_multistep.py`.
 *
 * @internal
 */
export function diffusersPlan(configs: DiffusersConfigs): {
  plan: StableAudioPlan;
  textWidth: number;
} {
  checkIndex(configs["model_index.json"]);
  const textWidth = projectionOf(configs["projection_model/config.json"]);
  const sampling = schedulerOf(configs["scheduler/scheduler_config.json"]);
  const maxLength = lengthOf(configs["tokenizer/tokenizer_config.json"]);
  const conditioning = diffusersConditioningPlan(
    configs["projection_model/config.json"],
    maxLength,
  );
  const network = diffusersDitPlan(configs["transformer/config.json"]);
  const autoencoder = readOobleckConfig(configs["vae/config.json"]);
  const vae = configs["vae/config.json"] as { sampling_rate?: number };
  const transformer = configs["transformer/config.json"] as { sample_size?: number };
  const plan = agreeing("the configs of the folder").parts({
    layout: "diffusers",
    sampleRate: vae.sampling_rate ?? 44100,
    frames: transformer.sample_size ?? 1024,
    objective: "v",
    network,
    conditioning,
    autoencoder,
    sampling,
    textModel: "t5-base",
  });
  return { plan, textWidth };
}
