/** How numbers are distributed, against the Gaussian that noise would give. */
import { completeAxis, hoverTemplate } from "./axis";
import type { Quantity } from "./axis";
import type { Trace } from "./figure";
import { droppedNotes, extentOf } from "./finite";
import type { Range } from "./finite";
import { packFloats } from "./pack";
import { seriesColor } from "./palette";
import { titled } from "./panel";
import type { Panel, PanelOptions } from "./panel";

/** A normal distribution to compare with. */
export interface Gaussian {
  readonly mean: number;
  readonly deviation: number;
}

/** What a histogram needs to be told. */
export interface HistogramOptions extends PanelOptions, Quantity {
  /** Values to show; left out, from the least to the greatest. */
  readonly range?: Range;
  /** Default: 60. */
  readonly bins?: number;
  /** The curve drawn over it (default: the standard normal); `null` for none. */
  readonly gaussian?: Gaussian | null;
}

/**
 * Counts values in equal bins, as a density: the bars' areas and the share outside add up to 1.
 *
 * @param values any numbers; non-finite ones count nowhere
 */
export function histogramDensity(
  values: ArrayLike<number>,
  range: Range,
  bins: number,
): { density: Float32Array; outside: number } {
  const counts = new Float64Array(bins);
  const width = (range.to - range.from) / bins;
  let finite = 0;
  let outside = 0;
  for (let i = 0; i < values.length; i++) {
    if (!Number.isFinite(values[i])) continue;
    finite++;
    const bin = values[i] === range.to ? bins - 1 : Math.floor((values[i] - range.from) / width);
    if (bin < 0 || bin >= bins) outside++;
    else counts[bin]++;
  }
  const density = Float32Array.from(counts, (count) => count / (Math.max(1, finite) * width));
  return { density, outside };
}

function gaussianTrace({ mean, deviation }: Gaussian, range: Range): { trace: Trace; top: number } {
  const points = 161;
  const dx = (range.to - range.from) / (points - 1);
  const density = Float32Array.from({ length: points }, (_, i) => {
    const z = (range.from + i * dx - mean) / deviation;
    return Math.exp(-0.5 * z * z) / (deviation * Math.sqrt(2 * Math.PI));
  });
  const trace: Trace = {
    type: "scatter",
    mode: "lines",
    ...{ x0: range.from, dx, y: packFloats(density) },
    line: { color: seriesColor(1), width: 2 },
    name: `N(${mean}, ${deviation}²)`,
    showlegend: true,
  };
  return { trace, top: density.reduce((a, b) => Math.max(a, b)) };
}

/**
 * A histogram as a probability density, with a Gaussian over it.
 *
 * @param values N numbers
 * @param options what they measure; range, bins, and which Gaussian
 * @throws TutorialError `figure.empty`, `figure.axis.unlabelled`, `figure.axis.range`
 *
 * @example
 * const noise = new Random(7).normals(10_000);
 * const figure = stack([
 *   histogramPanel(noise, { quantity: "value", unit: "1", range: { from: -4, to: 4 } }),
 * ]);
 */
export function histogramPanel(values: ArrayLike<number>, options: HistogramOptions): Panel {
  const { bins = 60, gaussian = { mean: 0, deviation: 1 }, height = 200 } = options;
  const extent = extentOf(values);
  const x = completeAxis(
    { quantity: options.quantity, unit: options.unit, range: options.range },
    extent,
  );
  const { density, outside } = histogramDensity(values, x.range, bins);
  const dx = (x.range.to - x.range.from) / bins;
  const curve = gaussian && gaussianTrace(gaussian, x.range);
  const highest = density.reduce((a, b) => Math.max(a, b), curve?.top ?? 0);
  const unit = options.unit === "1" ? "1" : `1 / ${options.unit}`;
  const y = completeAxis({ quantity: "density", unit }, { from: 0, to: highest * 1.06 || 1 });
  const traces: Trace[] = [
    {
      type: "bar",
      ...{ x0: x.range.from + dx / 2, dx, y: packFloats(density), width: dx },
      marker: { color: seriesColor(0), opacity: 0.65, line: { width: 0 } },
      name: "values",
      showlegend: curve !== null,
      hovertemplate: hoverTemplate({ x, y }),
    },
  ];
  if (curve) {
    const { trace } = curve;
    traces.push({ ...trace, hovertemplate: hoverTemplate({ x, y }, trace.name as string) });
  }
  const share = ((100 * outside) / values.length).toPrecision(2);
  const notes = [
    ...droppedNotes(options.quantity, [extent]),
    ...(outside > 0 ? [`${share} % of the values lie outside the range shown.`] : []),
    ...(options.notes ?? []),
  ];
  return { ...titled(options), traces, x, y, height, notes };
}
