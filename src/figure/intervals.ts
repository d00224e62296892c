/** Measured numbers and how far each can be trusted: a point for each, and its interval. */
import { TutorialError } from "../error";
import { completeAxis, hoverTemplate } from "./axis";
import type { AxisOptions, Quantity } from "./axis";
import type { Trace } from "./figure";
import { droppedNotes, extentOf, union } from "./finite";
import { labelAxis } from "./labelAxis";
import { packFloats } from "./pack";
import { seriesColor } from "./palette";
import { titled } from "./panel";
import type { Panel, PanelOptions } from "./panel";

/** A number, and the ends of the interval around it. */
export interface Interval {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** An interval for each label; NaN where nothing was measured. */
export interface IntervalSeries {
  readonly name?: string;
  readonly intervals: readonly Interval[];
  readonly color?: string;
}

/** What a chart of intervals needs to be told. */
export interface IntervalsOptions extends PanelOptions {
  /** What the labels are, e.g. `{quantity: "question", unit: "1"}`. */
  readonly x: Quantity;
  readonly y: AxisOptions;
}

/**
 * Points with their intervals, in groups of one a series: where two intervals do not touch, the difference is no luck.
 *
 * @param labels N names, from left to right
 * @param series at least one, each of N intervals
 * @throws TutorialError `figure.intervals.length`, `figure.empty`, `figure.axis.unlabelled`
 *
 * @example
 * const intervals = [wilsonShare(57, 60), wilsonShare(41, 60)].map((one) => ({ ...one, value: one.share }));
 * const figure = stack([
 *   intervalsPanel(["instrument", "tempo"], [{ intervals }], {
 *     x: { quantity: "question", unit: "1" },
 *     y: { quantity: "heard right", unit: "1" },
 *   }),
 * ]);
 */
export function intervalsPanel(
  labels: readonly string[],
  series: readonly IntervalSeries[],
  options: IntervalsOptions,
): Panel {
  const odd = series.find((one) => one.intervals.length !== labels.length);
  if (odd) {
    throw new TutorialError({
      code: "figure.intervals.length",
      where: "intervalsPanel",
      expected: `an interval for each of ${labels.length} labels`,
      got: `${odd.intervals.length} in “${odd.name ?? "a series"}”`,
      fix: "pass NaN three times where nothing was measured; the figure will say so",
    });
  }
  const extents = series.map(({ intervals }) => extentOf(intervals.map(({ value }) => value)));
  const ends = series.map(({ intervals }) =>
    extentOf(intervals.flatMap(({ low, high }) => [low, high])),
  );
  const x = labelAxis(labels, options.x);
  const y = completeAxis(options.y, union([...extents, ...ends]), 0.05);
  const step = 0.8 / series.length;
  const traces = series.map(({ name, intervals, ...own }, i): Trace => {
    const color = own.color ?? seriesColor(i);
    const values = intervals.map(({ value }) => value);
    return {
      type: "scatter",
      mode: "markers",
      x: packFloats(labels.map((_, label) => label - 0.4 + (i + 0.5) * step)),
      y: packFloats(values),
      error_y: {
        ...{ type: "data", symmetric: false, color, thickness: 1.6, width: 3 },
        array: packFloats(intervals.map(({ high }, j) => high - values[j])),
        arrayminus: packFloats(intervals.map(({ low }, j) => values[j] - low)),
      },
      marker: { color, size: 7 },
      text: [...labels],
      customdata: intervals.map(({ low, high }) => [finite(low), finite(high)]),
      ...(name === undefined ? {} : { name, showlegend: true }),
      hovertemplate: hoverTemplate({ y }, name ? `%{text}: ${name}` : "%{text}").replace(
        "<extra>",
        "<br>from %{customdata[0]:.4~g} to %{customdata[1]:.4~g}<extra>",
      ),
    };
  });
  const notes = [...droppedNotes(y.quantity, extents), ...(options.notes ?? [])];
  return { ...titled(options), traces, x, y, height: options.height ?? 300, notes };
}

/** JSON has no NaN. */
function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
