/** Adaptive layer normalisation as it was before it began at zero. */
import { adaLnZeroMode } from "./adaLnZero";
import type { ConditioningMode, Entered } from "./mode";

const renamed = ({ rows, ...entered }: Entered): Entered => ({
  ...entered,
  mode: "adaLn",
  rows: rows && ((from, count) => renamed(rows(from, count))),
});

/**
 * The same as {@link adaLnZeroMode}, but for the start: its host draws the layers that make shift, scale and gate at
 * random. Every block then does something from the first step on, and in every direction.
 *
 * Source: Peebles & Xie 2023, §3.2, "adaptive layer norm block"; Perez et al. 2018.
 *
 * @example
 * const host = { width: 128, heads: 4, depth: 2, frames: 64, conditionWidth: 64 };
 * const { parameters } = adaLnMode.cost({ tokens: 9, tokenSize: 512, globalSize: 512 }, host);
 */
export const adaLnMode: ConditioningMode = {
  ...adaLnZeroMode,
  name: "adaLn",
  enter: (...given) => renamed(adaLnZeroMode.enter(...given)),
};
