/** A panel is marks and the axes they are measured on; where it stands is not its business. */
import { TutorialError } from "../error";
import { axisTitle } from "./axis";
import type { Axis, ColorAxis } from "./axis";
import type { Trace } from "./figure";
import { union } from "./finite";

/** Marks on two axes: what {@link stack}, {@link columns} and {@link grid} put on a card. */
export interface Panel {
  readonly title?: string;
  readonly traces: readonly Trace[];
  readonly x: Axis;
  readonly y: Axis;
  /** What colour measures, if it measures. */
  readonly color?: ColorAxis;
  /** Pixels from the lower to the upper axis. */
  readonly height: number;
  /** Sentences the figure must carry, e.g. about numbers that could not be drawn. */
  readonly notes: readonly string[];
}

/** What every panel can be told. */
export interface PanelOptions {
  /** A line above the panel. Plotly's tags `<b>`, `<i>`, `<sub>`, `<sup>` work. */
  readonly title?: string;
  /** Pixels from the lower to the upper axis. */
  readonly height?: number;
  /** Sentences to carry under the figure, e.g. which backend was timed, or that a result was stored. */
  readonly notes?: readonly string[];
}

/** The title of a panel, if it has one. */
export function titled({ title }: PanelOptions): { title?: string } {
  return title === undefined ? {} : { title };
}

function overlaid(axes: readonly Axis[]): Axis {
  const odd = axes.find((axis) => axisTitle(axis) !== axisTitle(axes[0]));
  if (odd) {
    throw new TutorialError({
      code: "figure.overlay.axes",
      where: "overlay",
      expected: `every panel on the axis “${axisTitle(axes[0])}”`,
      got: `“${axisTitle(odd)}”`,
      fix: "draw quantities that differ in panels of their own, with stack([…]) or columns([…])",
    });
  }
  return { ...axes[0], range: union(axes.map((axis) => axis.range)) };
}

/**
 * Draws panels over each other on one pair of axes, the first at the bottom.
 *
 * @param panels at least one, all of the same quantities and units
 * @returns a panel with the title and height of the first that has one
 * @throws TutorialError `figure.overlay.axes`
 *
 * @example
 * const points = Float32Array.of(0, 0, 1, 1); // [N, 2]
 * const x = { quantity: "x₁", unit: "1" };
 * const y = { quantity: "x₂", unit: "1" };
 * const panel = overlay(densityPanel(points, { x, y }), pointsPanel([{ points }], { x, y }));
 */
export function overlay(...panels: readonly Panel[]): Panel {
  const title = panels.find((panel) => panel.title !== undefined)?.title;
  const color = panels.find((panel) => panel.color)?.color;
  return {
    ...(title === undefined ? {} : { title }),
    traces: panels.flatMap((panel) => panel.traces),
    x: overlaid(panels.map((panel) => panel.x)),
    y: overlaid(panels.map((panel) => panel.y)),
    ...(color ? { color } : {}),
    height: panels[0].height,
    notes: panels.flatMap((panel) => panel.notes),
  };
}
