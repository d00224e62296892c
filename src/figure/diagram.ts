/** Boxes, arrows and words: how parts of something hang together. */
import { completeAxis } from "./axis";
import type { Trace } from "./figure";
import { titled } from "./panel";
import type { Panel, PanelOptions } from "./panel";

/** A part. */
export interface DiagramBox {
  /** Its first line, bold. */
  readonly name: string;
  /** Smaller lines below. */
  readonly lines?: readonly string[];
  /** Of its middle. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Of its edge; blue unless given. */
  readonly color?: string;
  /** Of its ground; white unless given. */
  readonly fill?: string;
  /** A frame around other boxes, its name at its upper left: dashed, and behind them. */
  readonly frame?: boolean;
}

/** From one point to another, perhaps by way of others: x, y, x, y, … */
export type DiagramArrow = readonly number[];

/** Words by themselves. */
export interface DiagramText {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly align?: "left" | "center" | "right";
}

/** What is drawn. */
export interface DiagramParts {
  readonly boxes: readonly DiagramBox[];
  readonly arrows?: readonly DiagramArrow[];
  readonly texts?: readonly DiagramText[];
}

/** How large the sheet is on which the parts have their places. */
export interface DiagramOptions extends PanelOptions {
  readonly width: number;
  /** Units upwards; pixels are {@link PanelOptions.height}. */
  readonly rows: number;
}

const ink = "#4a4f57";
const quiet = { type: "scatter", hoverinfo: "skip", showlegend: false } as const;

function edge({ x, y, width, height, color, fill, frame }: DiagramBox): Trace {
  const [w, h] = [width / 2, height / 2];
  return {
    ...{
      ...quiet,
      mode: "lines",
      fill: "toself",
      fillcolor: fill ?? (frame ? "#f4f2ec" : "#ffffff"),
    },
    line: { color: color ?? "#0072b2", width: frame ? 1.2 : 2, dash: frame ? "dash" : "solid" },
    ...{ x: [x - w, x + w, x + w, x - w, x - w], y: [y - h, y - h, y + h, y + h, y - h] },
  };
}

function label({ name, lines = [], x, y, width, height, frame }: DiagramBox): Trace {
  const small = lines.map((line) => `<br><span style="font-size:11px">${line}</span>`).join("");
  return {
    ...{ ...quiet, mode: "text", text: [`${frame ? "\u00a0" : ""}<b>${name}</b>${small}`] },
    ...(frame
      ? { x: [x - width / 2], y: [y + height / 2], textposition: "bottom right" }
      : { x: [x], y: [y] }),
    textfont: { size: 13 },
  };
}

function arrow(points: DiagramArrow): Trace {
  const x = points.filter((_, i) => i % 2 === 0);
  const last = x.length - 1;
  return {
    ...{ ...quiet, mode: "lines+markers", x, y: points.filter((_, i) => i % 2 === 1) },
    line: { color: ink, width: 1.5 },
    marker: {
      ...{ symbol: "arrow", angleref: "previous", color: ink },
      size: x.map((_, i) => (i === last ? 10 : 0)),
    },
  };
}

/**
 * A picture of parts and what flows between them. It measures nothing, and so it has no axes.
 *
 * @param parts with places on a sheet of `width` × `rows` units, the origin at its lower left
 *
 * @example
 * const figure = stack([
 *   diagramPanel(
 *     {
 *       boxes: [
 *         { name: "sampler", x: 1, y: 0.5, width: 1, height: 0.8 },
 *         { name: "decoder", lines: ["44.1 kHz"], x: 3, y: 0.5, width: 1, height: 0.8 },
 *       ],
 *       arrows: [[1.5, 0.5, 2.5, 0.5]],
 *       texts: [{ text: "latent", x: 2, y: 0.6 }],
 *     },
 *     { width: 4, rows: 1, height: 90 },
 *   ),
 * ]);
 */
export function diagramPanel(
  { boxes, arrows = [], texts = [] }: DiagramParts,
  { width, rows, ...options }: DiagramOptions,
): Panel {
  const axis = (quantity: string, to: number) => ({
    ...completeAxis({ quantity, unit: "1" }, { from: 0, to }),
    hidden: true,
  });
  const behind = [...boxes].sort((a, b) => Number(b.frame ?? false) - Number(a.frame ?? false));
  const sides = { left: "middle right", center: "middle center", right: "middle left" };
  const words = texts.map(({ text, x, y, align = "center" }): Trace => ({
    ...{ ...quiet, mode: "text", text: [text], x: [x], y: [y] },
    ...{ textposition: sides[align], textfont: { size: 12, color: ink } },
  }));
  return {
    ...titled(options),
    traces: [...behind.map(edge), ...arrows.map(arrow), ...boxes.map(label), ...words],
    ...{ x: axis("across", width), y: axis("upwards", rows) },
    ...{ height: options.height ?? 260, notes: options.notes ?? [] },
  };
}
