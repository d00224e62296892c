/** What an autoencoder's config says, whichever publisher wrote it. */
import { TutorialError } from "../../error";
import { diffusersConfig } from "./configDiffusers";
import { stableAudioToolsConfig } from "./configStableAudioTools";
import type { OobleckConfig } from "./sizes";

/**
 * Reads the config of an Oobleck autoencoder: `model.pretransform` of a stable-audio-tools `model_config.json`, or the
 * `vae/config.json` of a diffusers folder.
 *
 * Strict: an option that is not known, or known and not built here, is refused by name, since to pass over it would be
 * to decode something else than was trained.
 *
 * @param json as `JSON.parse` gives it
 * @throws TutorialError `oobleck.config`
 *
 * @example
 * const config = readOobleckConfig({
 *   _class_name: "AutoencoderOobleck",
 *   encoder_hidden_size: 128,
 *   downsampling_ratios: [2, 4, 4, 8, 8],
 *   channel_multiples: [1, 2, 4, 8, 16],
 *   decoder_channels: 128,
 *   decoder_input_channels: 64,
 *   audio_channels: 2,
 *   sampling_rate: 44100,
 * });
 * console.log(config.latentChannels, config.decoder.strides); // 64, [2, 4, 4, 8, 8]
 */
export function readOobleckConfig(json: unknown): OobleckConfig {
  const isObject = json !== null && typeof json === "object" && !Array.isArray(json);
  if (isObject && "_class_name" in json) return diffusersConfig(json);
  if (isObject && "config" in json) return stableAudioToolsConfig(json);
  throw new TutorialError({
    code: "oobleck.config",
    where: "readOobleckConfig",
    expected: "the config of an autoencoder, an object with `config` or `_class_name`",
    got: isObject
      ? `one with ${Object.keys(json).join(", ") || "nothing"}`
      : (JSON.stringify(json) ?? "nothing"),
    fix: "pass model.pretransform of model_config.json, or what vae/config.json holds",
  });
}
