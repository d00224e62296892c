/** model_config.json of the published models. */
import { open10, openSmall } from "../dit/configs";

const coder = {
  channels: 128,
  c_mults: [1, 2, 4, 8, 16],
  strides: [2, 4, 4, 8, 8],
  use_snake: true,
};

const pretransform = {
  type: "autoencoder",
  iterate_batch: true,
  config: {
    encoder: { type: "oobleck", config: { in_channels: 2, latent_dim: 128, ...coder } },
    decoder: {
      type: "oobleck",
      config: { out_channels: 2, latent_dim: 64, final_tanh: false, ...coder },
    },
    bottleneck: { type: "vae" },
    latent_dim: 64,
    downsampling_ratio: 2048,
    io_channels: 2,
  },
};

const prompt = (length: number) => ({
  id: "prompt",
  type: "t5",
  config: { t5_model_name: "t5-base", max_length: length },
});
const seconds = (id: string, most: number) => ({
  id,
  type: "number",
  config: { min_val: 0, max_val: most },
});

const model = (samples: number, configs: readonly object[], diffusion: object) => ({
  model_type: "diffusion_cond",
  sample_size: samples,
  sample_rate: 44100,
  audio_channels: 2,
  model: { pretransform, conditioning: { configs, cond_dim: 768 }, diffusion, io_channels: 64 },
});

/** stable-audio-open-1.0: 47.6 s. */
export const open10Config = model(
  2097152,
  [prompt(128), seconds("seconds_start", 512), seconds("seconds_total", 512)],
  open10,
);

/** stable-audio-open-small: 11.9 s. */
export const openSmallConfig = model(
  524288,
  [prompt(64), seconds("seconds_total", 256)],
  openSmall,
);
