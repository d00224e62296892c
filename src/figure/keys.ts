/** What explains the colours: legends and colour bars, right of the row they belong to. */
import { axisTitle } from "./axis";
import type { Json, JsonObject, Trace } from "./figure";
import type { Panel } from "./panel";
import type { Placement } from "./place";
import type { Sharing } from "./share";
import { sizes, wrapText } from "./theme";

const legendChars = 19;
/** Width that a legend above the panels can count on: a narrow notebook's. */
const legendWidth = 470;

/** Legends of a grid, and what each trace must say to be in the right one. */
export interface Legends {
  readonly layout: JsonObject;
  /** Pixels needed right of the panels. */
  readonly width: number;
  /** Pixels needed above the panels. */
  readonly above: number;
  /** Pixels each row's legend takes of the room right of it. */
  readonly heights: readonly number[];
  of(trace: Trace, row: number): JsonObject;
}

const nameOf = (trace: Trace): string | undefined =>
  trace.showlegend === true && typeof trace.name === "string" ? trace.name : undefined;
const unique = (traces: readonly Trace[]) => [
  ...new Set(traces.map(nameOf).filter((name) => name !== undefined)),
];
const id = (row: number) => (row === 0 ? "legend" : `legend${row + 1}`);

/** A column of panels has a legend right of each; several columns have one above them all. */
export function drawLegends(
  panels: readonly Panel[],
  columns: number,
  placement: Placement,
): Legends {
  return columns === 1 ? legendsAtRight(panels, placement) : legendAbove(panels, placement);
}

function legendsAtRight(panels: readonly Panel[], placement: Placement): Legends {
  const wrapped = panels.map((panel) =>
    unique(panel.traces).map((name) => wrapText(name, legendChars)),
  );
  const lines = wrapped.flat().flatMap(({ text }) => text.split("<br>"));
  const layout: Record<string, Json> = {};
  wrapped.forEach((names, row) => {
    if (names.length === 0) return;
    const { right, top } = placement.places[row];
    layout[id(row)] = { ...legendLook, x: right, xanchor: "left", y: top, yanchor: "top" };
  });
  return {
    layout,
    width: lines.length === 0 ? 0 : 52 + 7 * Math.max(...lines.map((line) => line.length)),
    above: 0,
    heights: wrapped.map((names) =>
      names.length === 0
        ? 0
        : 18 + names.reduce((sum, name) => sum + name.lines, 0) * sizes.line.legend,
    ),
    of(trace, row) {
      const name = nameOf(trace);
      if (name === undefined) return { showlegend: false };
      return { name: wrapText(name, legendChars).text, legend: id(row), legendgroup: name };
    },
  };
}

function legendAbove(panels: readonly Panel[], placement: Placement): Legends {
  const names = unique(panels.flatMap((panel) => panel.traces));
  let lines = names.length === 0 ? 0 : 1;
  let used = 0;
  for (const name of names) {
    const width = 48 + 7 * name.length;
    if (used > 0 && used + width > legendWidth) {
      lines++;
      used = 0;
    }
    used += width;
  }
  const y = 1 + (placement.header + 4) / placement.height;
  const listed = new Set<string>();
  return {
    layout:
      lines === 0
        ? {}
        : {
            legend: {
              ...legendLook,
              orientation: "h",
              x: 0,
              xanchor: "left",
              y,
              yanchor: "bottom",
            },
          },
    width: 0,
    above: lines === 0 ? 0 : 6 + lines * sizes.line.legend,
    heights: panels.map(() => 0),
    of(trace) {
      const name = nameOf(trace);
      if (name === undefined) return { showlegend: false };
      const showlegend = !listed.has(name);
      listed.add(name);
      return { legendgroup: name, showlegend };
    },
  };
}

const legendLook: JsonObject = {
  ...{ bgcolor: "rgba(0,0,0,0)", font: { size: 12 }, itemwidth: 30, tracegroupgap: 0 },
};

/** Colour axes of a grid and the pixels their bars need on the right. */
export interface ColorBars {
  readonly layout: JsonObject;
  /** The bars' titles: Plotly's own would touch the numbers. */
  readonly titles: readonly JsonObject[];
  readonly width: number;
}

/** One bar for each colour axis, as tall as the panels it speaks for, under the row's legend. */
export function drawColorBars(
  panels: readonly Panel[],
  columns: number,
  placement: Placement,
  sharing: Sharing,
  legendHeights: readonly number[],
): ColorBars {
  const layout: Record<string, Json> = {};
  const titles: JsonObject[] = [];
  let width = 0;
  for (const first of new Set(sharing.color)) {
    if (first === undefined) continue;
    const color = panels[first].color!;
    const users = panels.flatMap((_, index) => (sharing.color[index] === first ? [index] : []));
    const column = Math.max(...users.map((index) => index % columns));
    const row = Math.floor(Math.min(...users) / columns);
    const atRight = column === columns - 1;
    const legend = atRight ? legendHeights[row] / placement.height : 0;
    const top = Math.max(...users.map((index) => placement.places[index].top)) - legend;
    const bottom = Math.min(...users.map((index) => placement.places[index].bottom));
    if (atRight) width = sizes.colorBar - sizes.marginRight;
    titles.push({
      ...{ text: axisTitle(color), textangle: -90, font: { size: 13 } },
      ...{ x: placement.places[column].right, xref: "paper", xanchor: "left", xshift: 60 },
      ...{ y: (top + bottom) / 2, yref: "paper", yanchor: "middle" },
    });
    layout[`coloraxis${first === 0 ? "" : first + 1}`] = {
      cmin: color.range.from,
      cmax: color.range.to,
      colorscale: color.colors,
      colorbar: {
        ...{ x: placement.places[column].right, xanchor: "left", xpad: 10 },
        ...{ y: bottom, yanchor: "bottom", ypad: 0, len: top - bottom, lenmode: "fraction" },
      },
    };
  }
  return { layout, titles, width };
}
