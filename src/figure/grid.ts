/** Panels on a card: a figure. Sharing, placing and the look are decided elsewhere, and met here. */
import { TutorialError } from "../error";
import { plotlyAxis } from "./axis";
import type { Figure, Json, JsonObject, Trace } from "./figure";
import { drawColorBars, drawLegends } from "./keys";
import type { Panel } from "./panel";
import { panelTitle, placeGrid } from "./place";
import { findSharing, withSharedRanges } from "./share";
import { noteFont, sizes, template, wrapText } from "./theme";

/** What a figure can be told. */
export interface FigureOptions {
  readonly title?: string;
  /** A smaller line under the title. */
  readonly subtitle?: string;
  /** Whether axes of one quantity and unit are one (default: true). */
  readonly share?: boolean;
  /** Sentences under the figure, e.g. which backend was timed. */
  readonly notes?: readonly string[];
}

const id = (name: string, index: number) => (index === 0 ? name : `${name}${index + 1}`);

/** Title and subtitle as one annotation: unlike Plotly's own title it stands where it is put. */
function heading(options: FigureOptions): { annotations: Json[]; height: number } {
  if (options.title === undefined) return { annotations: [], height: 14 };
  const title = wrapText(options.title, 56);
  const subtitle = wrapText(options.subtitle ?? "", 84);
  const under = options.subtitle === undefined ? 0 : subtitle.lines;
  const small = `<br><span style="font-size:13px">${subtitle.text}</span>`;
  return {
    annotations: [
      {
        ...{ name: "title", text: title.text + (under ? small : ""), font: { size: 17 } },
        ...{ x: 0, xref: "paper", xanchor: "left", xshift: 16 - sizes.marginLeft },
        ...{ y: 1, yref: "paper", yanchor: "bottom" },
      },
    ],
    height: 18 + title.lines * sizes.line.title + under * sizes.line.subtitle,
  };
}

function noteBlock(
  notes: readonly string[],
  below: number,
): { annotations: Json[]; height: number } {
  if (notes.length === 0) return { annotations: [], height: 0 };
  const wrapped = [...new Set(notes)].map((note) => wrapText(note, 84));
  const text = wrapped.map((note) => note.text).join("<br>");
  const lines = wrapped.reduce((sum, note) => sum + note.lines, 0);
  const place = { x: 0, xref: "paper", xanchor: "left", xshift: 16 - sizes.marginLeft };
  const note = {
    ...{ name: "notes", text, font: noteFont, ...place },
    ...{ y: 0, yref: "paper", yanchor: "top", yshift: -below },
  };
  return { annotations: [note], height: 8 + lines * sizes.line.note };
}

/**
 * Places panels in rows and columns. Axes of one quantity and unit are one: they have one range,
 * are labelled once a row or column, and zoom together.
 *
 * @param rows at least one row of at least one panel, each row as long as the first
 * @returns a Plotly figure
 * @throws TutorialError `figure.grid.ragged`
 *
 * @example
 * const clip = { channels: [new Float32Array(800).map((_, i) => Math.sin(i / 5))], sampleRate: 8000 };
 * const wave = waveformPanel(clip, { title: "a tone" });
 * const values = histogramPanel(clip.channels[0], { quantity: "amplitude", unit: "full scale" });
 * const figure = grid([[wave, values]], { title: "One tone, two views" });
 */
