/** An axis always says what it measures and in which unit, and its range is known before drawing. */
import { TutorialError } from "../error";
import type { JsonObject } from "./figure";
import { widen } from "./finite";
import type { Range } from "./finite";
import type { ColorScale } from "./palette";

/** What an axis measures. */
export interface Quantity {
  /** e.g. `"time"` */
  readonly quantity: string;
  /** e.g. `"s"`; `"1"` for a pure number, which is then not printed. */
  readonly unit: string;
}

/** Where ticks stand and what is written at them. */
export interface Ticks {
  readonly values: readonly number[];
  readonly labels: readonly string[];
}

/** What a caller says of an axis; what is left out follows from the data. */
export interface AxisOptions extends Quantity {
  readonly scale?: "linear" | "log";
  readonly range?: Range;
  readonly ticks?: Ticks;
}

/** An axis with nothing left open. Axes of one quantity, unit and scale in a figure move as one. */
export interface Axis extends AxisOptions {
  readonly scale: "linear" | "log";
  /** In data units, also on a logarithmic axis. */
  readonly range: Range;
  /** Without line, ticks and title: for a strip that has nothing to measure in this direction. */
  readonly hidden?: boolean;
  /** One unit is as long here as on the panel's other axis. */
  readonly equalAspect?: boolean;
}

/** What colour measures. */
export interface ColorAxis extends Quantity {
  readonly range: Range;
  readonly colors: ColorScale;
}

/** The title of an axis: `time (s)`, or only the quantity for a pure number. */
export function axisTitle({ quantity, unit }: Quantity): string {
  return unit === "1" ? quantity : `${quantity} (${unit})`;
}

/** @throws TutorialError `figure.axis.unlabelled` for an axis that does not say what it measures */
export function requireQuantity<T extends Quantity>(axis: T): T {
  if (axis.quantity && axis.unit) return axis;
  throw new TutorialError({
    code: "figure.axis.unlabelled",
    where: "figure",
    expected: "an axis with a quantity and a unit",
    got: JSON.stringify({ quantity: axis.quantity ?? "", unit: axis.unit ?? "" }),
    fix: 'write e.g. {quantity: "time", unit: "s"}; unit "1" is a pure number',
  });
}

/**
 * Completes an axis.
 *
 * @param options what the caller said
 * @param data the extent of what will be drawn, used where the caller gave no range
 * @param margin share of that extent to add on both sides
 * @throws TutorialError `figure.axis.unlabelled`, `figure.axis.range`
 */
export function completeAxis(options: AxisOptions, data: Range, margin = 0): Axis {
  requireQuantity(options);
  const scale = options.scale ?? "linear";
  const length = data.to - data.from;
  const range = options.range ?? (length > 0 && margin === 0 ? data : widen(data, margin, scale));
  const finite = Number.isFinite(range.from) && Number.isFinite(range.to);
  if (!finite || range.from >= range.to || (scale === "log" && range.from <= 0)) {
    throw new TutorialError({
      code: "figure.axis.range",
      where: `axis “${axisTitle(options)}”`,
      expected: scale === "log" ? "0 < from < to on a logarithmic axis" : "from < to, both finite",
      got: `from ${range.from} to ${range.to}`,
      fix: "leave the range out to take it from the data",
    });
  }
  return { ...options, scale, range };
}

/** A range as Plotly wants it: logarithms on a logarithmic axis. */
export function plotlyRange({ scale, range }: Axis): number[] {
  return scale === "log" ? [Math.log10(range.from), Math.log10(range.to)] : [range.from, range.to];
}

/** Powers of ten, and 2 and 5 times them where there are few. */
function logTicks({ from, to }: Range): JsonObject {
  return { dtick: Math.log10(to / from) > 2 ? 1 : "D2", exponentformat: "power" };
}

/** The attributes of a Plotly axis that come from what it measures, not from where it stands. */
export function plotlyAxis(axis: Axis, labelled: boolean): JsonObject {
  if (axis.hidden) return { visible: false, fixedrange: true, range: plotlyRange(axis) };
  return {
    ...(labelled ? { title: { text: axisTitle(axis) } } : { showticklabels: false }),
    type: axis.scale,
    range: plotlyRange(axis),
    ...(axis.ticks
      ? { tickvals: axis.ticks.values, ticktext: axis.ticks.labels, tickangle: 0 }
      : {}),
    ...(axis.scale === "log" && !axis.ticks ? logTicks(axis.range) : {}),
  };
}

/**
 * What a pointer over a mark reads, each number with its unit.
 *
 * @param parts Plotly's variable of each quantity, e.g. `{x: axis, y: axis}`
 * @param heading a first line, e.g. `"%{text}"`
 */
export function hoverTemplate(parts: Readonly<Record<string, Quantity>>, heading?: string): string {
  const lines = Object.entries(parts).map(([variable, { quantity, unit }]) => {
    return `${quantity} %{${variable}:.4~g}${unit === "1" ? "" : ` ${unit}`}`;
  });
  return `${[...(heading ? [heading] : []), ...lines].join("<br>")}<extra></extra>`;
}
