/** Points in the plane: a 2-D data set, before, while and after it turns to noise. */
import { TutorialError } from "../error";
import { completeAxis, hoverTemplate } from "./axis";
import type { Axis, AxisOptions } from "./axis";
import type { Trace } from "./figure";
import { droppedNotes, extentOf, union } from "./finite";
import type { Extent, Range } from "./finite";
import { heatmapPanel } from "./heatmap";
import { packFloats } from "./pack";
import { inkScale, seriesColor } from "./palette";
import { titled } from "./panel";
import type { Panel, PanelOptions } from "./panel";

/** A cloud of points. */
export interface PointSet {
  readonly name?: string;
  /** [N, 2] row-major, as a tensor's `dataSync()` gives them. */
  readonly points: ArrayLike<number>;
  readonly color?: string;
  /** In pixels (default: 4). */
  readonly size?: number;
}

/** What a chart of the plane needs to be told. */
export interface PlaneOptions extends PanelOptions {
  readonly x: AxisOptions;
  readonly y: AxisOptions;
}

/** The two columns of [N, 2]. */
export function planeColumns(
  points: ArrayLike<number>,
  where: string,
): { x: Float32Array; y: Float32Array } {
  if (points.length % 2 !== 0) {
    throw new TutorialError({
      code: "figure.points.shape",
      where,
      expected: "points of shape [N, 2]",
      got: `${points.length} numbers`,
      fix: "pass x₁, x₂ of the first point, then of the second, and so on",
    });
  }
  const column = (offset: number) =>
    Float32Array.from({ length: points.length / 2 }, (_, i) => points[2 * i + offset]);
  return { x: column(0), y: column(1) };
}

/** Axes of the plane on which a unit is as long upwards as across. */
export function planeAxes(
  options: { readonly x: AxisOptions; readonly y: AxisOptions },
  x: Range,
  y: Range,
): { x: Axis; y: Axis } {
  return {
    x: { ...completeAxis(options.x, x, 0.05), equalAspect: true },
    y: { ...completeAxis(options.y, y, 0.05), equalAspect: true },
  };
}

/**
 * Points in the plane, one unit as long upwards as across.
 *
 * @param sets at least one cloud of [N, 2]
 * @throws TutorialError `figure.points.shape`, `figure.empty`
 *
 * @example
 * const figure = stack([
 *   pointsPanel([{ name: "noise", points: new Random(7).normals(1000) }], {
 *     x: { quantity: "x₁", unit: "1" },
 *     y: { quantity: "x₂", unit: "1" },
 *   }),
 * ]);
 */
export function pointsPanel(sets: readonly PointSet[], options: PlaneOptions): Panel {
  const clouds = sets.map((set) => planeColumns(set.points, "pointsPanel"));
  const xs = clouds.map((cloud) => extentOf(cloud.x));
  const ys = clouds.map((cloud) => extentOf(cloud.y));
  const { x, y } = planeAxes(options, union(xs), union(ys));
  const traces = sets.map((set, index): Trace => ({
    type: "scatter",
    mode: "markers",
    x: packFloats(clouds[index].x),
    y: packFloats(clouds[index].y),
    marker: { color: set.color ?? seriesColor(index), size: set.size ?? 4, opacity: 0.6 },
    ...(set.name === undefined ? {} : { name: set.name, showlegend: true }),
    hovertemplate: hoverTemplate({ x, y }, set.name),
  }));
  const notes = [
    ...droppedNotes(x.quantity, xs),
    ...droppedNotes(y.quantity, ys),
    ...(options.notes ?? []),
  ];
  return { ...titled(options), traces, x, y, height: options.height ?? 320, notes };
}

/**
 * How densely points lie, counted in cells of a grid.
 *
 * @param points [N, 2]
 * @param options axes; `cells` a side (default: 60)
 * @returns a heatmap of the probability density, in 1 / (unit of x · unit of y)
 *
 * @example
 * const figure = stack([
 *   densityPanel(new Random(7).normals(20_000), {
 *     x: { quantity: "x₁", unit: "1", range: { from: -4, to: 4 } },
 *     y: { quantity: "x₂", unit: "1", range: { from: -4, to: 4 } },
 *   }),
 * ]);
 */
export function densityPanel(
  points: ArrayLike<number>,
  options: PlaneOptions & { readonly cells?: number },
): Panel {
  const { cells = 60 } = options;
  const cloud = planeColumns(points, "densityPanel");
  const extents: Extent[] = [extentOf(cloud.x), extentOf(cloud.y)];
  const { x, y } = planeAxes(options, extents[0], extents[1]);
  const dx = (x.range.to - x.range.from) / cells;
  const dy = (y.range.to - y.range.from) / cells;
  const values = new Float32Array(cells * cells);
  for (let i = 0; i < cloud.x.length; i++) {
    const column = Math.floor((cloud.x[i] - x.range.from) / dx);
    const row = Math.floor((cloud.y[i] - y.range.from) / dy);
    const inside = column >= 0 && column < cells && row >= 0 && row < cells;
    if (inside) values[row * cells + column] += 1 / (cloud.x.length * dx * dy);
  }
  const panel = heatmapPanel(
    { values, rows: cells, columns: cells },
    {
      ...titled(options),
      ...{ x, y, equalAspect: true, colors: inkScale, height: options.height ?? 320 },
      color: { quantity: "density", unit: "1" },
    },
  );
  return { ...panel, notes: [...droppedNotes("points", extents), ...(options.notes ?? [])] };
}
