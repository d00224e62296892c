/** How weights begin: plain functions from a seeded stream to numbers. */
import type { Random } from "../tensor/random";

/** Makes the first values of a parameter, as many as its shape holds. */
export type Initializer = (random: Random, shape: readonly number[]) => Float32Array;

const countOf = (shape: readonly number[]): number => shape.reduce((a, b) => a * b, 1);

/** How many numbers flow into and out of a weight [..., in, out]; leading sizes are a convolution's window. */
function fans(shape: readonly number[]): { fanIn: number; fanOut: number } {
  const out = shape.at(-1) ?? 1;
  const into = shape.at(-2) ?? out;
  const window = countOf(shape.slice(0, -2));
  return { fanIn: into * window, fanOut: out * window };
}

/** All 0: biases, and layers that are to be silent at first. */
export const zeros: Initializer = (_, shape) => new Float32Array(countOf(shape));

/** All 1: gains of normalisation. */
export const ones: Initializer = (_, shape) => new Float32Array(countOf(shape)).fill(1);

/**
 * Draws of N(0, std²): embeddings, and networks that are said to begin so.
 *
 * @example
 * const parameters = new Parameters(7);
 * const table = parameters.get("table", [10, 4], normal(0.02));
 */
export function normal(std: number): Initializer {
  return (random, shape) => random.normals(countOf(shape)).map((one) => one * std);
}

/**
 * Uniform in ±√(6/(in + out)): keeps the size of signals and of gradients through the layers.
 *
 * Source: Glorot & Bengio 2010, eq. 16.
 */
export const glorotUniform: Initializer = (random, shape) => {
  const { fanIn, fanOut } = fans(shape);
  const limit = Math.sqrt(6 / (fanIn + fanOut));
  return Float32Array.from({ length: countOf(shape) }, () => limit * (2 * random.uniform() - 1));
};

/**
 * N(0, gain²/in): with a gain of 1 a layer passes on signals as large as they come, whatever its width.
 *
 * Source: LeCun et al. 1998, "Efficient BackProp", §4.6.
 *
 * @example
 * const parameters = new Parameters(7);
 * const weight = parameters.get("conv.weight", [7, 64, 64], fanInNormal(0.3)); // std 0.3/√448
 */
export function fanInNormal(gain: number): Initializer {
  return (random, shape) => normal(gain / Math.sqrt(fans(shape).fanIn))(random, shape);
}

/**
 * N(0, 2/in): for rectifiers, which let half of the signal through.
 *
 * Source: He et al. 2015, eq. 10.
 */
export const heNormal: Initializer = (random, shape) =>
  normal(Math.sqrt(2 / fans(shape).fanIn))(random, shape);
