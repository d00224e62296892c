/** All modes by name, and which of them go together. */
import { TutorialError } from "../../error";
import type { Parameters } from "../../nn/parameters";
import { tf } from "../../tensor/tf";
import type { TextEmbedding } from "../textEmbedding";
import { adaLnMode } from "./adaLn";
import { adaLnZeroMode } from "./adaLnZero";
import { channelConcatMode } from "./channelConcat";
import { crossAttentionMode } from "./crossAttention";
import { filmMode } from "./film";
import { modeNames } from "./mode";
import type { ConditioningMode, Entered, Host, ModeName } from "./mode";
import { temporalConcatMode } from "./temporalConcat";

/** Every mode by its name. */
export const conditioningModes: Readonly<Record<ModeName, ConditioningMode>> = {
  temporalConcat: temporalConcatMode,
  channelConcat: channelConcatMode,
  crossAttention: crossAttentionMode,
  adaLn: adaLnMode,
  adaLnZero: adaLnZeroMode,
  film: filmMode,
};

/**
 * Refuses names that are no modes, a mode asked for twice, and the two that would begin the same layers differently.
 *
 * @returns the names, checked
 * @throws TutorialError `conditioning.mode.unknown`, `conditioning.mode.twice`, `conditioning.mode.pair`
 *
 * @example
 * const modes = checkModes(["crossAttention", "adaLnZero"], "my network");
 */
export function checkModes(names: readonly string[], where: string): ModeName[] {
  const all: readonly string[] = modeNames;
  const unknown = names.find((name) => !all.includes(name));
  if (unknown !== undefined) {
    throw new TutorialError({
      code: "conditioning.mode.unknown",
      where,
      expected: `modes out of ${modeNames.join(", ")}`,
      got: `"${unknown}"`,
      fix: "take a name of the list; an empty list is a network that hears no text",
    });
  }
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) {
    throw new TutorialError({
      code: "conditioning.mode.twice",
      where,
      expected: "each mode once",
      got: `"${twice}" twice`,
      fix: "leave one of them out: a mode hears the whole text",
    });
  }
  if (names.includes("adaLn") && names.includes("adaLnZero")) {
    throw new TutorialError({
      code: "conditioning.mode.pair",
      where,
      expected: "adaLn or adaLnZero",
      got: "both, which begin the same layers at random and at zero",
      fix: "leave one of them out",
    });
  }
  return [...(names as readonly ModeName[])];
}

/**
 * A text enters a network by several ways at once. Their weights are `NAME.MODE.…`.
 *
 * @param text one row for each item that the network will be called with
 * @returns one for each mode, in the order of the names
 * @throws TutorialError those of {@link checkModes}
 *
 * @example
 * const text = { global: tf.ones([1, 512]), tokens: tf.ones([1, 5, 512]), mask: tf.ones([1, 5]) } as TextEmbedding;
 * const host = { width: 128, heads: 4, depth: 2, frames: 64, conditionWidth: 64 };
 * const entered = enterModes(new Parameters(7), "text", ["crossAttention", "adaLnZero"], text, host);
 * leaveModes(entered);
 */
export function enterModes(
  parameters: Parameters,
  name: string,
  modes: readonly ModeName[],
  text: TextEmbedding,
  host: Host,
): Entered[] {
  return checkModes(modes, name).map((mode) =>
    conditioningModes[mode].enter(parameters, `${name}.${mode}`, text, host),
  );
}

/** Releases what a prompt has left in its modes. */
export function leaveModes(entered: readonly Entered[]): void {
  tf.dispose(entered.flatMap(({ held }) => held as tf.Tensor[]));
}
