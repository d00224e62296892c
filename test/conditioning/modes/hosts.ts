/** Texts of noise, and small networks of both kinds for a text to enter. */
import { enterModes } from "../../../src/conditioning/modes/modes";
import type { Entered, Host, ModeName } from "../../../src/conditioning/modes/mode";
import type { TextEmbedding } from "../../../src/conditioning/textEmbedding";
import { dit } from "../../../src/network/dit/dit";
import type { NetworkObserver } from "../../../src/network/observe";
import { unetHost } from "../../../src/network/unet/host";
import { unet } from "../../../src/network/unet/unet";
import type { Parameters } from "../../../src/nn/parameters";
import { seededNoise } from "../../../src/tensor/random";
import { tf } from "../../../src/tensor/tf";
import type { Tensor, Tensor2D, Tensor3D } from "../../../src/tensor/tf";

export const textSize = { tokenSize: 5, globalSize: 7 };

/** Texts of so many words each, [B, longest]. */
export function textOf(words: readonly number[], seed = 1): TextEmbedding {
  const length = Math.max(...words);
  const mask = words.map((count) => Array.from({ length }, (_, i) => Number(i < count)));
  return {
    global: seededNoise<tf.Rank.R2>([words.length, textSize.globalSize], seed),
    tokens: seededNoise<tf.Rank.R3>([words.length, length, textSize.tokenSize], seed + 1),
    mask: tf.tensor2d(mask),
  };
}

/** Frames of the music in all these tests, an odd number of them, and their channels. */
export const frames = 7;
export const channels = 3;
export const music = (items: number): Tensor3D =>
  seededNoise<tf.Rank.R3>([items, frames, channels], 9);
export const conditionOf = (items: number): Tensor2D =>
  seededNoise<tf.Rank.R2>([items, 6], 8).mul(0.5);

const ditSize = { width: 8, depth: 2, heads: 2, patch: 1, mlpRatio: 3 };
const unetSize = { width: 8, heads: 2, halvings: 2, blocksPerLevel: 1, groups: 2 };

interface Call {
  readonly entered?: readonly Entered[];
  readonly observe?: NetworkObserver;
  readonly x?: Tensor3D;
  readonly items?: number;
}

/** A network as these tests know it. */
export interface Network {
  readonly host: Host;
  readonly call: (parameters: Parameters, call: Call) => Tensor;
}

const host = { width: 8, heads: 2, frames, conditionWidth: 6 };

export const networks: Readonly<Record<string, Network>> = {
  dit: {
    host: { ...host, depth: 2, mlpRatio: 3 },
    call: (parameters, { entered, observe, items = 2, x = music(items) }) =>
      dit(parameters, "net", x, { condition: conditionOf(x.shape[0]), entered, observe }, ditSize),
  },
  unet: {
    host: unetHost({ ...unetSize, conditionWidth: 6 }, frames),
    call: (parameters, { entered, observe, items = 2, x = music(items) }) =>
      unet(
        parameters,
        "net",
        x,
        { condition: conditionOf(x.shape[0]), entered, observe },
        unetSize,
      ),
  },
};

/** A text enters a network, which is called once. */
export function told(
  parameters: Parameters,
  { host: its, call }: Network,
  modes: readonly ModeName[],
  text: TextEmbedding,
): Tensor {
  return tf.tidy(() => {
    const entered = enterModes(parameters, "text", modes, text, its);
    return call(parameters, { entered, items: text.mask.shape[0] });
  });
}

/** All weights that are there become noise: nothing is silent any more. */
export function wake(parameters: Parameters): void {
  Object.values(parameters.values()).forEach((one, seed) => {
    tf.tidy(() => one.assign(seededNoise(one.shape, seed).mul(0.4)));
  });
}

export const apart = (a: Tensor, b: Tensor): number =>
  tf.tidy(() => a.sub(b).abs().max().dataSync()[0]);
