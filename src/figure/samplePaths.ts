/** Random paths over diffusion time, on the density that all of them together make. */
import { TutorialError } from "../error";
import { completeAxis } from "./axis";
import type { AxisOptions } from "./axis";
import { droppedNotes, extentOf } from "./finite";
import { heatmapPanel } from "./heatmap";
import { histogramDensity } from "./histogram";
import { linesPanel } from "./lines";
import { inkScale } from "./palette";
import { overlay } from "./panel";
import type { Panel, PanelOptions } from "./panel";

/** Paths of one number over time. */
export interface PathsData {
  /** T times, evenly spaced. */
  readonly times: ArrayLike<number>;
  /** [paths, T] row-major. */
  readonly values: ArrayLike<number>;
}

/** What sample paths need to be told. */
export interface PathsOptions extends PanelOptions {
  /** The time axis (default: diffusion time t). */
  readonly x?: AxisOptions;
  /** What moves along the paths. */
  readonly y: AxisOptions;
  /** How many of the paths are drawn as lines (default: 30); all count for the density. */
  readonly drawn?: number;
  /** Cells of the density at each time (default: 80). */
  readonly cells?: number;
}

/** All lines as one, with a gap after each path. */
function joined(data: PathsData, drawn: number): { x: Float32Array; y: Float32Array } {
  const T = data.times.length;
  const x = new Float32Array(drawn * (T + 1)).fill(NaN);
  const y = new Float32Array(drawn * (T + 1)).fill(NaN);
  for (let path = 0; path < drawn; path++) {
    for (let i = 0; i < T; i++) {
      x[path * (T + 1) + i] = data.times[i];
      y[path * (T + 1) + i] = data.values[path * T + i];
    }
  }
  return { x, y };
}

/**
 * Sample paths as thin lines over the density p_t(x), estimated from all of them at each time.
 *
 * @param data paths [paths, T] at T evenly spaced times
 * @throws TutorialError `figure.paths.shape`, `figure.empty`, `figure.axis.unlabelled`
 *
 * @example
 * const times = Float32Array.from({ length: 50 }, (_, i) => i / 49);
 * const random = new Random(7);
 * const values = Float32Array.from({ length: 400 * 50 }, (_, i) => Math.sqrt(times[i % 50]) * random.normal());
 * const figure = stack([samplePathsPanel({ times, values }, { y: { quantity: "x", unit: "1" } })]);
 */
export function samplePathsPanel(data: PathsData, options: PathsOptions): Panel {
  const { cells = 80, height = 300 } = options;
  const T = data.times.length;
  const paths = data.values.length / T;
  if (T < 2 || !Number.isInteger(paths)) {
    throw new TutorialError({
      code: "figure.paths.shape",
      where: "samplePathsPanel",
      expected: "values of shape [paths, T] at T ≥ 2 times",
      got: `${data.values.length} values at ${T} times`,
      fix: "pass all times of the first path, then of the second, and so on",
    });
  }
  const drawn = Math.min(paths, options.drawn ?? 30);
  const extent = extentOf(data.values);
  const y = completeAxis(options.y, extent, 0.03);
  const half = (data.times[T - 1] - data.times[0]) / (T - 1) / 2;
  const x = completeAxis(options.x ?? { quantity: "diffusion time t", unit: "1" }, {
    from: data.times[0] - half,
    to: data.times[T - 1] + half,
  });
  const density = new Float32Array(cells * T); // [cells, T]
  for (let i = 0; i < T; i++) {
    const now = Float32Array.from({ length: paths }, (_, path) => data.values[path * T + i]);
    histogramDensity(now, y.range, cells).density.forEach((value, cell) => {
      density[cell * T + i] = value;
    });
  }
  // Early densities are needles: above the 98th percentile one colour serves.
  const sorted = density.filter((value) => value > 0).sort();
  const most = sorted[Math.floor(0.98 * (sorted.length - 1))] || 1;
  const unit = y.unit === "1" ? "1" : `1 / ${y.unit}`;
  const heat = heatmapPanel(
    { values: density, rows: cells, columns: T },
    {
      ...{ ...options, x, y, height, colors: inkScale },
      color: { quantity: "density p<sub>t</sub>", unit, range: { from: 0, to: most } },
      notes: [...droppedNotes(y.quantity, [extent]), ...(options.notes ?? [])],
    },
  );
  const lines = linesPanel(
    [{ ...joined(data, drawn), color: "rgba(213, 94, 0, 0.55)", width: 1 }],
    {
      ...{ x, y },
    },
  );
  return overlay(heat, { ...lines, notes: [] });
}
