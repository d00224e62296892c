/** All weights of a network as one long vector, on which an optimiser needs few operations. */
import { TutorialError } from "../error";
import type { Parameters } from "../nn/parameters";
import { tf } from "../tensor/tf";
import type { Tensor, Tensor1D } from "../tensor/tf";

/** Which weight lies where in the vector. */
export interface Layout {
  readonly names: readonly string[];
  readonly variables: readonly tf.Variable[];
  readonly count: number;
}

/** Tells by its name whether a weight is left alone by the gradient. */
export type IsUntrained = (name: string) => boolean;

/**
 * The order of the weights that the gradient trains, alphabetical. There may be none, where all of them learn by
 * themselves, as codebooks do that follow the data.
 *
 * @throws TutorialError `training.noParameters`
 */
export function layoutOf(
  parameters: Parameters,
  untrained: IsUntrained = (): boolean => false,
): Layout {
  const trained = Object.entries(parameters.values()).filter(([name]) => !untrained(name));
  const names = trained.map(([name]) => name);
  const variables = trained.map(([, variable]) => variable);
  if (parameters.count() === 0) {
    throw new TutorialError({
      code: "training.noParameters",
      where: "train",
      expected: "a loss that asks the parameters for at least one weight",
      got: "none",
      fix: "pass the same Parameters to train and to the layers of the network",
    });
  }
  return { names, variables, count: variables.reduce((sum, { size }) => sum + size, 0) };
}

/** Throws if the loss has made weights that the training does not know of. */
export function checkComplete(known: ReadonlySet<string>, parameters: Parameters): void {
  const late = parameters.names().filter((name) => !known.has(name));
  if (late.length === 0) return;
  throw new TutorialError({
    code: "training.lateParameter",
    where: "train",
    expected: "a network that asks for all its weights whenever it is called",
    got: `a new weight "${late[0]}" in the middle of the training`,
    fix: "call every part of the network once before you train it",
  });
}

/** Weights, or what belongs to them such as their gradients, end to end: [P]. */
export function flatten(tensors: readonly Tensor[]): Tensor1D {
  return tf.tidy(() => {
    if (tensors.length === 0) return tf.zeros([0]);
    const pieces = tensors.map((one) => one.reshape<Tensor1D>([-1]));
    return pieces.length === 1 ? pieces[0].clone() : tf.concat(pieces);
  });
}

/** Puts a vector [P] back into the weights. */
export function assignFlat({ variables }: Layout, vector: Tensor1D): void {
  tf.tidy(() => {
    let begin = 0;
    for (const variable of variables) {
      variable.assign(vector.slice(begin, variable.size).reshape(variable.shape));
      begin += variable.size;
    }
  });
}
