/** The config of stable-audio-tools: one file, model_config.json, for all parts of a model. */
import { conditioningPlan } from "../conditioning/plan";
import { ConfigOptions } from "../configOptions";
import type { ConfigReader } from "../configOptions";
import { stableAudioDitPlan } from "../dit/planStableAudioTools";
import type { StableAudioObjective } from "../dit/plan";
import { readOobleckConfig } from "../oobleck/readConfig";
import { samplesInFrame } from "../oobleck/sizes";
import type { StableAudioPlan } from "../plan";
import type { StableAudioSampling } from "../sampling/way";
import { agreeing } from "./agreeing";

const reader: ConfigReader = {
  code: "stableAudio.config",
  where: "stableAudioToolsPlan",
  act: "run",
};

/** As the model cards of 1.0 and of small say; a flow that was not distilled takes more steps, and guidance. */
const usual: Readonly<
  Record<StableAudioObjective, Pick<StableAudioSampling, "sampler" | "steps" | "guidance">>
> = {
  v: { sampler: "dpmpp-3m-sde", steps: 100, guidance: 7 },
  rectified_flow: { sampler: "euler", steps: 50, guidance: 7 },
  rf_denoiser: { sampler: "pingpong", steps: 8, guidance: 1 },
};

/** Refuses options of a conditioner that are not built here, and finds which T5 reads the prompts. */
function textModelOf(conditioning: ConfigOptions): string {
  conditioning.count("cond_dim");
  let textModel = "t5-base";
  for (const one of conditioning.objects("configs")) {
    one.without("id");
    const type = one.choice("type", ["t5", "number"]);
    const config = one.object("config", {});
    if (type === "number") config.without("min_val", "max_val");
    else {
      textModel = config.text("t5_model_name", textModel);
      config.without("max_length", "project_out", "enable_grad");
    }
    config.finish();
    one.finish();
  }
  conditioning.finish();
  return textModel;
}

/**
 * Reads a model_config.json.
 *
 * Strict: an option that is not known, or known and not built here, is refused by name, and so are parts that do not
 * fit each other.
 *
 * @param json what the file holds
 * @throws TutorialError `stableAudio.config`, `oobleck.config`, `stableAudio.conditioning.plan`,
 *   `stableAudio.dit.config`
 *
 * Source: Stability-AI/stable-audio-tools, `models/diffusion.py`.
 *
 * @example
 * import * as fs from "node:fs";
 * import { stableAudioToolsPlan } from "noise-to-music";
 *
 * const plan = stableAudioToolsPlan(JSON.parse(fs.readFileSync("model_config.json", "utf8")));
 * console.log(plan.objective, plan.sampleRate, plan.frames); // "v", 44100, 1024
 */
export function stableAudioToolsPlan(json: unknown): StableAudioPlan {
  const file = new ConfigOptions(json, "", reader);
  file.only("model_type", "diffusion_cond", null);
  const [samples, sampleRate] = [file.count("sample_size"), file.count("sample_rate")];
  const audioChannels = file.count("audio_channels", 2);
  file.without("training", "dataset"); // how it came to be, not what it is
  const model = file.object("model");
  file.finish();
  const textModel = textModelOf(model.object("conditioning"));
  model.object("pretransform");
  model.object("diffusion");
  const channels = model.count("io_channels");
  model.finish();

  const parts = (json as { model: Record<"pretransform" | "conditioning" | "diffusion", unknown> })
    .model;
  const autoencoder = readOobleckConfig(parts.pretransform);
  const conditioning = conditioningPlan(parts.conditioning, parts.diffusion);
  const network = stableAudioDitPlan(parts.diffusion);
  const frames = samples / samplesInFrame(autoencoder.decoder);
  const agree = agreeing("model_config.json");
  agree("audio_channels", autoencoder.audioChannels, audioChannels);
  agree("model.io_channels", autoencoder.latentChannels, channels);
  agree("sample_size in whole latent frames", Math.floor(frames), frames);
  return agree.parts({
    layout: "stable-audio-tools",
    sampleRate,
    frames,
    objective: network.objective,
    network,
    conditioning,
    autoencoder,
    sampling: { ...usual[network.objective], sigmaMin: 0.3, sigmaMax: 500, startsWithData: false },
    textModel,
  });
}
