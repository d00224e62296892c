/** A number, such as a length in seconds, as a vector. */
import { TutorialError } from "../error";
import { dense } from "../nn/dense";
import { normal } from "../nn/initializers";
import type { Parameters } from "../nn/parameters";
import { tf } from "../tensor/tf";
import type { Tensor2D } from "../tensor/tf";

/** Which numbers there can be, and how they are drawn out. */
export interface NumberEmbeddingOptions {
  readonly least: number;
  readonly greatest: number;
  /** Of the vectors. */
  readonly width: number;
  /** Learned frequencies; 128 unless given. */
  readonly frequencies?: number;
}

/**
 * Numbers brought to 0 … 1: u = (x − least)/(greatest − least). Those outside of the range become its ends.
 *
 * @param numbers B of them
 * @param name what they are, for errors
 * @returns [B, 1]
 * @throws TutorialError `conditioning.number` for what is not a number
 *
 * @example
 * const units = numberUnits([4, 8], { least: 0, greatest: 16 }); // 0.25, 0.5
 */
export function numberUnits(
  numbers: readonly number[],
  { least, greatest }: Pick<NumberEmbeddingOptions, "least" | "greatest">,
  name = "numbers",
): Tensor2D {
  const wrong = numbers.find((one) => !Number.isFinite(one));
  if (wrong !== undefined) {
    throw new TutorialError({
      code: "conditioning.number",
      where: `numberEmbedding "${name}"`,
      expected: `numbers of ${least} to ${greatest}`,
      got: String(wrong),
      fix: "pass e.g. 4 for four seconds",
    });
  }
  const units = numbers.map(
    (one) => (Math.min(greatest, Math.max(least, one)) - least) / (greatest - least),
  );
  return tf.tensor2d(units, [units.length, 1]);
}

/**
 * Numbers as vectors: brought to 0 … 1, drawn out into learned waves, and through a linear layer.
 *
 * [u, sin 2πw₁u, …, sin 2πwₙu, cos 2πw₁u, …, cos 2πwₙu]·W + b with u = (x − least)/(greatest − least)
 *
 * The weights are `NAME.frequencies` [n] and `NAME.linear`. Numbers outside of the range become its ends.
 *
 * @param numbers B of them, or their {@link numberUnits}
 * @returns [B, width]
 * @throws TutorialError `conditioning.number` for what is not a number
 *
 * Source: Evans et al. 2024, "Fast Timing-Conditioned Latent Audio Diffusion", §3.2, as its published code has it.
 *
 * @example
 * const range = { least: 0, greatest: 16, width: 64 };
 * const seconds = numberEmbedding(new Parameters(7), "secondsTotal", [4, 11.5], range); // [2, 64]
 */
export function numberEmbedding(
  parameters: Parameters,
  name: string,
  numbers: readonly number[] | Tensor2D,
  { width, frequencies = 128, ...range }: NumberEmbeddingOptions,
): Tensor2D {
  return tf.tidy(() => {
    const u = numbers instanceof tf.Tensor ? numbers : numberUnits(numbers, range, name); // [B, 1]
    const w = parameters.get<tf.Rank.R1>(`${name}.frequencies`, [frequencies], normal(1));
    const angles = u.mul(w).mul<Tensor2D>(2 * Math.PI); // [B, n]
    const waves = tf.concat<Tensor2D>([u, angles.sin(), angles.cos()], 1); // [B, 1 + 2·n]
    return dense(parameters, `${name}.linear`, waves, width, { initializer: normal(0.02) });
  });
}