export function grid(rows: readonly (readonly Panel[])[], options: FigureOptions = {}): Figure {
  const columns = rows[0]?.length ?? 0;
  if (columns === 0 || rows.some((row) => row.length !== columns)) {
    throw new TutorialError({
      code: "figure.grid.ragged",
      where: "grid",
      expected: "rows of panels, all of one length and none empty",
      got: `rows of ${rows.map((row) => row.length).join(", ") || "nothing"}`,
      fix: "split it into two figures, or add a panel to the shorter row",
    });
  }
  const flat = rows.flat();
  const sharing = findSharing(flat, options.share ?? true);
  const panels = withSharedRanges(flat, sharing);
  const lastUse = (color: number) => sharing.color.lastIndexOf(color);
  const placement = placeGrid(rows, sharing, (column) =>
    sharing.color.some((first) => first !== undefined && lastUse(first) % columns === column),
  );
  const legends = drawLegends(panels, columns, placement);
  const colorBars = drawColorBars(panels, columns, placement, sharing, legends.heights);

  const axes: Record<string, JsonObject> = {};
  const traces: Trace[] = [];
  const titles: Json[] = [];
  panels.forEach((panel, index) => {
    const place = placement.places[index];
    const [x, y] = [id("x", index), id("y", index)];
    const matchX = sharing.x[index] === index ? {} : { matches: id("x", sharing.x[index]) };
    const matchY = sharing.y[index] === index ? {} : { matches: id("y", sharing.y[index]) };
    axes[x.replace("x", "xaxis")] = {
      ...plotlyAxis(panel.x, place.xLabelled),
      ...(panel.color ? { showgrid: false } : {}),
      ...{ domain: [place.left, place.right], anchor: y, ...matchX },
    };
    axes[y.replace("y", "yaxis")] = {
      ...plotlyAxis(panel.y, place.yLabelled),
      ...(panel.color ? { showgrid: false } : {}),
      ...{ domain: [place.bottom, place.top], anchor: x, ...matchY },
      ...(panel.y.equalAspect && sharing.y[index] === index ? { scaleanchor: x } : {}),
    };
    for (const trace of panel.traces) {
      traces.push({
        ...trace,
        xaxis: x,
        yaxis: y,
        ...(trace.coloraxis ? { coloraxis: id("coloraxis", sharing.color[index]!) } : {}),
        ...legends.of(trace, Math.floor(index / columns)),
      });
    }
    if (panel.title !== undefined) {
      titles.push({
        ...{ text: panelTitle(panel, columns).text, font: { size: 14 } },
        ...{ x: place.left, xref: "paper", xanchor: "left" },
        ...{ y: place.top, yref: "paper", yanchor: "bottom", yshift: 3 },
      });
    }
  });

  const head = heading(options);
  const notes = noteBlock(
    [...flat.flatMap((panel) => panel.notes), ...(options.notes ?? [])],
    placement.footer,
  );
  const top = head.height + legends.above + placement.header;
  const bottom = placement.footer + notes.height + 6;
  return {
    data: traces,
    layout: {
      template,
      autosize: true,
      height: placement.height + top + bottom,
      margin: {
        l: sizes.marginLeft,
        r: sizes.marginRight + Math.max(legends.width, colorBars.width),
        t: top,
        b: bottom,
      },
      ...(traces.some((trace) => trace.type === "bar") ? { barmode: "overlay" } : {}),
      ...axes,
      ...colorBars.layout,
      ...legends.layout,
      annotations: [
        ...head.annotations.map((title) => ({
          ...(title as JsonObject),
          yshift: legends.above + placement.header + 6,
        })),
        ...titles,
        ...colorBars.titles,
        ...notes.annotations,
      ],
      uniformtext: { minsize: 10, mode: "hide" },
      uirevision: "keep",
      meta: { footer: placement.footer, gap: placement.gap, columns },
    },
  };
}

/**
 * Places panels under each other: a waveform above its spectrogram above its histogram.
 *
 * @param panels at least one, from top to bottom
 * @returns a Plotly figure
 *
 * @example
 * const seconds = { quantity: "time", unit: "s" };
 * const level = { quantity: "level", unit: "dB" };
 * const figure = stack([linesPanel([{ x: [0, 1], y: [0, -6] }], { x: seconds, y: level })]);
 */
export function stack(panels: readonly Panel[], options: FigureOptions = {}): Figure {
  return grid(
    panels.map((panel) => [panel]),
    options,
  );
}

/**
 * Places panels beside each other, for comparison.
 *
 * @param panels at least one, from left to right
 * @returns a Plotly figure
 *
 * @example
 * const silence = { channels: [new Float32Array(80)], sampleRate: 8000 };
 * const figure = columns([waveformPanel(silence, { title: "before" }), waveformPanel(silence, { title: "after" })]);
 */
export function columns(panels: readonly Panel[], options: FigureOptions = {}): Figure {
  return grid([panels], options);
}
