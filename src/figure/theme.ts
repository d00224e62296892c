/** One look for every figure: an opaque, soft card that reads in a light and in a dark notebook. */
import type { JsonObject } from "./figure";
import { seriesColors } from "./palette";

const ink = "#22272e";
const faintInk = "#5b626b";
const gridLine = "#e3e1da";

/** Sizes in pixels that place panels on the card; text never depends on the width of the page. */
export const sizes = {
  marginLeft: 78,
  marginRight: 24,
  /** Room for a colour bar with its title, right of its panel. */
  colorBar: 92,
  line: { tick: 15, title: 24, subtitle: 18, panelTitle: 19, note: 16, legend: 21 },
  /** Tick labels and the axis title under a panel. */
  axisFooter: 54,
  /** Between panels that share the axis below them. */
  plainFooter: 16,
  slider: 86,
} as const;

const axis: JsonObject = {
  automargin: true,
  color: ink,
  gridcolor: gridLine,
  linecolor: "#b9b7b0",
  mirror: true,
  showline: true,
  ticks: "outside",
  ticklen: 4,
  tickcolor: "#b9b7b0",
  tickfont: { size: 12, color: faintInk },
  title: { font: { size: 13 }, standoff: 8 },
  zeroline: false,
};

/** Plotly's template: every default of the look, in one place. */
export const template: JsonObject = {
  layout: {
    paper_bgcolor: "#f4f2ec",
    plot_bgcolor: "#fdfdfc",
    font: { family: "system-ui, 'Segoe UI', Helvetica, Arial, sans-serif", size: 13, color: ink },
    colorway: seriesColors,
    xaxis: axis,
    yaxis: axis,
    coloraxis: {
      colorbar: {
        outlinewidth: 0,
        thickness: 12,
        ticks: "outside",
        ticklen: 3,
        tickfont: { size: 12, color: faintInk },
      },
    },
    hoverlabel: { bgcolor: "#ffffff", font: { size: 13, color: ink }, align: "left" },
    annotationdefaults: { showarrow: false, align: "left", font: { color: ink } },
  },
};

/** Attributes of the notes under a figure. */
export const noteFont: JsonObject = { size: 12, color: faintInk };

/**
 * Breaks a line of text at spaces, as Plotly does not.
 *
 * @param text may hold Plotly's tags `<b>`, `<i>`, `<sub>`, `<sup>`
 * @param width characters a line, about
 */
export function wrapText(text: string, width: number): { text: string; lines: number } {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width) {
      lines[lines.length - 1] = `${last} ${word}`;
    } else lines.push(word);
  }
  return { text: lines.join("<br>"), lines: lines.length };
}
