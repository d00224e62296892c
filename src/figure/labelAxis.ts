/** An axis of names instead of numbers. */
import { completeAxis } from "./axis";
import type { Axis, Quantity } from "./axis";
import { wrapText } from "./theme";

/** So many letters fit on a line below a chart as wide as a page. */
const lettersAcross = 52;

/**
 * An axis on which label i stands at i, wrapped to the room that it has, with half a place to spare at both ends.
 *
 * @throws TutorialError `figure.axis.unlabelled`
 * @internal
 */
export function labelAxis(labels: readonly string[], { quantity, unit }: Quantity): Axis {
  const ticks = {
    values: labels.map((_, i) => i),
    labels: labels.map((label) => wrapText(label, lettersAcross / labels.length).text),
  };
  return completeAxis({ quantity, unit, ticks }, { from: -0.6, to: labels.length - 0.4 });
}
