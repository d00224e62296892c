/** Numbers on a grid, as colour: a density p(x₁, x₂), an attention map, a table of errors. */
import { TutorialError } from "../error";
import { completeAxis, hoverTemplate, requireQuantity } from "./axis";
import type { AxisOptions, ColorAxis, Quantity } from "./axis";
import { droppedNotes, extentOf, widen } from "./finite";
import type { Range } from "./finite";
import { packFloats } from "./pack";
import type { ColorScale } from "./palette";
import { titled } from "./panel";
import type { Panel, PanelOptions } from "./panel";

/** An axis of a grid: it needs to know where the grid begins and ends. */
export interface GridAxis extends AxisOptions {
  /** From the outer edge of the first cell to the outer edge of the last. */
  readonly range: Range;
}

/** Numbers on an even grid. */
export interface GridData {
  /** [rows, columns] row-major; row 0 is drawn lowest. */
  readonly values: ArrayLike<number>;
  readonly rows: number;
  readonly columns: number;
}

/** What a heatmap needs to be told. */
export interface HeatmapOptions extends PanelOptions {
  readonly x: GridAxis;
  readonly y: GridAxis;
  /** What the numbers are. */
  readonly color: Quantity & { readonly range?: Range };
  /** Default: Cividis; `divergingScale` for numbers around zero. */
  readonly colors?: ColorScale;
  /** One unit is as long upwards as across (default: false). */
  readonly equalAspect?: boolean;
}

/**
 * A heatmap.
 *
 * @param data values [rows, columns]
 * @param options axes with their ranges, and what the colour is
 * @throws TutorialError `figure.heatmap.shape`, `figure.axis.unlabelled`, `figure.axis.range`
 *
 * @example
 * const figure = stack([
 *   heatmapPanel(
 *     { values: [0, 1, 1, 0], rows: 2, columns: 2 },
 *     {
 *       x: { quantity: "text token", unit: "1", range: { from: 0, to: 2 } },
 *       y: { quantity: "latent frame", unit: "1", range: { from: 0, to: 2 } },
 *       color: { quantity: "attention weight", unit: "1" },
 *     },
 *   ),
 * ]);
 */
export function heatmapPanel(data: GridData, options: HeatmapOptions): Panel {
  const { values, rows, columns } = data;
  if (values.length !== rows * columns || values.length === 0) {
    throw new TutorialError({
      code: "figure.heatmap.shape",
      where: "heatmapPanel",
      expected: `${rows} × ${columns} = ${rows * columns} numbers, at least one`,
      got: `${values.length}`,
      fix: "pass [rows, columns] row-major, the lowest row first",
    });
  }
  const extent = extentOf(values);
  const { colors = "Cividis", equalAspect = false, height = 260 } = options;
  const range = options.color.range ?? (extent.to > extent.from ? extent : widen(extent, 0));
  const color: ColorAxis = {
    ...requireQuantity({ quantity: options.color.quantity, unit: options.color.unit }),
    ...{ range: { from: range.from, to: range.to }, colors },
  };
  const aspect = equalAspect ? { equalAspect } : {};
  const x = { ...completeAxis(options.x, options.x.range), ...aspect };
  const y = { ...completeAxis(options.y, options.y.range), ...aspect };
  const dx = (x.range.to - x.range.from) / columns;
  const dy = (y.range.to - y.range.from) / rows;
  return {
    ...titled(options),
    traces: [
      {
        type: "heatmap",
        ...{ x0: x.range.from + dx / 2, dx, y0: y.range.from + dy / 2, dy },
        z: packFloats(values, { rows, columns }),
        coloraxis: "coloraxis",
        hovertemplate: hoverTemplate({ x, y, z: color }),
      },
    ],
    ...{ x, y, color, height },
    notes: [...droppedNotes(color.quantity, [extent]), ...(options.notes ?? [])],
  };
}
