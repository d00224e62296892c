/** Arrows in the plane: a score ∇ log p_t(x), a velocity, a step of a sampler. */
import { TutorialError } from "../error";
import { hoverTemplate } from "./axis";
import { droppedNotes, extentOf } from "./finite";
import { packFloats } from "./pack";
import { seriesColor } from "./palette";
import { titled } from "./panel";
import type { Panel } from "./panel";
import { planeAxes, planeColumns } from "./points";
import type { PlaneOptions } from "./points";

/** A vector at each point. */
export interface VectorField {
  /** [N, 2] where the arrows begin. */
  readonly points: ArrayLike<number>;
  /** [N, 2] how far they would go. */
  readonly vectors: ArrayLike<number>;
}

/** What a vector field can be told. */
export interface VectorFieldOptions extends PlaneOptions {
  /** Length drawn for a vector of length 1; left out, so that the longest fills its cell. */
  readonly scale?: number;
  readonly color?: string;
}

/** The stroke of an arrow from (x, y) by (u, v): shaft, then both barbs of the head. */
function arrow(x: number, y: number, u: number, v: number): { x: number[]; y: number[] } {
  const barb = (turn: number) => ({
    x: x + u - 0.32 * (u * Math.cos(turn) - v * Math.sin(turn)),
    y: y + v - 0.32 * (u * Math.sin(turn) + v * Math.cos(turn)),
  });
  const [left, right] = [barb(0.45), barb(-0.45)];
  return {
    x: [x, x + u, left.x, x + u, right.x, NaN],
    y: [y, y + v, left.y, y + v, right.y, NaN],
  };
}

/**
 * Arrows in the plane, all drawn to one scale, which the figure states.
 *
 * @param field points and vectors, both [N, 2]
 * @throws TutorialError `figure.points.shape`, `figure.field.shape`, `figure.empty`
 *
 * @example
 * const points = Float32Array.of(1, 0, 0, 1, -1, 0, 0, -1);
 * const field = { points, vectors: points.map((v) => -v) }; // the score of N(0, I)
 * const figure = stack([
 *   vectorFieldPanel(field, { x: { quantity: "x₁", unit: "1" }, y: { quantity: "x₂", unit: "1" } }),
 * ]);
 */
export function vectorFieldPanel(field: VectorField, options: VectorFieldOptions): Panel {
  if (field.points.length !== field.vectors.length) {
    throw new TutorialError({
      code: "figure.field.shape",
      where: "vectorFieldPanel",
      expected: `a vector for each of ${field.points.length / 2} points`,
      got: `${field.vectors.length / 2} vectors`,
      fix: "evaluate the field at exactly these points",
    });
  }
  const from = planeColumns(field.points, "vectorFieldPanel");
  const by = planeColumns(field.vectors, "vectorFieldPanel");
  const xs = extentOf(from.x);
  const ys = extentOf(from.y);
  const lengths = by.x.map((u, i) => Math.hypot(u, by.y[i]));
  const longest = extentOf(lengths);
  const cell = Math.sqrt(Math.max(xs.to - xs.from, ys.to - ys.from, 1e-9) ** 2 / lengths.length);
  const scale = options.scale ?? cell / (longest.to || 1);
  const strokes = Array.from(from.x, (x, i) => {
    return arrow(x, from.y[i], by.x[i] * scale, by.y[i] * scale);
  });
  const reach = cell;
  const { x, y } = planeAxes(
    options,
    { from: xs.from - reach, to: xs.to + reach },
    { from: ys.from - reach, to: ys.to + reach },
  );
  const hover = { x, y, text: { quantity: "length", unit: "1" } };
  return {
    ...titled(options),
    traces: [
      {
        type: "scatter",
        mode: "lines",
        x: packFloats(strokes.flatMap((stroke) => stroke.x)),
        y: packFloats(strokes.flatMap((stroke) => stroke.y)),
        text: Array.from(lengths).flatMap((length) => {
          const label = length.toPrecision(3);
          return [label, label, label, label, label, ""];
        }),
        line: { color: options.color ?? seriesColor(0), width: 1.3 },
        hovertemplate: hoverTemplate(hover).replace(/%\{text:[^}]*\}/, "%{text}"),
      },
    ],
    ...{ x, y, height: options.height ?? 320 },
    notes: [
      `The longest arrow stands for a vector of length ${longest.to.toPrecision(3)}.`,
      ...droppedNotes("vectors", [longest]),
      ...(options.notes ?? []),
    ],
  };
}
