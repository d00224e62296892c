/** The linear layer. */
import { TutorialError } from "../error";
import { tf } from "../tensor/tf";
import type { Tensor, Tensor2D } from "../tensor/tf";
import { affine } from "./affine";
import { glorotUniform, zeros } from "./initializers";
import type { Initializer } from "./initializers";
import type { Parameters } from "./parameters";

/** How the weight begins, and whether there is a bias. */
export interface DenseOptions {
  /** {@link glorotUniform} unless given. */
  readonly initializer?: Initializer;
  /** `true` unless given. */
  readonly bias?: boolean;
}

/**
 * A linear layer on the last axis, y = x·W + b.
 *
 * Its weights are `NAME.weight` [in, out] and `NAME.bias` [out].
 *
 * @param x [..., in]
 * @param outSize how many numbers come out
 * @returns [..., out]
 * @throws TutorialError `nn.parameter.shape` when x has another width than at the first call
 *
 * @example
 * const parameters = new Parameters(7);
 * const y = dense(parameters, "layer1", tf.ones([5, 2]), 3); // [5, 3]
 */
export function dense<T extends Tensor>(
  parameters: Parameters,
  name: string,
  x: T,
  outSize: number,
  { initializer = glorotUniform, bias = true }: DenseOptions = {},
): T {
  const inSize = x.shape.at(-1);
  if (inSize === undefined) {
    throw new TutorialError({
      code: "nn.dense.scalar",
      where: `dense "${name}"`,
      expected: "a tensor with an axis to act on, [..., in]",
      got: "a single number",
      fix: "reshape it to [1, 1]",
    });
  }
  const weight = parameters.get<tf.Rank.R2>(`${name}.weight`, [inSize, outSize], initializer);
  return tf.tidy(() => {
    const rows = x.rank === 2 ? (x as Tensor as Tensor2D) : x.reshape<Tensor2D>([-1, inSize]);
    const out: Tensor = bias
      ? affine(rows, weight, parameters.get<tf.Rank.R1>(`${name}.bias`, [outSize], zeros))
      : tf.matMul(rows, weight);
    return (x.rank === 2 ? out : out.reshape([...x.shape.slice(0, -1), outSize])) as T;
  });
}
