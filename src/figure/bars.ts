/** Numbers of named things side by side: seconds a step, parameters a mode, error a method. */
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

/** A number for each label. */
export interface BarSeries {
  readonly name?: string;
  readonly values: ArrayLike<number>;
  readonly color?: string;
}

/** What a bar chart needs to be told. */
export interface BarsOptions extends PanelOptions {
  /** What the labels are, e.g. `{quantity: "sampler", unit: "1"}`. */
  readonly x: Quantity;
  readonly y: AxisOptions;
}

/**
 * Bars from zero, in groups of one a series.
 *
 * @param labels N names, from left to right
 * @param series at least one, each of N numbers
 * @throws TutorialError `figure.bars.length`, `figure.empty`, `figure.axis.unlabelled`
 *
 * @example
 * const figure = stack([
 *   barsPanel(["wasm", "tfjs-node"], [{ values: [11, 94] }], {
 *     x: { quantity: "backend", unit: "1" },
 *     y: { quantity: "speed", unit: "GFLOP/s" },
 *   }),
 * ]);
 */
export function barsPanel(
  labels: readonly string[],
  series: readonly BarSeries[],
  options: BarsOptions,
): Panel {
  const odd = series.find((one) => one.values.length !== labels.length);
  if (odd) {
    throw new TutorialError({
      code: "figure.bars.length",
      where: "barsPanel",
      expected: `a number for each of ${labels.length} labels`,
      got: `${odd.values.length} in “${odd.name ?? "a series"}”`,
      fix: "pass NaN where there is no number; the figure will say so",
    });
  }
  const log = options.y.scale === "log";
  const extents = series.map((one) => extentOf(one.values, { positive: log }));
  const all = union(extents);
  const padded = { from: Math.min(0, all.from) * 1.06, to: Math.max(0, all.to) * 1.06 || 1 };
  const x = labelAxis(labels, options.x);
  const y = log ? completeAxis(options.y, all, 0.12) : completeAxis(options.y, padded);
  const width = 0.8 / series.length;
  const traces = series.map((one, index): Trace => ({
    type: "bar",
    x: labels.map((_, i) => i),
    y: packFloats(one.values),
    ...{ width, offset: -0.4 + index * width },
    text: [...labels],
    textposition: "none",
    marker: { color: one.color ?? seriesColor(index) },
    ...(one.name === undefined ? {} : { name: one.name, showlegend: true }),
    hovertemplate: hoverTemplate({ y }, one.name ? `%{text}: ${one.name}` : "%{text}"),
  }));
  const notes = [...droppedNotes(y.quantity, extents, log), ...(options.notes ?? [])];
  return { ...titled(options), traces, x, y, height: options.height ?? 240, notes };
}
