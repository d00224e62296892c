import { expect, test } from "vitest";
import { readOobleckConfig } from "../../../src/stableAudio/oobleck/readConfig";
import { TutorialError } from "../../../src/error";
import { oobleckShapes } from "../../../src/stableAudio/oobleck/shapes";
import { smallOptions } from "./randomWeights";

const sizes = { channels: 128, c_mults: [1, 2, 4, 8, 16], strides: [2, 4, 4, 8, 8] };

/** As published, with some parts of it changed. */
function published({ encoder = {}, decoder = {}, autoencoder = {}, outer = {} } = {}): object {
  const both = { ...sizes, use_snake: true };
  return {
    type: "autoencoder",
    iterate_batch: true,
    config: {
      encoder: {
        type: "oobleck",
        config: { in_channels: 2, ...both, latent_dim: 128, ...encoder },
      },
      decoder: {
        type: "oobleck",
        config: { out_channels: 2, ...both, latent_dim: 64, final_tanh: false, ...decoder },
      },
      bottleneck: { type: "vae" },
      latent_dim: 64,
      downsampling_ratio: 2048,
      io_channels: 2,
      ...autoencoder,
    },
    ...outer,
  };
}

test("both publishers' configs of the published model say the same, 156 million numbers in 365 tensors", () => {
  const numbered = readOobleckConfig(published());
  const named = readOobleckConfig({ _class_name: "AutoencoderOobleck", sampling_rate: 44100 });
  expect(numbered).toEqual({ ...named, layout: "stable-audio-tools" });
  for (const config of [numbered, named]) {
    const shapes = [...oobleckShapes(config).values()];
    const count = shapes.reduce((sum, shape) => sum + shape.reduce((a, b) => a * b, 1), 0);
    expect([shapes.length, count]).toEqual([365, 156_112_514]);
  }
});

test("where a file is silent, the publisher's defaults hold", () => {
  const decoder = { final_tanh: undefined };
  expect(readOobleckConfig(published({ decoder })).decoder.finalTanh).toBe(true);
  expect(readOobleckConfig(published({ outer: { scale: 0.8 } })).scale).toBe(0.8);
});

function refusal(json: unknown): string {
  try {
    readOobleckConfig(json);
  } catch (error) {
    expect(error).toBeInstanceOf(TutorialError);
    expect((error as TutorialError).code).toBe("oobleck.config");
    return (error as TutorialError).message;
  }
  throw new Error("it was accepted");
}

test("an option that is unknown, not built here, or at odds with another is refused by name", () => {
  expect(refusal(published({ decoder: { upsampler: "nearest" } }))).toMatchInlineSnapshot(
    `"readOobleckConfig: config.decoder.config: expected only the options antialias_activation, c_mults, channels, final_tanh, latent_dim, out_channels, strides, use_nearest_upsample, use_snake, got {"upsampler":"nearest"}; leave it out only if it changes nothing of what the model computes"`,
  );
  expect(refusal(published({ encoder: { use_snake: false } }))).toMatchInlineSnapshot(
    `"readOobleckConfig: config.encoder.config: expected "use_snake" to be true, the only one that is built here, got false; decode this model with the library that it was made with"`,
  );
  expect(
    refusal(published({ autoencoder: { bottleneck: { type: "rvq" } } })),
  ).toMatchInlineSnapshot(
    `"readOobleckConfig: config.bottleneck: expected "type" to be "vae", the only one that is built here, got "rvq"; decode this model with the library that it was made with"`,
  );
  expect(refusal(published({ autoencoder: { downsampling_ratio: 1024 } }))).toMatchInlineSnapshot(
    `"readOobleckConfig: expected encoder.strides with the product 1024, as the rest of the config says, got 2048; pass the config that was published with the weights, unchanged"`,
  );
  expect(refusal(published({ encoder: { latent_dim: 64 } }))).toMatchInlineSnapshot(
    `"readOobleckConfig: expected encoder.latent_dim (a mean and a scale for each latent channel) 128, as the rest of the config says, got 64; pass the config that was published with the weights, unchanged"`,
  );
  expect(refusal(published({ outer: { scale: 0 } }))).toMatchInlineSnapshot(
    `"readOobleckConfig: the config: expected "scale" to be a number above 0, got 0; pass the config that was published with the weights, unchanged"`,
  );
  expect(refusal({ ...smallOptions, encoder_hidden_size: 16 })).toMatchInlineSnapshot(
    `"readOobleckConfig: expected encoder_hidden_size of twice decoder_input_channels, and as many channel_multiples as downsampling_ratios, got 16 and 4, 3 and 3; pass the config that was published with the weights, unchanged"`,
  );
  expect(refusal({ ...smallOptions, channel_multiples: [1, 2.5, 4] })).toMatchInlineSnapshot(
    `"readOobleckConfig: the config: expected "channel_multiples" to be a list of whole numbers, at least 1 each, got [1,2.5,4]; pass the config that was published with the weights, unchanged"`,
  );
  expect(refusal({ ...smallOptions, norm: "group" })).toMatchInlineSnapshot(
    `"readOobleckConfig: the config: expected only the options _class_name, _diffusers_version, _name_or_path, audio_channels, channel_multiples, decoder_channels, decoder_input_channels, downsampling_ratios, encoder_hidden_size, sampling_rate, got {"norm":"group"}; leave it out only if it changes nothing of what the model computes"`,
  );
  expect(refusal(published({ outer: { type: "wavelet" } }))).toMatchInlineSnapshot(
    `"readOobleckConfig: the config: expected "type" to be "autoencoder", the only one that is built here, got "wavelet"; decode this model with the library that it was made with"`,
  );
  expect(refusal({ model_type: "diffusion_cond", model: {} })).toMatchInlineSnapshot(
    `"readOobleckConfig: expected the config of an autoencoder, an object with \`config\` or \`_class_name\`, got one with model_type, model; pass model.pretransform of model_config.json, or what vae/config.json holds"`,
  );
  expect(refusal([])).toMatchInlineSnapshot(
    `"readOobleckConfig: expected the config of an autoencoder, an object with \`config\` or \`_class_name\`, got []; pass model.pretransform of model_config.json, or what vae/config.json holds"`,
  );
});
