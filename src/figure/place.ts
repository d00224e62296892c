/** Where each panel of a grid stands: pixels downwards, shares of the width across. */
import type { Panel } from "./panel";
import type { Sharing } from "./share";
import { sizes, wrapText } from "./theme";

/** One panel's place on the card, in Plotly's paper coordinates (0 to 1, upwards). */
export interface Place {
  readonly left: number;
  readonly right: number;
  readonly bottom: number;
  readonly top: number;
  /** Whether this panel writes the title and tick labels of its axes, or a neighbour does. */
  readonly xLabelled: boolean;
  readonly yLabelled: boolean;
}

/** The places of all panels, row by row, and the pixels around them. */
export interface Placement {
  readonly places: readonly Place[];
  /** Pixels of the plotting area, from the lowest axis to the highest. */
  readonly height: number;
  /** Pixels above the highest axis and below the lowest that belong to the panels. */
  readonly header: number;
  readonly footer: number;
  /** Free width between neighbouring columns, as a share of the plotting area. */
  readonly gap: number;
}

/** A panel's title broken to fit its column. */
export function panelTitle(panel: Panel, columns: number): { text: string; lines: number } {
  return wrapText(panel.title ?? "", columns === 1 ? 76 : Math.floor(56 / columns));
}

function tickLines({ x }: Panel): number {
  return Math.max(1, ...(x.ticks?.labels ?? []).map((label) => label.split("<br>").length));
}

/**
 * Places a grid of panels. A panel leaves its x axis unlabelled if the panel below shares it, and
 * its y axis if the panel on its left does.
 */
export function placeGrid(
  rows: readonly (readonly Panel[])[],
  sharing: Sharing,
  roomForColor: (column: number) => boolean,
): Placement {
  const columns = rows[0].length;
  const index = (row: number, column: number) => row * columns + column;
  const xLabelled = (row: number, column: number) =>
    row === rows.length - 1 || sharing.x[index(row, column)] !== sharing.x[index(row + 1, column)];
  const yLabelled = (row: number, column: number) =>
    column === 0 || sharing.y[index(row, column)] !== sharing.y[index(row, column - 1)];

  const header = rows.map((row) => {
    const titled = row.filter((panel) => panel.title !== undefined);
    const lines = Math.max(0, ...titled.map((panel) => panelTitle(panel, columns).lines));
    return lines === 0 ? 0 : 8 + lines * sizes.line.panelTitle;
  });
  const body = rows.map((row) => Math.max(...row.map((panel) => panel.height)));
  const footer = rows.map((row, r) => {
    const labelled = row.filter((panel, c) => xLabelled(r, c) && !panel.x.hidden);
    const lines = Math.max(0, ...labelled.map((panel) => tickLines(panel)));
    return lines === 0 ? sizes.plainFooter : sizes.axisFooter + (lines - 1) * sizes.line.tick;
  });
  const last = rows.length - 1;
  const around = header.reduce((a, b) => a + b, 0) + footer.reduce((a, b) => a + b, 0);
  const height = body.reduce((a, b) => a + b, 0) + around - header[0] - footer[last];

  const inner = Array.from({ length: columns - 1 }, (_, c) => c + 1);
  const anyLabel = inner.some((c) => rows.some((row, r) => yLabelled(r, c) && !row[c].y.hidden));
  const anyColor = inner.some((c) => roomForColor(c - 1));
  const gap = columns === 1 ? 0 : 0.03 + (anyLabel ? 0.1 : 0) + (anyColor ? 0.12 : 0);
  const width = (1 - gap * (columns - 1)) / columns;

  let down = -header[0];
  const places = rows.flatMap((row, r) => {
    const top = down + header[r];
    down = top + body[r] + footer[r];
    return row.map((_, c) => ({
      left: c * (width + gap),
      right: c * (width + gap) + width,
      top: 1 - top / height,
      bottom: Math.max(0, 1 - (top + body[r]) / height),
      xLabelled: xLabelled(r, c),
      yLabelled: yLabelled(r, c),
    }));
  });
  return { places, height, header: header[0], footer: footer[last], gap };
}
