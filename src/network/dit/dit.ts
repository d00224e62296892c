/** The Diffusion Transformer, for sequences and for pictures alike. */
import { checkRows } from "../../conditioning/modes/checkRows";
import type { Entered } from "../../conditioning/modes/mode";
import { TutorialError } from "../../error";
import { dense } from "../../nn/dense";
import type { Initializer } from "../../nn/initializers";
import type { Parameters } from "../../nn/parameters";
import { tf } from "../../tensor/tf";
import type { Tensor, Tensor2D, Tensor3D } from "../../tensor/tf";
import { blockModulation, ditBlock } from "./block";
import type { BlockModulation, BlockSize } from "./block";
import { finalLayer, finalModulation } from "./finalLayer";
import type { Modulation } from "./modulation";
import type { NetworkObserver } from "../observe";
import { patchGrid, patchify, unpatchify } from "./patches";
import type { Patch } from "./patches";
import { sinusoidalPositions } from "./positions";
import { hearInput, modulationStart, prefixed, sumOfVectors } from "../textSites";

/** How large the transformer is. */
export interface DitSize extends BlockSize {
  /** D, numbers a token. */
  readonly width: number;
  /** How many blocks. */
  readonly depth: number;
  /** What a token is cut from: frames of a sequence, or frames and bins of a picture. */
  readonly patch: Patch;
  /** Channels that come out; as many as go in unless given. */
  readonly outChannels?: number;
  /** How a block's layer of shifts, scales and gates begins: at zero unless given, or if AdaLN without Zero entered. */
  readonly modulationInitializer?: Initializer;
}

/** All that a condition says to a transformer. (A type, for `tf.tidy`.) */
export type DitModulation = {
  readonly blocks: BlockModulation[];
  readonly final: Modulation;
};

/** By what the transformer is told its condition. */
export type DitInput = (
  | {
      /** A vector for each item, such as time and label embeddings added, [B, Dc]. */
      readonly condition: Tensor2D;
    }
  | {
      /** What {@link ditModulation} made of it. */
      readonly modulation: DitModulation;
    }
) & {
  /** A text, by as many ways as it entered: see `enterModes`. */
  readonly entered?: readonly Entered[];
  /** Is shown what happens on the way. */
  readonly observe?: NetworkObserver;
};

function checkItems(x: Tensor): void {
  if (x.rank === 3 || x.rank === 4) return;
  throw new TutorialError({
    code: "network.dit.rank",
    where: "dit",
    expected: "sequences [B, T, C] or pictures [B, h, w, C]",
    got: `[${x.shape.join(", ")}]`,
    fix: "add an axis of size 1 for the batch, or for the channels of a waveform",
  });
}

type ModulationSize = Pick<DitSize, "width" | "depth" | "modulationInitializer">;

/**
 * What a condition says to all blocks: all that a transformer computes which does not depend on x.
 *
 * The same at every call with the same condition, so a walk may make it once for each of its times.
 *
 * @param condition [B, Dc]
 * @param entered a text, of which AdaLN adds a vector to the condition
 *
 * @example
 * const parameters = new Parameters(7);
 * const size = { width: 64, depth: 2, heads: 2, patch: 2 };
 * const modulation = ditModulation(parameters, "dit", tf.ones([1, 32]), size);
 * const y = dit(parameters, "dit", seededNoise([1, 128, 32], 1), { modulation }, size); // [1, 128, 32]
 */
export function ditModulation(
  parameters: Parameters,
  name: string,
  condition: Tensor2D,
  { width, depth, modulationInitializer }: ModulationSize,
  entered: readonly Entered[] = [],
): DitModulation {
  return tf.tidy(() => {
    const told = sumOfVectors(condition, entered);
    const options = { width, initializer: modulationInitializer ?? modulationStart(entered) };
    return {
      blocks: Array.from({ length: depth }, (_, i) =>
        blockModulation(parameters, `${name}.blocks.${i}`, told, options),
      ),
      final: finalModulation(parameters, `${name}.final`, told, width),
    };
  });
}

/**
 * Patches → tokens + positions → blocks with AdaLN-Zero → patches.
 *
 * Zero before training, whatever it is asked. Items may be longer or shorter from call to call: nothing
 * but the patch is tied to their size.
 *
 * @param x [B, T, C] or [B, h, w, C]
 * @returns of the same shape, with `outChannels`
 * @throws TutorialError `network.dit.rank`, `network.patch`, `network.positions`, `nn.attention.heads`,
 *   `conditioning.rows` when there are other rows of text than of music
 *
 * Source: Peebles & Xie 2023, "Scalable Diffusion Models with Transformers".
 *
 * @example
 * const parameters = new Parameters(7);
 * const condition = timeEmbedding(parameters, "time", [0.2, 0.8], 64); // [2, 64]
 * const size = { width: 64, depth: 2, heads: 2, patch: [16, 10] } as const;
 * const y = dit(parameters, "dit", seededNoise([2, 256, 80, 1], 1), { condition }, size); // [2, 256, 80, 1]
 */
export function dit(
  parameters: Parameters,
  name: string,
  x: Tensor,
  input: DitInput,
  size: DitSize,
): Tensor {
  checkItems(x);
  const { patch, width, depth } = size;
  const shape = [...x.shape.slice(1, -1), size.outChannels ?? x.shape.at(-1)!];
  const { grid } = patchGrid(x.shape.slice(1), patch);
  const positions = sinusoidalPositions(grid, width);
  return tf.tidy(() => {
    const { entered = [], observe } = input;
    checkRows(entered, x.shape[0], "dit");
    const { blocks, final } =
      "modulation" in input
        ? input.modulation
        : ditModulation(parameters, name, input.condition, size, entered);
    const patches = patchify(x, patch); // [B, N, patch·C]
    observe?.({ at: "patches", value: patches });
    const places = tf.tensor2d(positions, [positions.length / width, width]);
    const music = dense(parameters, `${name}.patches`, patches, width).add<Tensor3D>(places); // [B, N, D]
    const { together, bias, music: onlyMusic } = prefixed(hearInput(music, entered), entered);
    observe?.({ at: "tokens", value: together });
    let tokens = together; // [B, P + N, D]
    for (let i = 0; i < depth; i++) {
      const told = { modulation: blocks[i], block: i, entered, bias, observe };
      tokens = ditBlock(parameters, `${name}.blocks.${i}`, tokens, told, size);
      observe?.({ at: "block", block: i, value: tokens });
    }
    const numbers = patchGrid(shape, patch).size;
    const said = finalLayer(parameters, `${name}.final`, onlyMusic(tokens), final, numbers);
    observe?.({ at: "patchesOut", value: said });
    return unpatchify(said, { shape, patch });
  });
}
