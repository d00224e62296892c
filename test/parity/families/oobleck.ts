/** Families `oobleck-stable-audio-tools` and `oobleck-diffusers`: the autoencoder, and where stated its first layers. */
import { oobleck } from "../../../src/stableAudio/oobleck/oobleck";
import { readOobleckConfig } from "../../../src/stableAudio/oobleck/readConfig";
import { tensorSource, tiledStages } from "../../../src/stableAudio/oobleck/tiles";
import {
  cloudDivergence,
  drawLatents,
  latentCloud,
} from "../../../src/stableAudio/oobleck/vaeBottleneck";
import type { CompiledLayer } from "../../../src/stableAudio/oobleck/compiledLayer";
import { tf } from "../../../src/tensor/tf";
import type { Tensor, Tensor2D, Tensor3D } from "../../../src/tensor/tf";
import type { FixtureConfig, ParityFamily } from "../fixture";
import { channelsFirst, timeFirst } from "./channels";

/** What the first so many stages make of a batch. */
function after(stages: readonly CompiledLayer[], x: Tensor3D): Tensor {
  const items = tf.unstack(x) as Tensor2D[];
  return tf.stack(
    items.map((item) => {
      const source = tiledStages(stages, tensorSource(item));
      const all = source.read({ from: 0, to: source.length });
      source.dispose();
      return all;
    }),
  );
}

const bookkeeping = ["family", "what", "reference", "same_numbers_as", "note", "tolerance"];

/** A diffusers fixture has the options of vae/config.json between its own; the other kind keeps them apart. */
function published(config: FixtureConfig): unknown {
  if (config.pretransform) return config.pretransform;
  return Object.fromEntries(Object.entries(config).filter(([name]) => !bookkeeping.includes(name)));
}

export const oobleckFamily: ParityFamily = {
  run: ({ config, inputs, weights }) => {
    const prefix = (config.weight_key_prefix as string | undefined) ?? "";
    const vae = oobleck(readOobleckConfig(published(config)), weights, { prefix });
    const { encoder, decoder } = vae.stages;
    const numbers = tf.tidy(() => {
      const [audio, eps, z] = [inputs.audio, inputs.eps, inputs.z].map(timeFirst);
      const moments = vae.moments(audio);
      const cloud = latentCloud(moments);
      const scale = vae.config.scale;
      const tensors = {
        moments,
        ...cloud,
        scale_raw: tf.split(moments, 2, 2)[1],
        latents: drawLatents(cloud, eps).div(scale),
        decoded_z: vae.decode(z),
        decoded_mean: vae.decode(cloud.mean.div(scale)),
        enc_conv_in: after(encoder.slice(0, 1), audio),
        enc_block_0: after(encoder.slice(0, 2), audio),
        dec_conv_in: after(decoder.slice(0, 1), z.mul(scale)),
        dec_block_0: after(decoder.slice(0, 2), z.mul(scale)),
      };
      const entries = Object.entries(tensors).map(([name, x]) => [name, channelsFirst(x)] as const);
      const kl = cloudDivergence(cloud).dataSync();
      return { all: { ...Object.fromEntries(entries), kl } } as never;
    }) as { all: Record<string, Float32Array> };
    vae.dispose();
    return Promise.resolve(numbers.all);
  },
};
