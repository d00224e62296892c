import { beforeAll, expect, test } from "vitest";
import { TutorialError } from "../../../src/error";
import { oobleck } from "../../../src/stableAudio/oobleck/oobleck";
import { latentCloud } from "../../../src/stableAudio/oobleck/vaeBottleneck";
import type { Oobleck } from "../../../src/stableAudio/oobleck/oobleck";
import { prepareBackend } from "../../../src/tensor/backend";
import { countTensors } from "../../../src/tensor/budget";
import { seededNoise } from "../../../src/tensor/random";
import { tf } from "../../../src/tensor/tf";
import type { Rank, Tensor, Tensor3D } from "../../../src/tensor/tf";
import { randomWeights, smallConfig } from "./randomWeights";

beforeAll(async () => void (await prepareBackend()));

const small = (): Oobleck => oobleck(smallConfig(), randomWeights(smallConfig()));
const latents = (frames: number): Tensor3D => seededNoise<Rank.R3>([2, frames, 4], 5);
const differ = (a: Tensor, b: Tensor): number => a.sub(b).abs().max().dataSync()[0];
const swings = (x: Tensor): number => x.abs().max().dataSync()[0];

test("whatever the chunks, the same bits come out", () => {
  const vae = small();
  const z = latents(37);
  const whole = vae.decode(z);
  // 37·24 less what an odd stride of 3, four times the samples behind it, leaves out at the end.
  expect(whole.shape).toEqual([2, 37 * 24 - 2, 2]);
  expect(swings(whole)).toBeGreaterThan(0.01);
  for (const frames of [1, 5, 36, 1000]) {
    const chunks = [...vae.decodeInChunks(z, { frames })];
    expect(chunks).toHaveLength(Math.ceil(37 / frames));
    for (const { waveform, from, to, length } of chunks) {
      expect(length).toBe(whole.shape[1]);
      tf.tidy(
        () => void expect(differ(waveform, whole.slice([0, from, 0], [2, to - from, 2]))).toBe(0),
      );
    }
    tf.dispose(chunks.map(({ waveform }) => waveform));
  }
  tf.dispose([z, whole]);
  vae.dispose();
});

test("a long latent, in many tiles, is what the layers make of it in one piece", () => {
  // Wide enough that tiles are short: 2²⁰ numbers are 8,192 positions of 128 channels.
  const config = smallConfig({ decoder_channels: 128, downsampling_ratios: [4, 3, 2] });
  const vae = oobleck(config, randomWeights(config));
  const z = tf.tidy(() => latents(900).slice<Tensor3D>([0, 0, 0], [1, 900, 4]));
  const tiles = vae.decode(z);
  tf.tidy(() => {
    const first = z.squeeze<tf.Tensor2D>([0]);
    const whole = vae.stages.decoder.reduce((h, stage) => stage.run(h), first);
    expect(differ(tiles.squeeze([0]), whole)).toBeLessThan(1e-5 * swings(whole));
  });
  tf.dispose([z, tiles]);
  vae.dispose();
}, 60_000);

test.each(["float32", "bfloat16"] as const)(
  "a sound is the same the first time, while it is compiled, and compiled, to the bit: %s",
  async (precision) => {
    if (precision === "bfloat16" && tf.getBackend() !== "tensorflow") return;
    const config = smallConfig({ decoder_channels: 64 });
    const vae = oobleck(config, randomWeights(config), { precision });
    const { leaked } = await countTensors(() => {
      // More lengths than are compiled for.
      for (let frames = 3; frames < 20; frames++) {
        tf.tidy(() => {
          const z = latents(frames);
          const first = vae.decode(z);
          for (let again = 0; again < 3; again++) expect(differ(vae.decode(z), first)).toBe(0);
        });
      }
    });
    expect(leaked).toBe(0);
    vae.dispose();
  },
  60_000,
);

test("a frame is heard as far as the receptive field reaches, and no farther", () => {
  const vae = small();
  const { before, after } = vae.hears;
  const [frames, middle] = [4 * (before + after), 2 * (before + after)];
  tf.tidy(() => {
    const z = latents(frames);
    const change = tf.oneHot(tf.tensor1d([middle], "int32"), frames).reshape([1, frames, 1]);
    // So loud that the last of it stands out of rounding, which minimal filtering spreads a little farther.
    const difference = vae.decode(z.add(change.mul(1e6))).sub(vae.decode(z)).abs().max([0, 2]); // prettier-ignore
    const values = [...difference.dataSync()];
    const first = values.findIndex((one) => one > 1e-6);
    const last = values.length - 1 - [...values].reverse().findIndex((one) => one > 1e-6);
    // A sample hears `before` frames back, so a frame sounds until so many after it.
    expect(Math.floor(first / 24)).toBe(middle - after);
    expect(Math.floor(last / 24)).toBe(middle + before);
  });
  vae.dispose();
});

test("a sound is encoded to the mean, or with a seed to a draw that the seed names", () => {
  const vae = small();
  tf.tidy(() => {
    const audio = seededNoise<Rank.R3>([2, 24 * 9, 2], 1);
    const moments = vae.moments(audio);
    expect(moments.shape).toEqual([2, 9, 8]);
    const { mean, std } = latentCloud(moments);
    expect(std.min().dataSync()[0]).toBeGreaterThan(1e-4);
    expect(differ(vae.encode(audio), mean)).toBe(0);
    const draw = vae.encode(audio, { seed: 3 });
    expect(differ(draw, vae.encode(audio, { seed: 3 }))).toBe(0);
    expect(differ(draw, vae.encode(audio, { seed: 4 }))).toBeGreaterThan(0.01);
    const eps = draw.sub(mean).div(std);
    expect(differ(eps, seededNoise([2, 9, 4], 3))).toBeLessThan(1e-4);
  });
  vae.dispose();
});

