/** A block of the transformer: attention, then a small network for each token, both as the condition says. */
import type { Entered } from "../../conditioning/modes/mode";
import type { Activation } from "../../nn/activations";
import { selfAttention } from "../../nn/attention";
import type { Initializer } from "../../nn/initializers";
import { mlp } from "../../nn/mlp";
import type { Parameters } from "../../nn/parameters";
import { tf } from "../../tensor/tf";
import type { Tensor2D, Tensor3D, Tensor4D } from "../../tensor/tf";
import { addGated } from "./gated";
import { adaptiveNorm, modulationVectors } from "./modulation";
import type { GatedModulation } from "./modulation";
import type { NetworkObserver } from "../observe";
import { hearInBlock } from "../textSites";

/** How wide a block is within. */
export interface BlockSize {
  /** H, which divides the width D. */
  readonly heads: number;
  /** Width of the network for each token, in units of D; 4 unless given. */
  readonly mlpRatio?: number;
  /** Of the rotary positions of self-attention, which also know distances; none unless given: see `rotate`. */
  readonly rotaryBase?: number;
  /** In the network for each token; `"silu"` unless given: on WebAssembly ten times as fast as `"gelu"`. */
  readonly activation?: Exclude<Activation, "linear">;
}

/** What the condition says to a block. (A type, for `tf.tidy`.) */
export type BlockModulation = {
  readonly attention: GatedModulation;
  readonly mlp: GatedModulation;
};

/**
 * AdaLN-Zero: shift, scale and gate of both branches of a block, six vectors, out of the condition.
 *
 * They depend on the condition alone, so a walk may compute those of all its steps beforehand. Zero at
 * first: then both gates are shut, and the block hands on what it got.
 *
 * @param condition [B, Dc], of any width
 * @param options D, of the tokens, and how the layer begins if not at zero (AdaLN without Zero)
 *
 * Source: Peebles & Xie 2023, §3.2.
 *
 * @example
 * const modulation = blockModulation(new Parameters(7), "blocks.0", tf.ones([2, 64]), { width: 128 });
 */
export function blockModulation(
  parameters: Parameters,
  name: string,
  condition: Tensor2D,
  options: { readonly width: number; readonly initializer?: Initializer },
): BlockModulation {
  return tf.tidy(() => {
    const size = { count: 6, ...options };
    const parts = modulationVectors(parameters, `${name}.modulation`, condition, size);
    const [shift, scale, gate, mlpShift, mlpScale, mlpGate] = parts;
    return {
      attention: { shift, gain: scale.add<Tensor3D>(1), gate },
      mlp: { shift: mlpShift, gain: mlpScale.add<Tensor3D>(1), gate: mlpGate },
    };
  });
}

/** What a block is told: the condition, and a text by the ways in which it entered. */
export interface BlockInput {
  readonly modulation: BlockModulation;
  /** Which block it is, for the text; 0 unless given. */
  readonly block?: number;
  readonly entered?: readonly Entered[];
  /** Hides padding from self-attention: see `hiddenKeys`. */
  readonly bias?: Tensor4D;
  readonly observe?: NetworkObserver;
}

/**
 * x ← x + gate₁·attention(AdaLN₁(x)), then the text if it enters here, then x ← x + gate₂·mlp(AdaLN₂(x)).
 *
 * @param x [B, N, D]
 * @returns [B, N, D]
 * @throws TutorialError `nn.attention.heads`
 *
 * Source: Peebles & Xie 2023, figure 3; the text in between, Rombach et al. 2022, §3.3.
 *
 * @example
 * const parameters = new Parameters(7);
 * const modulation = blockModulation(parameters, "blocks.0", tf.ones([2, 64]), { width: 128 });
 * const x = seededNoise<tf.Rank.R3>([2, 16, 128], 1);
 * const y = ditBlock(parameters, "blocks.0", x, { modulation }, { heads: 4 }); // x itself, before training
 */
export function ditBlock(
  parameters: Parameters,
  name: string,
  x: Tensor3D,
  { modulation, block = 0, entered = [], bias, observe }: BlockInput,
  { heads, mlpRatio = 4, activation = "silu", rotaryBase }: BlockSize,
): Tensor3D {
  const width = x.shape[2];
  return tf.tidy(() => {
    observe?.({ at: "attentionGate", block, value: modulation.attention.gate });
    observe?.({ at: "mlpGate", block, value: modulation.mlp.gate });
    const listened = adaptiveNorm(x, modulation.attention);
    const heard = selfAttention(parameters, `${name}.attention`, listened, {
      heads,
      bias,
      rotary: rotaryBase === undefined ? undefined : { base: rotaryBase },
      observe: observe && ((value) => observe({ at: "selfAttention", block, value })),
    });
    const alone = addGated(x, heard, modulation.attention.gate);
    const between = hearInBlock(alone, { block, entered, observe });
    const normed = adaptiveNorm(between, modulation.mlp);
    const sizes = [Math.round(mlpRatio * width), width];
    const thought = mlp(parameters, `${name}.mlp`, normed, { sizes, activation });
    return addGated(between, thought, modulation.mlp.gate);
  });
}
