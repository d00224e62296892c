/** The transformer compiled: for a walk, which asks it many times about tensors of the same shapes. */
import type { Entered } from "../../conditioning/modes/mode";
import type { Parameters } from "../../nn/parameters";
import { compile } from "../../tensor/graph/compile";
import type { Compiled } from "../../tensor/graph/compile";
import { tf } from "../../tensor/tf";
import type { Tensor } from "../../tensor/tf";
import { dit } from "./dit";
import type { DitModulation, DitSize } from "./dit";
import type { Modulation } from "./modulation";

/** What a compiled transformer is told: all of it beforehand, and nothing watched. */
export interface CompiledDitInput {
  readonly modulation: DitModulation;
  readonly entered?: readonly Entered[];
}

/** A transformer for inputs of such shapes. */
export interface CompiledDit {
  /** [B, T, C] → [B, T, C], as {@link dit} does. */
  run(x: Tensor, input: CompiledDitInput): Tensor;
  dispose(): void;
}

/** All tensors of an input, in the same order for each. */
function leaves(x: Tensor, { modulation, entered = [] }: CompiledDitInput): Tensor[] {
  const { blocks, final } = modulation;
  const vectors = blocks.flatMap(({ attention, mlp }) =>
    [attention, mlp].flatMap(({ shift, gain, gate }) => [shift, gain, gate]),
  );
  return [x, ...vectors, final.shift, final.gain, ...entered.flatMap(({ held }) => held)];
}

/** The shapes for which one compilation serves: of the music and of all that a text left in its modes. */
export function compiledShape(x: Tensor, input: CompiledDitInput): string {
  return leaves(x, input)
    .map(({ shape }) => shape.join("×"))
    .join();
}

/** Some rows of each vector of a modulation. */
function rowsOf<M extends Modulation>(modulation: M, from: number, count: number): M {
  const cut = Object.entries(modulation).map(([name, one]) => [name, one.slice(from, count)]);
  return Object.fromEntries(cut) as M;
}

/** All that an input says about some rows; nothing if one of its texts cannot be cut. */
function inputRows(
  { modulation, entered = [] }: CompiledDitInput,
  from: number,
  count: number,
): CompiledDitInput | undefined {
  const texts = entered.flatMap(({ rows }) => (rows ? [rows(from, count)] : []));
  if (texts.length < entered.length) return undefined;
  const blocks = modulation.blocks.map(({ attention, mlp }) => ({
    attention: rowsOf(attention, from, count),
    mlp: rowsOf(mlp, from, count),
  }));
  return {
    modulation: { blocks, final: rowsOf(modulation.final, from, count) },
    entered: texts,
  };
}

/**
 * {@link dit} of both halves of a batch, each by itself. In a graph they run side by side: a core for each, where
 * otherwise all cores would have to meet after each of a few hundred short operations.
 *
 * @returns nothing if the batch has no halves
 */
function ditOfHalves(
  parameters: Parameters,
  name: string,
  x: Tensor,
  input: CompiledDitInput,
  size: DitSize,
): Tensor | undefined {
  const { blocks, final } = input.modulation;
  const rows = [x, ...blocks.map(({ mlp }) => mlp.gain), final.gain].map(({ shape }) => shape[0]);
  const [batch] = rows;
  if (batch < 2 || rows.some((one) => one !== batch)) return undefined;
  const half = Math.ceil(batch / 2);
  const said: Tensor[] = [];
  for (const [from, count] of [
    [0, half],
    [half, batch - half],
  ]) {
    // prettier-ignore
    const told = inputRows(input, from, count);
    if (!told) return undefined;
    said.push(dit(parameters, name, x.slice(from, count), told, size));
  }
  return tf.concat(said);
}

/**
 * Compiles {@link dit} with the weights as they are now, for inputs of the same shapes.
 *
 * @returns nothing where that cannot be done: then call {@link dit}, which says the same
 *
 * @example
 * const parameters = new Parameters(7);
 * const size = { width: 64, depth: 2, heads: 2, patch: 1 };
 * const modulation = ditModulation(parameters, "dit", tf.ones([1, 32]), size);
 * const x = seededNoise([1, 64, 16], 1);
 * const compiled = compileDit(parameters, "dit", x, { modulation }, size);
 * const y = compiled?.run(x, { modulation }); // [1, 64, 16]
 */
export function compileDit(
  parameters: Parameters,
  name: string,
  x: Tensor,
  input: CompiledDitInput,
  size: DitSize,
): CompiledDit | undefined {
  const compiled: Compiled | undefined = compile(
    () => [ditOfHalves(parameters, name, x, input, size) ?? dit(parameters, name, x, input, size)],
    leaves(x, input),
  );
  return (
    compiled && {
      run: (given, told) => compiled.run(leaves(given, told))[0],
      dispose: () => compiled.dispose(),
    }
  );
}
