/** Showing a figure in the notebook. */
import type { Figure } from "../figure/figure";
import { stack } from "../figure/grid";
import type { Panel } from "../figure/panel";
import { currentNotebook } from "./display";

const plotlyMime = "application/vnd.plotly.v1+json";

/** The title of a figure in plain words, without Plotly's tags. */
function titleOf({ layout }: Figure): string {
  const annotations = (layout.annotations ?? []) as readonly { name?: string; text: string }[];
  const title = annotations.find((annotation) => annotation.name === "title")?.text ?? "a figure";
  return title.replace(/<br>/g, " ").replace(/<[^>]*>/g, "");
}

/**
 * Shows a figure under the cell. In a plain script, where nothing can be drawn, it says so.
 *
 * @param figure a figure, or a panel to stand alone
 *
 * @example
 * const y = { quantity: "loss", unit: "1" };
 * const x = { quantity: "step", unit: "1" };
 * show(linesPanel([{ x: [0, 1, 2], y: [1, 0.5, 0.3] }], { x, y }));
 */
export function show(figure: Figure | Panel): void {
  const drawn = "traces" in figure ? stack([figure]) : figure;
  const notebook = currentNotebook();
  if (!notebook) {
    console.log(`“${titleOf(drawn)}” is drawn in a notebook: run it in JupyterLab (npm start).`);
    return;
  }
  // Not `responsive`: JupyterLab follows the width itself, and with both the figure's height becomes 0
  // when its slider moves.
  notebook.display.raw(plotlyMime, { ...drawn, config: { displaylogo: false } });
}
