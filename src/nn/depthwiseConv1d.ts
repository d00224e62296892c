/** Convolution along time, each channel for itself. */
import { tf } from "../tensor/tf";
import type { Tensor3D, Tensor4D } from "../tensor/tf";
import { zeros } from "./initializers";
import type { Initializer } from "./initializers";
import type { Parameters } from "./parameters";

/** The window of a {@link depthwiseConv1d}, and how its weight begins. */
export interface DepthwiseConv1dOptions {
  /** How many positions the window holds, 7 unless given. */
  readonly kernel?: number;
  /** `true` unless given. */
  readonly bias?: boolean;
  /** {@link windowUniform} unless given. */
  readonly initializer?: Initializer;
}

/** Uniform in ±√(3/kernel) for a depthwise weight [kernel, C], which keeps the signal's size. */
export const windowUniform: Initializer = (random, shape) => {
  const limit = Math.sqrt(3 / shape[0]);
  const size = shape.reduce((product, n) => product * n, 1);
  return Float32Array.from({ length: size }, () => limit * (2 * random.uniform() - 1));
};

/**
 * A convolution along time in which every channel sees only itself; the length stays.
 *
 * y[t, c] = b[c] + Σₖ x[t + k − ⌊(kernel − 1)/2⌋, c]·W[k, c], with `NAME.weight` [kernel, C] and
 * `NAME.bias` [C]
 *
 * @param x [B, T, C]
 * @returns [B, T, C]
 * @throws TutorialError `nn.parameter.shape`
 *
 * @example
 * const parameters = new Parameters(7);
 * const y = depthwiseConv1d(parameters, "mix1", tf.ones([2, 64, 8])); // [2, 64, 8]
 */
export function depthwiseConv1d(
  parameters: Parameters,
  name: string,
  x: Tensor3D,
  { kernel = 7, bias = true, initializer = windowUniform }: DepthwiseConv1dOptions = {},
): Tensor3D {
  const [batch, size, channels] = x.shape;
  const shape: [number, number] = [kernel, channels];
  const weight = parameters.get(`${name}.weight`, shape, initializer);
  return tf.tidy(() => {
    // Measured, gradients included: six times faster than a sum of shifted products on
    // [8, 64, 256], k 7.
    const out = tf
      .depthwiseConv2d(
        x.reshape<Tensor4D>([batch, size, 1, channels]),
        weight.reshape<Tensor4D>([kernel, 1, channels, 1]),
        1,
        "same",
      )
      .reshape<Tensor3D>([batch, size, channels]);
    return bias ? out.add(parameters.get(`${name}.bias`, [channels] as [number], zeros)) : out;
  });
}
