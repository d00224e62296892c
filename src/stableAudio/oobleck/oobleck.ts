/** The autoencoder of Stable Audio: 2,048 samples of stereo to a frame of 64 numbers, and back. */
import type { NamedArray } from "../../tensor/safetensors";
import { checkPrecision } from "../../tensor/precision";
import { seededNoise } from "../../tensor/random";
import { tf } from "../../tensor/tf";
import type { Tensor3D } from "../../tensor/tf";
import type { Frames, Samples } from "../../units";
import { checkAudio, checkChunk, checkLatents } from "./checkInput";
import { readInChunks } from "./chunks";
import type { Chunk } from "./chunks";
import { compiledLayer } from "./compiledLayer";
import type { CompiledLayer } from "./compiledLayer";
import { chain } from "./layer";
import { receptiveField } from "./receptiveField";
import type { ReceptiveField } from "./receptiveField";
import { samplesInFrame } from "./sizes";
import type { OobleckConfig } from "./sizes";
import { decoderStages, encoderStages } from "./stages";
import { drawLatents, latentCloud } from "./vaeBottleneck";
import { weightReader } from "./weights";
import type { OobleckOptions, WeightReader } from "./weights";

export type { OobleckOptions } from "./weights";

/** How latents are taken from the clouds that the encoder gives. */
export interface EncodeOptions {
  /** Names a draw from each cloud; unless given it is the mean. */
  readonly seed?: number;
}

/** How a latent is decoded. */
export interface DecodeOptions {
  /** Latent frames of a chunk, 32 unless given. The sound does not depend on it, to the last bit. */
  readonly frames?: Frames;
}

/** The first layer, a stage for each stride, and the last layers. */
export interface OobleckStages {
  readonly encoder: readonly CompiledLayer[];
  readonly decoder: readonly CompiledLayer[];
}

/** An autoencoder with its weights. */
export interface Oobleck {
  readonly config: OobleckConfig;
  /** Samples in a latent frame. */
  readonly samplesPerFrame: Samples;
  /** Latent frames on either side that a frame's sound depends on. */
  readonly hears: ReceptiveField;
  /** The layers, for who looks inside. */
  readonly stages: OobleckStages;
  /** [B, S, audio channels] → means and scales, [B, T, 2·C]: what {@link latentCloud} splits. */
  moments(audio: Tensor3D): Tensor3D;
  /** [B, S, audio channels] → latents [B, T, C], divided by the config's scale. */
  encode(audio: Tensor3D, options?: EncodeOptions): Tensor3D;
  /** Latents [B, T, C] → [B, S, audio channels]. */
  decode(latents: Tensor3D): Tensor3D;
  /** The same, a chunk at a time, for who shows progress or wants to be able to stop: leave the loop, and it stops. */
  decodeInChunks(latents: Tensor3D, options?: DecodeOptions): Generator<Chunk, void, undefined>;
  dispose(): void;
}

function builtStages(config: OobleckConfig, reader: WeightReader): OobleckStages {
  let stages: OobleckStages = { encoder: [], decoder: [] };
  // A tidy, so that a file that is refused half-way leaves nothing.
  tf.tidy(() => {
    const [encoder, decoder] = [encoderStages(reader, config), decoderStages(reader, config)];
    reader.finish();
    for (const stage of [...encoder, ...decoder]) stage.weights.forEach((one) => tf.keep(one));
    stages = { encoder: encoder.map(compiledLayer), decoder: decoder.map(compiledLayer) };
  });
  return stages;
}

/**
 * Builds the autoencoder from a config and a file's weights, which must be exactly those that the config asks for.
 *
 * Whatever its length, a sound is computed in tiles of a few megabytes, each layer keeping no more than the next still
 * needs: 47 s of music never need a whole layer's 1 GB.
 *
 * @param config of {@link readOobleckConfig}
 * @param weights by name, as {@link decodeSafetensors} gives them
 * @throws TutorialError `oobleck.weights`, `precision`; of its methods
 *   `oobleck.audio`, `oobleck.latents`, `oobleck.chunk`
 *
 * Source: Evans et al. 2024, "Stable Audio Open", §3.1; the code of Stability-AI/stable-audio-tools.
 *
 * @example
 * import * as fs from "node:fs";
 * import { decodeSafetensors, oobleck, readOobleckConfig, seededNoise, type Tensor3D } from "noise-to-music";
 *
 * const config = readOobleckConfig(JSON.parse(fs.readFileSync("vae/config.json", "utf8")));
 * const file = fs.readFileSync("vae/diffusion_pytorch_model.safetensors");
 * const vae = oobleck(config, decodeSafetensors(file).tensors);
 * const latents = seededNoise([1, 1024, 64], 7) as Tensor3D; // 47 s
 * for (const { waveform, to, length } of vae.decodeInChunks(latents)) {
 *   console.log(waveform.shape, to / length); // [1, 65536, 2]; 0.03, 0.06, …
 *   waveform.dispose();
 * }
 * vae.dispose();
 */
export function oobleck(
  config: OobleckConfig,
  weights: ReadonlyMap<string, NamedArray>,
  options: OobleckOptions = {},
): Oobleck {
  checkPrecision(options.precision ?? "float32", "oobleck");
  const stages = builtStages(config, weightReader(weights, config.layout, options));
  const samplesPerFrame = samplesInFrame(config.decoder);
  const whole = { encoder: chain(stages.encoder), decoder: chain(stages.decoder) };

  function decodeInChunks(latents: Tensor3D, { frames = 32 }: DecodeOptions = {}) {
    checkLatents(latents, config);
    checkChunk(frames);
    return readInChunks(stages.decoder, latents, frames * samplesPerFrame, config.scale);
  }

  function all(chunks: Iterable<Chunk>): Tensor3D {
    const parts = Array.from(chunks, ({ waveform }) => waveform);
    const joined = tf.concat3d(parts, 1);
    tf.dispose(parts);
    return joined;
  }

  function moments(audio: Tensor3D): Tensor3D {
    checkAudio(audio, config, whole.encoder);
    return all(readInChunks(stages.encoder, audio, Number.POSITIVE_INFINITY, 1));
  }

  return {
    config,
    samplesPerFrame,
    hears: receptiveField(whole.decoder, samplesPerFrame),
    stages,
    moments,
    encode: (audio, { seed } = {}) => {
      const said = moments(audio);
      return tf.tidy(() => {
        const cloud = latentCloud(said);
        said.dispose();
        const { mean } = cloud;
        const z = seed === undefined ? mean : drawLatents(cloud, seededNoise(mean.shape, seed));
        return z.div<Tensor3D>(config.scale);
      });
    },
    decode: (latents) => all(decodeInChunks(latents)),
    decodeInChunks,
    dispose: () => {
      for (const stage of [...stages.encoder, ...stages.decoder]) stage.dispose();
    },
  };
}
