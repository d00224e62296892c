/** Curves: schedules, losses, signal-to-noise ratios. */
import { TutorialError } from "../error";
import { completeAxis, hoverTemplate } from "./axis";
import type { AxisOptions } from "./axis";
import type { Trace } from "./figure";
import { droppedNotes, extentOf, union } from "./finite";
import { packFloats } from "./pack";
import { seriesColor } from "./palette";
import { titled } from "./panel";
import type { Panel, PanelOptions } from "./panel";

/** One curve: y[i] at x[i]. */
export interface Series {
  /** Stands in the legend; a curve without a name is not listed. */
  readonly name?: string;
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
  /** Left out, the next of the palette. */
  readonly color?: string;
  readonly dash?: "solid" | "dash" | "dot" | "dashdot";
  /** In pixels (default: 2). */
  readonly width?: number;
  /** Whether the points are marked too (default: false). */
  readonly markers?: boolean;
}

/** What a line chart needs to be told. */
export interface LinesOptions extends PanelOptions {
  readonly x: AxisOptions;
  readonly y: AxisOptions;
}

/** @throws TutorialError `figure.series.length` where x and y do not fit */
export function requireSameLength(series: Series, where: string): void {
  if (series.x.length === series.y.length) return;
  throw new TutorialError({
    code: "figure.series.length",
    where,
    expected: `as many y as x in “${series.name ?? "a series"}” (${series.x.length})`,
    got: `${series.y.length}`,
    fix: "compute both from one list of points",
  });
}

/**
 * Curves on one pair of axes.
 *
 * @param series at least one, each N points in drawing order
 * @param options axes with quantity and unit; their scale may be `"log"`
 * @throws TutorialError `figure.empty`, `figure.series.length`, `figure.axis.unlabelled`, `figure.axis.range`
 *
 * @example
 * const t = Float32Array.from({ length: 101 }, (_, i) => i / 100);
 * const figure = stack([
 *   linesPanel([{ name: "cosine", x: t, y: t.map((v) => Math.cos((v * Math.PI) / 2)) }], {
 *     x: { quantity: "diffusion time t", unit: "1" },
 *     y: { quantity: "signal share α", unit: "1" },
 *   }),
 * ]);
 */
export function linesPanel(series: readonly Series[], options: LinesOptions): Panel {
  series.forEach((one) => requireSameLength(one, "linesPanel"));
  const xLog = options.x.scale === "log";
  const yLog = options.y.scale === "log";
  const xExtents = series.map((one) => extentOf(one.x, { positive: xLog }));
  const yExtents = series.map((one) => extentOf(one.y, { positive: yLog }));
  const x = completeAxis(options.x, union(xExtents));
  const y = completeAxis(options.y, union(yExtents), 0.05);
  const traces = series.map((one, index): Trace => {
    const color = one.color ?? seriesColor(index);
    return {
      type: "scatter",
      mode: one.markers ? "lines+markers" : "lines",
      x: packFloats(one.x),
      y: packFloats(one.y),
      line: { color, width: one.width ?? 2, dash: one.dash ?? "solid" },
      ...(one.markers ? { marker: { color, size: 7 } } : {}),
      ...(one.name === undefined ? {} : { name: one.name, showlegend: true }),
      hovertemplate: hoverTemplate({ x, y }, one.name),
    };
  });
  const notes = [
    ...droppedNotes(x.quantity, xExtents, xLog),
    ...droppedNotes(y.quantity, yExtents, yLog),
    ...(options.notes ?? []),
  ];
  return { ...titled(options), traces, x, y, height: options.height ?? 260, notes };
}
