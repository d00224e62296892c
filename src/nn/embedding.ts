/** A learned vector for each of a few things: classes, tokens, instruments. */
import { TutorialError } from "../error";
import { tf } from "../tensor/tf";
import type { Tensor2D } from "../tensor/tf";
import { normal } from "./initializers";
import type { Initializer } from "./initializers";
import type { Parameters } from "./parameters";

/** How many things there are, and how long their vectors. */
export interface EmbeddingOptions {
  readonly count: number;
  readonly size: number;
  /** N(0, 1) unless given. */
  readonly initializer?: Initializer;
}

/**
 * Looks up rows of the table `NAME.weight` [count, size].
 *
 * @param ids B whole numbers below `count`
 * @returns [B, size]
 * @throws TutorialError `nn.embedding.id`
 *
 * @example
 * const parameters = new Parameters(7);
 * const vectors = embedding(parameters, "instrument", [0, 3, 3], { count: 4, size: 16 }); // [3, 16]
 */
export function embedding(
  parameters: Parameters,
  name: string,
  ids: readonly number[],
  { count, size, initializer = normal(1) }: EmbeddingOptions,
): Tensor2D {
  const wrong = ids.find((id) => !(Number.isInteger(id) && id >= 0 && id < count));
  if (wrong !== undefined) {
    throw new TutorialError({
      code: "nn.embedding.id",
      where: `embedding "${name}"`,
      expected: `whole numbers from 0 to ${count - 1}`,
      got: String(wrong),
      fix: "number the things from 0, and say how many there are in {count}",
    });
  }
  const table = parameters.get(`${name}.weight`, [count, size] as [number, number], initializer);
  // A matrix product with one-hot rows, because WebAssembly has no gradient for gather.
  return tf.tidy(() => {
    const oneHot = new Float32Array(ids.length * count);
    ids.forEach((id, row) => (oneHot[row * count + id] = 1));
    return tf.matMul(tf.tensor2d(oneHot, [ids.length, count]), table);
  });
}
