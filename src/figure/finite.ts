/** Non-finite numbers cannot be drawn, so they are counted and said on the figure. */
import { TutorialError } from "../error";

/** An interval of an axis, in the axis' own unit. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** What can be drawn of some numbers. */
export interface Extent extends Range {
  /** How many numbers were looked at. */
  readonly count: number;
  /** How many of them are NaN or ±∞ (or not above zero, where asked). */
  readonly dropped: number;
}

/**
 * The smallest interval that holds every number that can be drawn.
 *
 * @param values any numbers
 * @param options.positive for a logarithmic axis: numbers ≤ 0 cannot be drawn either
 * @returns `{from: 0, to: 1}` (or 0.1 to 1 if positive) with everything dropped if nothing can be drawn
 * @throws TutorialError `figure.empty` for no numbers at all
 */
export function extentOf(
  values: ArrayLike<number>,
  options: { readonly positive?: boolean } = {},
): Extent {
  if (values.length === 0) {
    throw new TutorialError({
      code: "figure.empty",
      where: "figure",
      expected: "at least one number to draw",
      got: "an empty list",
      fix: "check the cell that computes it",
    });
  }
  let from = Infinity;
  let to = -Infinity;
  let dropped = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (!Number.isFinite(value) || (options.positive && value <= 0)) dropped++;
    else {
      if (value < from) from = value;
      if (value > to) to = value;
    }
  }
  if (dropped === values.length) {
    from = options.positive ? 0.1 : 0;
    to = 1;
  }
  return { from, to, count: values.length, dropped };
}

/** The smallest interval that holds all given ones. */
export function union(ranges: readonly Range[]): Range {
  return {
    from: Math.min(...ranges.map((range) => range.from)),
    to: Math.max(...ranges.map((range) => range.to)),
  };
}

/**
 * Widens an interval by a share of its length on both sides, and a single point to a visible one.
 *
 * @param range an interval
 * @param share of its length, on each side
 * @param scale a logarithmic axis is widened by ratio
 */
export function widen(range: Range, share: number, scale: "linear" | "log" = "linear"): Range {
  if (scale === "log") {
    const logs = widen({ from: Math.log10(range.from), to: Math.log10(range.to) }, share);
    return { from: 10 ** logs.from, to: 10 ** logs.to };
  }
  const length = range.to - range.from;
  if (length > 0) return { from: range.from - share * length, to: range.to + share * length };
  const half = Math.abs(range.from) / 10 || 0.5;
  return { from: range.from - half, to: range.to + half };
}

/** The sentence a figure carries about numbers it could not draw; none if it drew all. */
export function droppedNotes(what: string, extents: readonly Extent[], positive = false): string[] {
  const dropped = extents.reduce((sum, extent) => sum + extent.dropped, 0);
  if (dropped === 0) return [];
  const count = extents.reduce((sum, extent) => sum + extent.count, 0);
  const share = `⚠ ${dropped.toLocaleString("en")} of ${count.toLocaleString("en")} numbers of “${what}”`;
  const why = positive
    ? "cannot be drawn on a logarithmic axis: not finite, or not above zero."
    : `${dropped === 1 ? "is" : "are"} not finite and not drawn.`;
  return [`${share} ${why}`];
}
