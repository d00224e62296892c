/** The config of stable-audio-tools, where the autoencoder is the "pretransform" of the model. */
import { TutorialError } from "../../error";
import { samplesInFrame } from "./sizes";
import type { OobleckCoder, OobleckConfig } from "./sizes";
import { ConfigOptions } from "../configOptions";
import { oobleckReader } from "./reader";

interface Coder extends OobleckCoder {
  readonly audioChannels: number;
  readonly latentDim: number;
}

/** What encoder and decoder have in common; where the file is silent, what the publisher's code takes. */
function coder(options: ConfigOptions, audioName: string): Coder {
  options.only("use_snake", true, false);
  options.only("antialias_activation", false);
  return {
    audioChannels: options.count(audioName, 2),
    latentDim: options.count("latent_dim", 32),
    channels: options.count("channels", 128),
    multiples: options.counts("c_mults", [1, 2, 4, 8]),
    strides: options.counts("strides", [2, 4, 8, 8]),
  };
}

function part(autoencoder: ConfigOptions, name: string): ConfigOptions {
  const outer = autoencoder.object(name);
  outer.only("type", "oobleck", null);
  outer.without("requires_grad");
  const inner = outer.object("config");
  outer.finish();
  return inner;
}

function agree(what: string, expected: number, got: number): void {
  if (expected === got) return;
  throw new TutorialError({
    code: "oobleck.config",
    where: "readOobleckConfig",
    expected: `${what} ${expected}, as the rest of the config says`,
    got: String(got),
    fix: "pass the config that was published with the weights, unchanged",
  });
}

/**
 * @param json `model.pretransform`
 * @throws TutorialError `oobleck.config`
 * @internal
 */
export function stableAudioToolsConfig(json: object): OobleckConfig {
  const pretransform = new ConfigOptions(json, "", oobleckReader);
  pretransform.only("type", "autoencoder", null);
  const scale = pretransform.positive("scale", 1);
  // How it is run, not what it computes.
  pretransform.without("iterate_batch", "chunked", "model_half", "enable_grad");
  const autoencoder = pretransform.object("config");
  pretransform.finish();

  const outerEncoder = part(autoencoder, "encoder");
  const encoder = coder(outerEncoder, "in_channels");
  outerEncoder.finish();
  const outerDecoder = part(autoencoder, "decoder");
  const decoder = coder(outerDecoder, "out_channels");
  const finalTanh = outerDecoder.flag("final_tanh", true);
  outerDecoder.only("use_nearest_upsample", false);
  outerDecoder.finish();
  const bottleneck = autoencoder.object("bottleneck");
  bottleneck.only("type", "vae", null);
  bottleneck.finish();
  const latentChannels = autoencoder.count("latent_dim");
  const ratio = autoencoder.count("downsampling_ratio");
  const audioChannels = autoencoder.count("io_channels");
  autoencoder.only("in_channels", audioChannels);
  autoencoder.only("out_channels", audioChannels);
  autoencoder.only("soft_clip", false);
  autoencoder.finish();

  agree("encoder.in_channels", audioChannels, encoder.audioChannels);
  agree("decoder.out_channels", audioChannels, decoder.audioChannels);
  agree("encoder.latent_dim (a mean and a scale for each latent channel)", 2 * latentChannels, encoder.latentDim); // prettier-ignore
  agree("decoder.latent_dim", latentChannels, decoder.latentDim);
  for (const [name, one] of Object.entries({ encoder, decoder })) {
    agree(`${name}.strides with the product`, ratio, samplesInFrame(one));
    agree(`${name}.c_mults of the length`, one.strides.length, one.multiples.length);
  }
  const sizes = ({ channels, multiples, strides }: Coder): OobleckCoder => ({ channels, multiples, strides }); // prettier-ignore
  return {
    layout: "stable-audio-tools",
    audioChannels,
    latentChannels,
    encoder: sizes(encoder),
    decoder: { ...sizes(decoder), finalTanh },
    scale,
  };
}
