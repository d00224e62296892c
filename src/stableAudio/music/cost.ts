/** How much there is to compute, counted beforehand: multiplications and additions. */
import type { StableAudioDitPlan } from "../dit/plan";
import type { OobleckConfig } from "../oobleck/sizes";
import type { StableAudioPlan } from "../plan";
import type { T5Config } from "../t5/config";
import type { Frames } from "../../units";

/**
 * Operations of one call of the network for one item.
 *
 * A matrix [in, out] takes 2·in·out of them for each token. Of N tokens of width D a block takes 8·N·D² for
 * self-attention, 4·N·D² for cross-attention (keys and values are made once, for all calls), 24·N·D² for the gated
 * feed-forward layers, and 4·N·D for each token that another listens to.
 *
 * @param heard L, tokens of the prompt
 *
 * @example
 * const plan = diffusersDitPlan({ _class_name: "StableAudioDiTModel" });
 * console.log(ditCallFlops(plan, 1024, 130)); // 2.26e12
 */
export function ditCallFlops(plan: StableAudioDitPlan, frames: Frames, heard: number): number {
  const { width, depth, patch, feedForward, crossAttention } = plan;
  const tokens = frames / patch + 1;
  const self = 8 * tokens * width ** 2 + 4 * tokens ** 2 * width;
  const cross = 4 * tokens * width ** 2 + 4 * tokens * heard * width;
  const layers = feedForward.gated ? 3 : 2;
  const inner = 2 * layers * tokens * width * feedForward.width;
  return depth * (self + inner) + (crossAttention?.blocks ?? 0) * cross;
}

/**
 * Operations of the autoencoder's decoder for a latent frame; the encoder takes about as many.
 *
 * @example
 * const config = readOobleckConfig({ _class_name: "AutoencoderOobleck" });
 * console.log(decoderFrameFlops(config)); // 5.04e9
 */
export function decoderFrameFlops({
  audioChannels,
  latentChannels,
  decoder,
}: OobleckConfig): number {
  const widths = [1, ...decoder.multiples].map((one) => one * decoder.channels).reverse();
  const strides = [...decoder.strides].reverse();
  let positions = 1;
  let flops = 2 * 7 * latentChannels * widths[0];
  strides.forEach((stride, i) => {
    const [into, out] = [widths[i], widths[i + 1]];
    flops += positions * 2 * 2 * stride * into * out; // the transposed convolution
    positions *= stride;
    flops += positions * 3 * 2 * (7 + 1) * out ** 2; // three residual units
  });
  return flops + positions * 2 * 7 * widths[strides.length] * audioChannels;
}

/**
 * Operations of the text encoder for a prompt of L tokens.
 *
 * @example
 * console.log(t5Flops(t5BaseConfig, 128)); // 2.2e10
 */
export function t5Flops(config: T5Config, length: number): number {
  const { width, blocks, heads, headSize, innerWidth, gated } = config;
  const inside = heads * headSize;
  const attention = 8 * length * width * inside + 4 * length ** 2 * inside;
  return blocks * (attention + 2 * (gated ? 3 : 2) * length * width * innerWidth);
}

/** What is to be made. */
export interface MusicSize {
  readonly items: number;
  /** Calls of the network, all steps together. */
  readonly calls: number;
  /** Does each call answer with and without the prompt? */
  readonly isGuided: boolean;
  /** Latent frames that are decoded. */
  readonly frames: Frames;
}

/**
 * Operations of network and decoder for some music; the text takes next to none.
 *
 * @internal
 */
export function musicFlops(
  plan: StableAudioPlan,
  size: MusicSize,
): { call: number; decoding: number } {
  const heard = plan.conditioning.conditions
    .filter(({ id }) => plan.conditioning.crossAttention.includes(id))
    .reduce((sum, one) => sum + (one.kind === "text" ? one.maxLength : 1), 0);
  const rows = size.items * (size.isGuided ? 2 : 1);
  return {
    call: rows * ditCallFlops(plan.network, plan.frames, heard),
    decoding: size.items * size.frames * decoderFrameFlops(plan.autoencoder),
  };
}
