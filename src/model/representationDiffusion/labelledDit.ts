/** The network of all four models: a DiT that is told the noise level, the instrument and the register. */
import { instrumentNames } from "../../corpus/instruments";
import type { InstrumentName } from "../../corpus/instruments";
import { registers } from "../../corpus/register";
import type { Register } from "../../corpus/register";
import type { TimedNetwork } from "../../diffusion/denoisingLoss";
import { TutorialError } from "../../error";
import { dit } from "../../network/dit/dit";
import type { DitSize } from "../../network/dit/dit";
import { timeEmbedding } from "../../network/dit/timeEmbedding";
import { embedding } from "../../nn/embedding";
import { normal } from "../../nn/initializers";
import type { Parameters } from "../../nn/parameters";
import { tf } from "../../tensor/tf";
import type { Tensor2D } from "../../tensor/tf";

/** All that is told of a sound; what is left out may be anything. */
export interface SoundLabel {
  readonly instrument?: InstrumentName;
  readonly register?: Register;
}

/** Sizes of the transformer and of its condition. */
export interface LabelledDitSize extends DitSize {
  /** Dc, of the vector that time, instrument and register add up to. */
  readonly conditionWidth: number;
}

/** Rows of a table; the one after the last name is that of "any". */
function rowsOf<Name extends string>(
  names: readonly Name[],
  asked: readonly (Name | undefined)[],
): number[] {
  return asked.map((name) => {
    const row = name === undefined ? names.length : names.indexOf(name);
    if (row >= 0) return row;
    throw new TutorialError({
      code: "model.label",
      where: "labelledDit",
      expected: `one of ${names.join(", ")}`,
      got: `"${String(name)}"`,
      fix: "take a name of the list, or leave it out for any",
    });
  });
}

/**
 * A DiT with AdaLN-Zero on c = time + instrument + register, each a learned vector.
 *
 * "Any instrument" and "any register" have vectors of their own, so that one network learns both of
 * what guidance needs: with the label and without.
 *
 * @param labels one for each item of a batch
 * @returns [B, …] → [B, …]; zeros before training
 * @throws TutorialError `model.label`
 *
 * Source: Peebles & Xie 2023; Ho & Salimans 2022 for the null label.
 *
 * @example
 * const size = { width: 64, depth: 2, heads: 2, patch: 2, conditionWidth: 32 };
 * const network = labelledDit(new Parameters(7), [{ instrument: "koto" }], size);
 * const y = network(seededNoise([1, 128, 32], 1), 0.5); // [1, 128, 32]
 */
export function labelledDit(
  parameters: Parameters,
  labels: readonly SoundLabel[],
  size: LabelledDitSize,
): TimedNetwork {
  const instrumentRows = rowsOf(
    instrumentNames,
    labels.map(({ instrument }) => instrument),
  );
  const registerRows = rowsOf(
    registers,
    labels.map(({ register }) => register),
  );
  const width = size.conditionWidth;
  const table = (name: string, rows: readonly number[], names: readonly string[]): Tensor2D =>
    embedding(parameters, name, rows, {
      count: names.length + 1,
      size: width,
      initializer: normal(0.02),
    });
  return (xt, t) =>
    tf.tidy(() => {
      const times = typeof t === "number" ? labels.map(() => t) : t;
      const condition = timeEmbedding(parameters, "time", times, width)
        .add(table("instrument", instrumentRows, instrumentNames))
        .add<Tensor2D>(table("register", registerRows, registers)); // [B, Dc]
      return dit(parameters, "dit", xt, { condition }, size);
    });
}
