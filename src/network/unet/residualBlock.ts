/** The U-Net's block: two convolutions beside a way on which nothing is lost. */
import { silu } from "../../nn/activations";
import { conv1d } from "../../nn/conv1d";
import { dense } from "../../nn/dense";
import { groupNorm } from "../../nn/groupNorm";
import { zeros } from "../../nn/initializers";
import type { Parameters } from "../../nn/parameters";
import { tf } from "../../tensor/tf";
import type { Tensor3D } from "../../tensor/tf";
import type { Modulation } from "../dit/modulation";
import type { UnetSize } from "./layout";

/**
 * x ← x·S + conv₂(silu(norm₂(conv₁(silu(norm₁(x))))·gain + shift))
 *
 * Gain and shift come from the condition: noise level, place in time, and a text that entered by AdaLN. S is a
 * linear layer where the width changes, and not there where it does not. conv₂ is zero at first: the block hands on
 * what it got.
 *
 * @param x [B, T, C]
 * @param modulation [B, 1, D] each
 * @returns [B, T, D]
 * @throws TutorialError `nn.groupNorm.groups`
 *
 * Source: Ho et al. 2020, appendix B; scale and shift, "adaptive group normalization", Dhariwal & Nichol 2021, §3.1.
 *
 * @example
 * const [gain, shift] = [tf.ones<tf.Rank.R3>([2, 1, 128]), tf.zeros<tf.Rank.R3>([2, 1, 128])];
 * const x = seededNoise<tf.Rank.R3>([2, 64, 128], 1);
 * const y = residualBlock(new Parameters(7), "block", x, { gain, shift }, { width: 128 }); // x itself, at first
 */
export function residualBlock(
  parameters: Parameters,
  name: string,
  x: Tensor3D,
  { gain, shift }: Modulation,
  { width, groups = 8 }: Pick<UnetSize, "width" | "groups">,
): Tensor3D {
  return tf.tidy(() => {
    const first = silu(groupNorm(parameters, `${name}.norm1`, x, { groups }));
    const middle = conv1d(parameters, `${name}.conv1`, first, width);
    const told = groupNorm(parameters, `${name}.norm2`, middle, { groups }).mul(gain).add(shift);
    const branch = conv1d(parameters, `${name}.conv2`, silu(told as Tensor3D), width, {
      initializer: zeros,
    });
    const past = x.shape[2] === width ? x : dense(parameters, `${name}.shortcut`, x, width);
    return past.add<Tensor3D>(branch);
  });
}
