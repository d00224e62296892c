/** Group normalisation. */
import { TutorialError } from "../error";
import { tf } from "../tensor/tf";
import type { Tensor, Tensor2D, Tensor3D } from "../tensor/tf";
import { ones, zeros } from "./initializers";
import type { Parameters } from "./parameters";

/** How many groups, and what is added to the variance. */
export interface GroupNormOptions {
  /** Must divide the number of channels. */
  readonly groups: number;
  /** 1e-5 unless given. */
  readonly epsilon?: number;
}

/**
 * Brings each group of channels, over all positions, to mean 0 and variance 1, then scales and shifts
 * each channel.
 *
 * y = (x − mean)/√(variance + ε)·weight + bias, with `NAME.weight` and `NAME.bias` [C]
 *
 * @param x [B, ..., C]
 * @returns [B, ..., C]
 * @throws TutorialError `nn.groupNorm.groups`, `nn.parameter.shape`
 *
 * Source: Wu & He 2018, "Group Normalization", eq. 1 and 7.
 *
 * @example
 * const parameters = new Parameters(7);
 * const y = groupNorm(parameters, "norm1", seededNoise([2, 64, 16], 1), { groups: 4 }); // [2, 64, 16]
 */
export function groupNorm<T extends Tensor>(
  parameters: Parameters,
  name: string,
  x: T,
  { groups, epsilon = 1e-5 }: GroupNormOptions,
): T {
  const [batch] = x.shape;
  const channels = x.shape.at(-1)!;
  if (!(groups > 0) || channels % groups !== 0) {
    throw new TutorialError({
      code: "nn.groupNorm.groups",
      where: `groupNorm "${name}"`,
      expected: `a number of groups that divides ${channels} channels`,
      got: String(groups),
      fix: "choose another number of groups or of channels",
    });
  }
  const size: [number] = [channels];
  const gain = parameters.get(`${name}.weight`, size, ones);
  const bias = parameters.get(`${name}.bias`, size, zeros);
  return tf.tidy(() => {
    const rows = x.reshape<Tensor3D>([batch, -1, channels]);
    // Averages per channel first, then over the group by a small matrix: every step on the large
    // tensor is then a row of C numbers for each item, which is what the backends broadcast fastest.
    const shared = sharing(channels, groups);
    const groupMean = (large: Tensor3D): Tensor3D =>
      tf.matMul(large.mean<Tensor2D>(1), shared).expandDims<Tensor3D>(1); //  [B, 1, C]
    const mean = groupMean(rows);
    const variance = groupMean(rows.sub<Tensor3D>(mean).square());
    const scale = tf.div(gain, variance.add(epsilon).sqrt());
    return rows.sub(mean).mul(scale).add(bias).reshape<T>(x.shape);
  });
}

/** The matrix [C, C] that replaces each channel by the mean of its group. */
function sharing(channels: number, groups: number): Tensor2D {
  const size = channels / groups;
  const group = tf.range(0, channels, 1, "int32").div(tf.scalar(size, "int32"));
  return tf.equal(group.expandDims(0), group.expandDims(1)).div<Tensor2D>(size);
}
