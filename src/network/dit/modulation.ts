/** Adaptive layer normalisation: the condition says how loud and how shifted each channel is to be. */
import { silu } from "../../nn/activations";
import { dense } from "../../nn/dense";
import { zeros } from "../../nn/initializers";
import type { Initializer } from "../../nn/initializers";
import { standardised } from "../../nn/standardise";
import type { Parameters } from "../../nn/parameters";
import { ownGradient } from "../../tensor/ownGradient";
import { tf } from "../../tensor/tf";
import type { Tensor2D, Tensor3D } from "../../tensor/tf";

/** What is done to normalised tokens, for each item and channel: x·gain + shift. [B, 1, D] each. (A type, for `tf.tidy`.) */
export type Modulation = {
  readonly gain: Tensor3D;
  readonly shift: Tensor3D;
};

/** The same for a residual branch, whose result is weighed by a gate. [B, 1, D] each. */
export type GatedModulation = Modulation & { readonly gate: Tensor3D };

/** How many vectors, how long, and how W begins: at zero unless given. */
interface VectorOptions {
  readonly count: number;
  readonly width: number;
  readonly initializer?: Initializer;
}

/**
 * n vectors for each item out of its condition: silu(c)·W + b, cut in n.
 *
 * @param condition c, [B, Dc]
 * @returns n tensors [B, 1, D]
 * @internal
 */
export function modulationVectors(
  parameters: Parameters,
  name: string,
  condition: Tensor2D,
  { count, width, initializer = zeros }: VectorOptions,
): Tensor3D[] {
  return tf.tidy(() => {
    const all = dense(parameters, name, silu(condition), count * width, { initializer });
    return tf.split(all.reshape<Tensor3D>([-1, count, width]), count, 1);
  });
}

/**
 * AdaLN: normalises each token, then scales and shifts it as the condition says.
 *
 * y = (x − mean)/√(variance + 10⁻⁶)·gain + shift, with a gradient in one formula: see {@link standardise}.
 *
 * @param x [B, N, D]
 * @returns [B, N, D]
 *
 * Source: Peebles & Xie 2023, §3.2; Perez et al. 2018 for the idea.
 *
 * @example
 * const [gain, shift] = [tf.ones<tf.Rank.R3>([2, 1, 128]), tf.zeros<tf.Rank.R3>([2, 1, 128])];
 * const y = adaptiveNorm(seededNoise([2, 64, 128], 1), { gain, shift }); // [2, 64, 128]
 */
export function adaptiveNorm(x: Tensor3D, { gain, shift }: Modulation): Tensor3D {
  return ownGradient([x, gain, shift], (input, scale, offset) => {
    const { normed, r } = standardised(input, 1e-6);
    return {
      value: normed.mul(scale).add<Tensor3D>(offset),
      keep: [normed, r, scale],
      gradient(g, [y, reach, loud]) {
        const along = g.mul(y);
        const inner = g.mul(loud);
        const toMean = inner.mean(-1, true);
        const toScale = along.mul(loud).mean(-1, true);
        const toInput = inner.sub(toMean).sub(y.mul(toScale)).mul(reach);
        return [toInput, along.sum(1, true), g.sum(1, true)];
      },
    };
  });
}