test("nothing is left behind: after all chunks, after a stop, inside of a tidy, after an end", async () => {
  const { leaked } = await countTensors(async () => {
    const vae = small();
    const z = latents(12);
    const audio = tf.zeros<Rank.R3>([1, 240, 2]);
    const inner = await countTensors(() => {
      vae.decode(z).dispose();
      vae.encode(audio, { seed: 1 }).dispose();
      for (const { waveform } of vae.decodeInChunks(z, { frames: 5 })) waveform.dispose();
      for (const { waveform } of vae.decodeInChunks(z, { frames: 2 })) {
        waveform.dispose();
        break;
      }
      vae.decodeInChunks(z); // never begun
      tf.tidy(() => void vae.decode(z));
    });
    expect(inner.leaked).toBe(0);
    tf.dispose([z, audio]);
    vae.dispose();
  });
  expect(leaked).toBe(0);
});

function refusal(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    expect(error).toBeInstanceOf(TutorialError);
    return `${(error as TutorialError).code}: ${(error as TutorialError).message}`;
  }
  throw new Error("it was accepted");
}

test("bad input is answered with what to do", () => {
  const vae = small();
  tf.tidy(() => {
    expect(refusal(() => vae.decode(tf.zeros([1, 4, 9])))).toMatchInlineSnapshot(
      `"oobleck.latents: oobleck.decode: expected finite latents [B, T, 4], got [1, 4, 9]; pass time before channels: latents of other libraries, [B, C, T], need transpose([0, 2, 1])"`,
    );
    expect(refusal(() => vae.decode(tf.fill([1, 9, 4], Number.NaN)))).toMatchInlineSnapshot(
      `"oobleck.latents: oobleck.decode: expected finite latents [B, T, 4], got numbers that are not finite; look where they come from: a sampler with too few steps may have diverged"`,
    );
    expect(refusal(() => vae.decodeInChunks(latents(3), { frames: 1.5 }))).toMatchInlineSnapshot(
      `"oobleck.chunk: oobleck.decodeInChunks: expected {frames} to be a whole number, at least 1, got 1.5; leave it out for chunks of 32 latent frames, 1.5 s of the published model"`,
    );
    expect(refusal(() => vae.encode(tf.zeros([1, 240, 1])))).toMatchInlineSnapshot(
      `"oobleck.audio: oobleck.encode: expected finite samples [B, S, 2], at least a frame of them, got [1, 240, 1]; pass time before channels, in as many channels as the model has, and add zeros to what is too short"`,
    );
    expect(refusal(() => vae.encode(tf.zeros([1, 3, 2])))).toMatchInlineSnapshot(
      `"oobleck.audio: oobleck.encode: expected finite samples [B, S, 2], at least a frame of them, got [1, 3, 2]; pass time before channels, in as many channels as the model has, and add zeros to what is too short"`,
    );
    expect(refusal(() => latentCloud(tf.zeros([1, 9, 5])))).toMatchInlineSnapshot(
      `"oobleck.moments: latentCloud: expected means and scales side by side, [B, T, 2·C], got [1, 9, 5]; pass what the encoder gave"`,
    );
  });
  vae.dispose();
});

test("weights are exactly those that the config asks for, and a refusal leaves no tensors", async () => {
  const config = smallConfig();
  const prefix = "pretransform.model.";
  const whole = new Map([...randomWeights(config, prefix), ...randomWeights(config, "other.")]);
  const without = new Map(whole);
  without.delete(`${prefix}decoder.block.1.conv_t1.bias`);
  const { leaked } = await countTensors(() => {
    oobleck(config, whole, { prefix }).dispose();
    expect(refusal(() => oobleck(config, without, { prefix }))).toMatchInlineSnapshot(
      `"oobleck.weights: oobleck, layout diffusers: expected "pretransform.model.decoder.block.1.conv_t1.bias" of shape [8], got no weight of that name; pass {prefix: "other."}"`,
    );
    expect(refusal(() => oobleck(config, whole))).toMatchInlineSnapshot(
      `"oobleck.weights: oobleck, layout diffusers: expected "encoder.block.0.res_unit1.snake1.alpha" of shape [1, 8, 1], got no weight of that name; pass {prefix: "pretransform.model."}"`,
    );
    const twoBlocks = smallConfig({ downsampling_ratios: [2, 3], channel_multiples: [1, 2] });
    expect(refusal(() => oobleck(twoBlocks, whole, { prefix }))).toMatchInlineSnapshot(
      `"oobleck.weights: oobleck, layout diffusers: expected "pretransform.model.decoder.block.0.conv_t1.weight_v" of shape [16, 8, 6], got [16, 16, 8]; load the file of this very network, whole, and build the network with the sizes in its config"`,
    );
    const extra = new Map([...whole, [`${prefix}decoder.conv3.bias`, whole.get(`${prefix}decoder.conv1.bias`)!]]); // prettier-ignore
    expect(refusal(() => oobleck(config, extra, { prefix }))).toMatchInlineSnapshot(
      `"oobleck.weights: oobleck, layout diffusers: expected no weights but those of this network, got 1 more: pretransform.model.decoder.conv3.bias; load the file of this very network, whole, and build the network with the sizes in its config"`,
    );
    expect(refusal(() => oobleck({ ...config, layout: "stable-audio-tools" }, whole, { prefix }))).toMatchInlineSnapshot(`"oobleck.weights: oobleck, layout stable-audio-tools: expected "pretransform.model.encoder.layers.1.layers.0.layers.0.alpha" of shape [8], got no weight of that name; load the file of this very network, whole, and build the network with the sizes in its config"`); // prettier-ignore
  });
  expect(leaked).toBe(0);
});
