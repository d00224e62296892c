/** Transposed convolution along time: how decoders grow longer. */
import { TutorialError } from "../error";
import { tf } from "../tensor/tf";
import type { Tensor3D } from "../tensor/tf";
import type { Sides } from "./convolutionPadding";
import { glorotUniform, zeros } from "./initializers";
import type { Initializer } from "./initializers";
import type { Parameters } from "./parameters";

/** The window of a {@link convTranspose1d}, and how its weight begins. */
export interface ConvTranspose1dOptions {
  /** How many positions each input writes to. */
  readonly kernel: number;
  /** How far apart their beginnings are. */
  readonly stride: number;
  /** How many positions are cut off at the ends; unless given kernel − stride in all, so that T' = T·stride. */
  readonly trim?: Sides;
  /** `true` unless given. */
  readonly bias?: boolean;
  /** {@link glorotUniform} unless given. */
  readonly initializer?: Initializer;
}

/**
 * A transposed convolution: every input position writes the kernel, scaled, at stride·t.
 *
 * y[stride·t + k − before] += x[t]·W[k], with `NAME.weight` [kernel, in, out] and `NAME.bias` [out]
 *
 * @param x [B, T, in]
 * @param outChannels how many channels come out
 * @returns [B, (T − 1)·stride + kernel − before − after, out]
 * @throws TutorialError `nn.convTranspose1d.trim`, `nn.parameter.shape`
 *
 * @example
 * const parameters = new Parameters(7);
 * const y = convTranspose1d(parameters, "up1", tf.ones([2, 64, 8]), 4, { kernel: 8, stride: 4 }); // [2, 256, 4]
 */
export function convTranspose1d(
  parameters: Parameters,
  name: string,
  x: Tensor3D,
  outChannels: number,
  { kernel, stride, trim, bias = true, initializer = glorotUniform }: ConvTranspose1dOptions,
): Tensor3D {
  const [batch, size, channels] = x.shape;
  const full = (size - 1) * stride + kernel;
  const extra = kernel - stride;
  const { before, after } = trim ?? { before: Math.ceil(extra / 2), after: Math.floor(extra / 2) };
  if (before < 0 || after < 0 || before + after >= full)
    throw badTrim(name, { before, after }, full);
  const shape: [number, number, number] = [kernel, channels, outChannels];
  const weight = parameters.get(`${name}.weight`, shape, initializer);
  return tf.tidy(() => {
    // The same as a plain convolution whose output channels hold the `stride` positions of one input,
    // since each is written by the ⌈kernel/stride⌉ inputs before it. Measured, gradients included: as
    // fast as tf.conv2dTranspose on tfjs-node, three to ten times faster on WebAssembly.
    const reach = Math.ceil(kernel / stride);
    const filter = weight
      .pad([
        [0, reach * stride - kernel],
        [0, 0],
        [0, 0],
      ]) // prettier-ignore
      .reshape([reach, stride, channels, outChannels])
      .reverse(0)
      .transpose([0, 2, 1, 3])
      .reshape<Tensor3D>([reach, channels, stride * outChannels]);
    const padded = x.pad<Tensor3D>([[0, 0], [reach - 1, reach - 1], [0, 0]]); // prettier-ignore
    const out = tf
      .conv1d(padded, filter, 1, "valid") //                            [B, T + reach − 1, stride·out]
      .reshape<Tensor3D>([batch, -1, outChannels])
      .slice([0, before, 0], [batch, full - before - after, outChannels]);
    if (!bias) return out;
    return out.add(parameters.get(`${name}.bias`, [outChannels] as [number], zeros));
  });
}

function badTrim(name: string, { before, after }: Sides, full: number): TutorialError {
  return new TutorialError({
    code: "nn.convTranspose1d.trim",
    where: `convTranspose1d "${name}"`,
    expected: `a trim from 0 that leaves some of the ${full} positions`,
    got: `${before} before and ${after} after`,
    fix: "take a kernel at least as long as the stride, or name the trim",
  });
}
