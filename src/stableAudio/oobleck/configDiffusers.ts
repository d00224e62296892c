/** The config of diffusers, the file `vae/config.json`. */
import { TutorialError } from "../../error";
import type { OobleckConfig } from "./sizes";
import { ConfigOptions } from "../configOptions";
import { oobleckReader } from "./reader";

/**
 * @param json what the file holds
 * @throws TutorialError `oobleck.config`
 * @internal
 */
export function diffusersConfig(json: object): OobleckConfig {
  const options = new ConfigOptions(json, "", oobleckReader);
  options.only("_class_name", "AutoencoderOobleck");
  options.without("_diffusers_version", "_name_or_path", "sampling_rate");
  const hidden = options.count("encoder_hidden_size", 128);
  const strides = options.counts("downsampling_ratios", [2, 4, 4, 8, 8]);
  const multiples = options.counts("channel_multiples", [1, 2, 4, 8, 16]);
  const channels = options.count("decoder_channels", 128);
  const latentChannels = options.count("decoder_input_channels", 64);
  const audioChannels = options.count("audio_channels", 2);
  options.finish();
  // The encoder's output has no option of its own: it is as wide as its first layer.
  const fits = hidden === 2 * latentChannels && strides.length === multiples.length;
  if (!fits) {
    throw new TutorialError({
      code: "oobleck.config",
      where: "readOobleckConfig",
      expected:
        "encoder_hidden_size of twice decoder_input_channels, and as many channel_multiples as downsampling_ratios",
      got: `${hidden} and ${latentChannels}, ${multiples.length} and ${strides.length}`,
      fix: "pass the config that was published with the weights, unchanged",
    });
  }
  return {
    layout: "diffusers",
    audioChannels,
    latentChannels,
    encoder: { channels: hidden, multiples, strides },
    decoder: { channels, multiples, strides, finalTanh: false },
    scale: 1,
  };
}
