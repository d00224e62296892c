/** Things side by side: a column each, one pair of axes, and a player under every column. */
import type { AudioClip } from "../audio/clip";
import { TutorialError } from "../error";
import type { Figure } from "../figure/figure";
import { grid } from "../figure/grid";
import type { FigureOptions } from "../figure/grid";
import type { Panel } from "../figure/panel";
import { currentNotebook } from "./display";
import { small } from "./html";
import { buildPlayer, gainFor } from "./player";
import { show } from "./show";

/** One column of a comparison. */
export interface ComparisonColumn {
  readonly label: string;
  /** From top to bottom; every column has as many. */
  readonly panels: Panel | readonly Panel[];
  readonly clip?: AudioClip;
  /** A line of text under the column. */
  readonly note?: string;
}

/** What a comparison can be told. */
export interface CompareOptions extends FigureOptions {
  /** As for {@link players}: one factor for all clips (default: true), or each its own. */
  readonly together?: boolean;
  readonly maxKilobytes?: number;
}

const panelsOf = ({ panels }: ComparisonColumn): readonly Panel[] =>
  "traces" in panels ? [panels] : panels;

/** The figure of a comparison: columns of panels under their labels, axes shared. */
export function comparisonFigure(
  items: readonly ComparisonColumn[],
  options: FigureOptions = {},
): Figure {
  const rows = panelsOf(items[0] ?? { label: "", panels: [] }).length;
  const odd = items.find((item) => panelsOf(item).length !== rows);
  if (rows === 0 || odd) {
    throw new TutorialError({
      code: "notebook.compare.panels",
      where: "compare",
      expected: "columns of at least one panel, all with as many as the first",
      got: odd ? `${panelsOf(odd).length} in “${odd.label}”, ${rows} in the first` : "no panel",
      fix: "give every column the same panels in the same order",
    });
  }
  const row = (r: number) =>
    items.map((item) => {
      const panel = panelsOf(item)[r];
      return r === 0 ? { ...panel, title: item.label } : panel;
    });
  return grid(
    Array.from({ length: rows }, (_, r) => row(r)),
    options,
  );
}

/** Cells as wide as the figure's columns and under them. */
function alignedRow(figure: Figure, cells: readonly string[]): string {
  const { margin, meta } = figure.layout as {
    margin: { l: number; r: number };
    meta: { gap: number };
  };
  const width = (1 - meta.gap * (cells.length - 1)) / cells.length;
  const percent = (share: number) => `${(100 * share).toFixed(3)}%`;
  const row = cells.map((cell, column) => {
    const left = column === 0 ? "0px" : percent(meta.gap);
    const place = `width:${percent(width)};margin-left:${left}`;
    return `<div style="display:inline-block;vertical-align:top;${place}">${cell}</div>`;
  });
  return `<div style="padding-left:${margin.l}px;padding-right:${margin.r}px">${row.join("")}</div>`;
}

/**
 * Compares things side by side: their panels in one figure with shared axes, and under each column
 * a player and a note.
 *
 * @param items the columns, from left to right; four fit well
 * @throws TutorialError `notebook.compare.panels`, and those of {@link grid} and {@link play}
 *
 * @example
 * const tone = (gain: number) => ({
 *   channels: [Float32Array.from({ length: 8000 }, (_, i) => gain * Math.sin(i / 3))],
 *   sampleRate: 8000,
 * });
 * compare(
 *   [0.2, 0.8].map((gain) => ({
 *     label: `gain ${gain}`,
 *     panels: waveformPanel(tone(gain)),
 *     clip: tone(gain),
 *   })),
 *   { title: "Quiet and loud" },
 * );
 */
export function compare(items: readonly ComparisonColumn[], options: CompareOptions = {}): void {
  const { together = true, maxKilobytes } = options;
  const figure = comparisonFigure(items, options);
  const common = gainFor(items.flatMap(({ clip }) => clip ?? []));
  const cells = items.map(({ clip, note }) => {
    if (!clip) return { html: note === undefined ? "" : small(note), text: note ?? "" };
    const gain = together ? common : gainFor([clip]);
    return buildPlayer({ clip, ...(note === undefined ? {} : { note }) }, gain, maxKilobytes);
  });
  show(figure);
  const html = cells.map((cell) => cell.html);
  if (html.some((cell) => cell !== "")) {
    currentNotebook()?.display.html(alignedRow(figure, html));
  }
}
