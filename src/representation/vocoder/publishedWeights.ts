/** Weights as PyTorch published them, under our names and in our layouts. */
import { TutorialError } from "../../error";
import { Parameters } from "../../nn/parameters";
import { encodeSafetensors } from "../../tensor/safetensors";
import type { NamedArray } from "../../tensor/safetensors";
import { tf } from "../../tensor/tf";
import type { Tensor } from "../../tensor/tf";

/** Arrays by name, as `decodeSafetensors(bytes).tensors` gives them. */
export type PublishedArrays = ReadonlyMap<string, Omit<NamedArray, "dtype">>;

/** Which axes of a published weight become ours, in our order. */
const layouts = {
  /** As it is. */
  vector: undefined,
  /** [out, in] → [in, out] */
  linear: [1, 0],
  /** [out, in, k] → [k, in, out] */
  convolution: [2, 1, 0],
  /** [in, out, k] → [k, in, out] */
  transposed: [2, 0, 1],
  /** [C, 1, k] → [k, C] */
  depthwise: [2, 0],
} as const;

/** A published layer, what we call it (given the numbers in its name), and how its weight lies. */
export interface LayerRule {
  readonly published: RegExp;
  readonly ours: (...numbers: string[]) => string;
  readonly layout: keyof typeof layouts;
}

/** An array, whatever its type. @internal */
export interface Weight {
  readonly shape: readonly number[];
  readonly data: ArrayLike<number>;
}

/** A weight kept as direction v and size g: w = g·v/‖v‖ for each entry of the first axis. */
function folded(direction: Weight, size: Weight): Weight {
  const rows = direction.shape[0];
  const length = direction.data.length / rows;
  const data = new Float32Array(direction.data.length);
  for (let row = 0; row < rows; row++) {
    let sum = 0;
    for (let i = 0; i < length; i++) sum += direction.data[row * length + i] ** 2;
    const scale = size.data[row] / Math.sqrt(sum);
    for (let i = 0; i < length; i++) {
      data[row * length + i] = scale * direction.data[row * length + i];
    }
  }
  return { shape: direction.shape, data };
}

/** The two spellings of weight normalisation in PyTorch: size, then direction. */
const splitWeights = [
  [".weight_g", ".weight_v"],
  [".parametrizations.weight.original0", ".parametrizations.weight.original1"],
] as const;

/** All arrays, with every pair of size and direction replaced by the weight they stand for. */
function withoutWeightNorm(arrays: PublishedArrays): Map<string, Weight> {
  const weights = new Map<string, Weight>(arrays);
  for (const [sizeEnd, directionEnd] of splitWeights) {
    for (const [name, direction] of arrays) {
      if (!name.endsWith(directionEnd)) continue;
      const layer = name.slice(0, -directionEnd.length);
      const size = arrays.get(layer + sizeEnd);
      if (!size) throw unreadable(`${name} without ${layer}${sizeEnd}`);
      weights.set(`${layer}.weight`, folded(direction, size));
      weights.delete(name);
      weights.delete(layer + sizeEnd);
    }
  }
  return weights;
}

/** An array with its axes in another order; axes that are left out have size 1. @internal */
export function rearranged(
  { shape, data }: Weight,
  axes: readonly number[],
): { readonly shape: readonly number[]; readonly data: Float32Array } {
  const strides = shape.map((_, axis) => shape.slice(axis + 1).reduce((a, b) => a * b, 1));
  const sizes = axes.map((axis) => shape[axis]);
  const out = new Float32Array(data.length);
  const index = axes.map(() => 0);
  for (let i = 0; i < out.length; i++) {
    out[i] = data[axes.reduce((at, axis, j) => at + strides[axis] * index[j], 0)];
    for (let j = axes.length - 1; j >= 0 && ++index[j] === sizes[j]; j--) index[j] = 0;
  }
  return { shape: sizes, data: out };
}

const leaves: Readonly<Record<string, string | undefined>> = {
  weight: "weight",
  bias: "bias",
  gamma: "scale",
};

/**
 * Published weights as a file of ours, for `Parameters.load`.
 *
 * @param rules one for each kind of layer
 * @throws TutorialError `vocoder.published` when an array fits none of the rules
 */
export function translated(arrays: PublishedArrays, rules: readonly LayerRule[]): Uint8Array {
  const entries: Record<string, { shape: readonly number[]; data: Float32Array }> = {};
  for (const [name, weight] of withoutWeightNorm(arrays)) {
    const dot = name.lastIndexOf(".");
    const leaf = leaves[name.slice(dot + 1)];
    const rule = rules.find(({ published }) => published.test(name.slice(0, dot)));
    if (leaf === undefined || !rule) throw unreadable(`"${name}"`);
    const layer = rule.ours(...rule.published.exec(name.slice(0, dot))!.slice(1));
    const axes = leaf === "weight" ? layouts[rule.layout] : undefined;
    if (axes && weight.shape.length <= Math.max(...axes)) {
      throw unreadable(`"${name}" of shape [${weight.shape.join(", ")}]`);
    }
    const { shape, data } = axes ? rearranged(weight, axes) : weight;
    entries[`${layer}.${leaf}`] = { shape, data: Float32Array.from(data) };
  }
  return encodeSafetensors(entries);
}

/** The parameters of a network, made by its first forward pass, with the weights of a file and no others. */
export function loadedInto(
  file: Uint8Array,
  forward: (parameters: Parameters) => Tensor,
): Parameters {
  const parameters = new Parameters(0);
  try {
    tf.tidy(() => void forward(parameters));
    parameters.load(file);
    return parameters;
  } catch (error) {
    parameters.dispose();
    throw error;
  }
}

/** The error of an array that nothing here is made for. */
export function unreadable(got: string): TutorialError {
  return new TutorialError({
    code: "vocoder.published",
    where: "published vocoder weights",
    expected: "the arrays of one generator, under the names it was published with",
    got,
    fix: "take the generator alone, without discriminators or optimiser, of the kind you ask for",
  });
}
