/** Which frequencies sound when, and how loud. */
import { TutorialError } from "../error";
import type { Decibels, Frames, Hertz, Seconds } from "../units";
import { completeAxis, hoverTemplate } from "./axis";
import type { Axis, ColorAxis } from "./axis";
import { gatherBins, meanLevels } from "./bands";
import type { Band } from "./bands";
import { extentOf } from "./finite";
import type { Range } from "./finite";
import { packFloats, packWhole } from "./pack";
import type { ColorScale } from "./palette";
import { titled } from "./panel";
import type { Panel, PanelOptions } from "./panel";

/** Levels over time and frequency, as `spectrogramDb` gives them. */
export interface SpectrogramData {
  /** [frames, bins] row-major. -∞ is silence. */
  readonly decibels: ArrayLike<Decibels>;
  readonly frames: Frames;
  readonly bins: number;
  /** The middle of each frame, evenly spaced. */
  readonly times: ArrayLike<Seconds>;
  /** The centre of each bin, rising. */
  readonly frequencies: ArrayLike<Hertz>;
}

/** What a spectrogram can be told. */
export interface SpectrogramOptions extends PanelOptions {
  /** Levels to show; left out, the 80 dB below the loudest cell. Give it where figures are compared. */
  readonly range?: Range;
  /**
   * `"linear"` in kHz, `"log"` in Hz, or `"rows"`: every bin equally tall, as a network sees it,
   * which on mel bins is the mel scale. Default: linear if the bins are evenly spaced, else rows.
   */
  readonly frequencyScale?: "linear" | "log" | "rows";
  /** What 0 dB is (default: `"dB"`, e.g. `"dB of full scale"`). */
  readonly unit?: string;
  /** Columns to draw at most (default: 240). */
  readonly columns?: number;
  /** Rows to draw at most (default: 128). */
  readonly rows?: number;
  readonly colors?: ColorScale;
}

/** Refuses data whose parts are not as many as they say. */
export function requireShape(
  { decibels, frames, bins, times, frequencies }: SpectrogramData,
  where = "spectrogramPanel",
): void {
  const fits = times.length === frames && frequencies.length === bins;
  if (fits && decibels.length === frames * bins) return;
  throw new TutorialError({
    code: "figure.spectrogram.shape",
    where,
    expected: `${frames} × ${bins} = ${frames * bins} levels, ${frames} times and ${bins} frequencies`,
    got: `${decibels.length} levels, ${times.length} times and ${frequencies.length} frequencies`,
    fix: "pass [frames, bins] row-major, a frame after the other",
  });
}

function evenlySpaced(frequencies: ArrayLike<Hertz>): boolean {
  const step = frequencies[1] - frequencies[0];
  const steps = Array.from(frequencies).slice(1);
  return steps.every((f, i) => Math.abs(f - frequencies[i] - step) < 0.01 * Math.abs(step));
}

const niceFrequencies = [20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000];
const hertzLabel = (f: Hertz) => (f >= 1000 ? `${f / 1000}k` : String(f));

/** Ticks on an axis that counts rows, at the frequencies people look for, as many as fit. */
function rowTicks(bands: readonly Band[]): { values: number[]; labels: string[] } {
  const ticks: { row: number; label: string }[] = [];
  for (const f of [...niceFrequencies].reverse()) {
    const above = bands.findIndex((band) => band.center >= f);
    if (above <= 0) continue;
    const [low, high] = [bands[above - 1].center, bands[above].center];
    const row = above - 1 + (f - low) / (high - low);
    const room = (ticks[0]?.row ?? Infinity) - row;
    if (room > bands.length / 14) ticks.unshift({ row, label: hertzLabel(f) });
  }
  return { values: ticks.map(({ row }) => row), labels: ticks.map(({ label }) => label) };
}

