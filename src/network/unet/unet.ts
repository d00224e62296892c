/** A U-Net along time: the same music at several lengths, and back. */
import { checkRows } from "../../conditioning/modes/checkRows";
import type { Entered } from "../../conditioning/modes/mode";
import { TutorialError } from "../../error";
import { silu } from "../../nn/activations";
import { conv1d } from "../../nn/conv1d";
import { groupNorm } from "../../nn/groupNorm";
import { zeros } from "../../nn/initializers";
import type { Parameters } from "../../nn/parameters";
import { upsample1d } from "../../nn/upsample";
import { tf } from "../../tensor/tf";
import type { Tensor2D, Tensor3D } from "../../tensor/tf";
import type { Modulation } from "../dit/modulation";
import type { NetworkObserver } from "../observe";
import { hearInput } from "../textSites";
import { attentionBlock, wordsOf } from "./attentionBlock";
import type { MusicAndWords } from "./attentionBlock";
import { unetFrames, unetLayout } from "./layout";
import type { UnetSize, UnetStep } from "./layout";
import { unetModulation } from "./modulation";
import { residualBlock } from "./residualBlock";

/** By what the U-Net is told its condition. */
export type UnetInput = (
  | {
      /** A vector for each item, such as time and label embeddings added, [B, Dc]. */
      readonly condition: Tensor2D;
    }
  | {
      /** What {@link unetModulation} made of it. */
      readonly modulation: readonly Modulation[];
    }
) & {
  /** A text, by as many ways as it entered: see `enterModes` and {@link unetHost}. */
  readonly entered?: readonly Entered[];
  /** Is shown what happens on the way, by the names of the transformer: a frame is a patch, of one. */
  readonly observe?: NetworkObserver;
};

/** Repeats the last frame until there are so many. [B, T, D] → [B, frames, D] */
function lengthened(x: Tensor3D, frames: number): Tensor3D {
  const missing = frames - x.shape[1];
  if (missing === 0) return x;
  const last = x.slice([0, x.shape[1] - 1, 0]);
  return tf.concat([x, ...Array.from({ length: missing }, () => last)], 1);
}

function checkSequences(x: tf.Tensor): void {
  if (x.rank === 3) return;
  throw new TutorialError({
    code: "network.unet.rank",
    where: "unet",
    expected: "sequences [B, T, C]",
    got: `[${x.shape.join(", ")}]`,
    fix: "add an axis of size 1 for the batch, or take a DiT, which knows pictures too",
  });
}

/**
 * Convolution → blocks, halved in between → blocks, doubled in between and joined by what was kept → convolution.
 *
 * Zero before training, whatever it is asked. Any T ≥ 1 will do: the last frame is repeated until the length can
 * be halved as often as it must, and the repetitions are cut off before the last layer.
 *
 * A text enters by any mode, and where in a transformer: channel concatenation after the first convolution, on all
 * T frames; AdaLN in each block's scale and shift; cross-attention and FiLM after each self-attention; temporal
 * concatenation before the music in each of them, while convolutions pass the words by.
 *
 * @param x [B, T, C]
 * @returns [B, T, C], with `outChannels`
 * @throws TutorialError `network.unet.rank`, `network.unet.size`, `nn.groupNorm.groups`, `nn.attention.heads`,
 *   `conditioning.rows` when there are other rows of text than of music
 *
 * Source: Ronneberger et al. 2015; for diffusion Ho et al. 2020, Dhariwal & Nichol 2021, Rombach et al. 2022.
 *
 * @example
 * const parameters = new Parameters(7);
 * const condition = timeEmbedding(parameters, "time", [0.2, 0.8], 64); // [2, 64]
 * const x = seededNoise<tf.Rank.R3>([2, 63, 32], 1);
 * const y = unet(parameters, "unet", x, { condition }, { width: 64, heads: 2 }); // [2, 63, 32]
 */
export function unet(
  parameters: Parameters,
  name: string,
  x: Tensor3D,
  input: UnetInput,
  size: UnetSize,
): Tensor3D {
  checkSequences(x);
  const steps = unetLayout(size);
  const [items, frames, channels] = x.shape;
  const { entered = [], observe } = input;
  checkRows(entered, items, "unet");
  const { width, heads, groups = 8, outChannels = channels } = size;
  return tf.tidy(() => {
    const modulation =
      "modulation" in input
        ? input.modulation
        : unetModulation(parameters, name, input.condition, size, entered);
    const kept: Tensor3D[] = [];
    const block = (now: MusicAndWords, at: string, step: UnetStep): MusicAndWords => {
      const wide = step.skip === "take" ? tf.concat([now.music, kept.pop()!], 2) : now.music;
      const music = residualBlock(parameters, at, wide, modulation[step.block!], size);
      const told = { step, heads, entered, observe };
      const after =
        step.site === undefined
          ? { ...now, music }
          : attentionBlock(parameters, `${at}.attention`, { ...now, music }, told);
      if (step.skip === "keep") kept.push(after.music);
      observe?.({ at: "block", block: step.block, value: after.music });
      return after;
    };
    const done = (now: MusicAndWords, step: UnetStep): MusicAndWords => {
      const at = `${name}.${step.name}`;
      if (step.kind === "block") return block(now, at, step);
      const { music } = now;
      const [from, stride] = step.kind === "halve" ? [music, 2] : [upsample1d(music, 2), 1];
      return { ...now, music: conv1d(parameters, at, from, width, { stride }) };
    };
    observe?.({ at: "patches", value: x });
    const tokens = hearInput(conv1d(parameters, `${name}.in`, x, width), entered); // [B, T, D]
    const music = lengthened(tokens, unetFrames(frames, 0, size));
    observe?.({ at: "tokens", value: music });
    const last = steps.reduce(done, { music, words: wordsOf(entered) }).music;
    const whole = last.slice([0, 0, 0], [-1, frames, -1]);
    const normed = silu(groupNorm(parameters, `${name}.norm`, whole, { groups }));
    const said = conv1d(parameters, `${name}.out`, normed, outChannels, { initializer: zeros });
    observe?.({ at: "patchesOut", value: said });
    return said;
  });
}