function frequencyAxis(bands: readonly Band[], scale: "linear" | "log" | "rows"): Axis {
  const centers = bands.map((band) => band.center);
  const last = centers.length - 1;
  if (scale === "rows") {
    const half = { from: -0.5, to: last + 0.5 };
    const ticks = rowTicks(bands);
    return completeAxis({ quantity: "frequency", unit: "Hz", ticks }, half);
  }
  if (scale === "log") {
    const ratio = Math.sqrt(centers[1] / centers[0]);
    const range = { from: centers[0] / ratio, to: centers[last] * ratio };
    const values = niceFrequencies.filter((f) => f >= range.from && f <= range.to);
    const ticks = { values, labels: values.map(hertzLabel) };
    return completeAxis({ quantity: "frequency", unit: "Hz", scale, ticks }, range);
  }
  const half = (centers[1] - centers[0]) / 2;
  const range = { from: (centers[0] - half) / 1000, to: (centers[last] + half) / 1000 };
  return completeAxis({ quantity: "frequency", unit: "kHz" }, range);
}

/**
 * A spectrogram: time across, frequency upwards, level as colour. Long ones are gathered into cells
 * of mean power, about one a pixel, and levels are rounded to whole decibels, a byte a cell.
 *
 * @param data levels [frames, bins]
 * @throws TutorialError `figure.spectrogram.shape`, `figure.empty`
 *
 * @example
 * const frequencies = Float32Array.from({ length: 65 }, (_, k) => k * 125);
 * const times = Float32Array.from({ length: 40 }, (_, m) => m * 0.008);
 * const decibels = Float32Array.from({ length: 40 * 65 }, (_, i) => -Math.abs((i % 65) - 20));
 * const figure = stack([
 *   spectrogramPanel({ decibels, frames: 40, bins: 65, times, frequencies }),
 * ]);
 */
export function spectrogramPanel(data: SpectrogramData, options: SpectrogramOptions = {}): Panel {
  requireShape(data);
  const { columns = 240, rows = 128, unit = "dB", height = 230 } = options;
  const scale = options.frequencyScale ?? (evenlySpaced(data.frequencies) ? "linear" : "rows");
  const bands = gatherBins(data.frequencies, rows, scale);
  const cells = meanLevels(data.decibels, data, bands, columns);
  const loudest = extentOf(data.decibels).to;
  const range = options.range ?? { from: Math.round(loudest) - 80, to: Math.round(loudest) };
  const color: ColorAxis = {
    ...{ quantity: "level", unit, range, colors: options.colors ?? "Viridis" },
  };
  // A lone frame has no neighbour to say how long it is.
  const hop = data.frames > 1 ? data.times[1] - data.times[0] : 1;
  const dx = hop * cells.framesPerColumn;
  const x0 = data.times[0] + (hop * (cells.framesPerColumn - 1)) / 2;
  const x = completeAxis(
    { quantity: "time", unit: "s" },
    { from: x0 - dx / 2, to: x0 + dx * (cells.columns - 0.5) },
  );
  const y = frequencyAxis(bands, scale);
  const rowsPlace =
    scale === "rows"
      ? { y0: 0, dy: 1 }
      : { y: packFloats(bands.map(({ center }) => center / (scale === "linear" ? 1000 : 1))) };
  const broken = Array.from(data.decibels).filter((db) => Number.isNaN(db) || db === Infinity);
  const shape = { rows: bands.length, columns: cells.columns };
  // A byte holds whole decibels but no gap, and only from -128 to 127.
  const fits = broken.length === 0 && range.from >= -128 && range.to <= 127;
  const z = fits ? packWhole(cells.levels, range, shape) : packFloats(cells.levels, shape);
  const notes = broken.length
    ? [`⚠ ${broken.length} of ${data.decibels.length} levels are not finite and not drawn.`]
    : [];
  const hovertemplate = hoverTemplate(scale === "rows" ? { x, z: color } : { x, y, z: color });
  return {
    ...titled(options),
    traces: [{ type: "heatmap", x0, dx, ...rowsPlace, z, coloraxis: "coloraxis", hovertemplate }],
    ...{ x, y, color, height },
    notes: [...notes, ...(options.notes ?? [])],
  };
}
