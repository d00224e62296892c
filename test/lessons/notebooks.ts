/** Small notebooks made for tests. */
import fs from "node:fs";
import path from "node:path";

/** A cell: Markdown, or code with the tags that Jupyter knows. */
export type Cell =
  | { readonly text: string }
  | { readonly code: string; readonly tags?: readonly string[]; readonly stored?: string };

/** Writes `<folder>/<name>.ipynb`; `stated` is what the lesson promises about its time. */
export function writeNotebook(
  folder: string,
  name: string,
  cells: readonly Cell[],
  stated?: { seconds?: number; firstFigureSeconds?: number },
): void {
  const file = path.join(folder, `${name}.ipynb`);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  const kernelspec = { name: "tslab", display_name: "TypeScript", language: "typescript" };
  const metadata = stated ? { kernelspec, lesson: stated } : { kernelspec };
  const notebook = { cells: cells.map(toJson), metadata, nbformat: 4, nbformat_minor: 5 };
  fs.writeFileSync(file, JSON.stringify(notebook, null, 1));
}

function toJson(cell: Cell, index: number): object {
  const id = `cell-${index}`;
  if ("text" in cell) return { cell_type: "markdown", id, metadata: {}, source: cell.text };
  const outputs =
    cell.stored === undefined ? [] : [{ output_type: "stream", name: "stdout", text: cell.stored }];
  return {
    cell_type: "code",
    id,
    metadata: cell.tags ? { tags: cell.tags } : {},
    execution_count: cell.stored === undefined ? null : 1,
    outputs,
    source: cell.code,
  };
}

/**
 * A lesson with one of everything a page must show: mathematics, a heatmap of typed arrays, a
 * figure with a slider, a player, a table, printed text, an error that is wanted.
 */
export const oneOfEverything: readonly Cell[] = [
  {
    text: `# Noise, little by little

A clean signal $x_0$ becomes noise $x_t$ as the time $t$ runs from 0 to 1; **one** number says how
much is left of it.

$$
x_t = \\alpha(t)\\, x_0 + \\sigma(t)\\, \\varepsilon, \\qquad \\varepsilon \\sim \\mathcal{N}(0, I)
$$

| symbol | meaning |
|---|---|
| $\\alpha(t)$ | how much signal is left |
| $\\sigma(t)$ | how much noise there is |

The variance is kept when \`alpha² + sigma² = 1\`, see the [next lesson](02-next.ipynb#start).`,
  },
  {
    code: `import * as tslab from "tslab";

/** A variance-preserving marginal: what is left of the signal at time t. */
function marginal(t: number): { alpha: number; sigma: number } {
  const alpha = Math.cos((Math.PI / 2) * t);
  return { alpha, sigma: Math.sqrt(1 - alpha * alpha) };
}
for (const t of [0, 0.5, 1]) console.log(t, marginal(t));`,
  },
  { text: "## A picture of numbers\n\nA heatmap, sent as typed arrays." },
  {
    code: `const values = Float32Array.from({ length: 40 * 60 }, (_, i) => Math.sin(i / 60 / 5) * Math.cos((i % 60) / 8));
const packed = { dtype: "f4", bdata: Buffer.from(values.buffer).toString("base64"), shape: "40, 60" };
tslab.display.raw("application/vnd.plotly.v1+json", {
  data: [{ type: "heatmap", z: packed, colorscale: "Viridis" }],
  layout: { title: { text: "Sine times cosine" }, height: 320, xaxis: { title: { text: "frame" } }, yaxis: { title: { text: "bin" } } },
} as never);`,
  },
  { text: "## A slider over time\n\nMove it: the curve loses its shape." },
  {
    code: `const times = [0, 0.25, 0.5, 0.75, 1];
const noise = Array.from({ length: 200 }, (_, i) => Math.sin(i * i * 12.9898));
const curve = (t: number) => noise.map((n, i) => marginal(t).alpha * Math.sin(i / 12) + marginal(t).sigma * n);
const bytes = (y: number[]) => ({ dtype: "f4", bdata: Buffer.from(Float32Array.from(y).buffer).toString("base64") });
tslab.display.raw("application/vnd.plotly.v1+json", {
  data: [{ type: "scatter", mode: "lines", y: bytes(curve(0)) }],
  layout: {
    height: 380,
    yaxis: { range: [-2, 2] },
    sliders: [{
      currentvalue: { prefix: "t = " },
      steps: times.map((t) => ({ label: String(t), method: "animate", args: [[String(t)], { mode: "immediate", frame: { duration: 0, redraw: true }, transition: { duration: 0 } }] })),
    }],
  },
  frames: times.map((t) => ({ name: String(t), data: [{ y: bytes(curve(t)) }] })),
} as never);`,
  },
  { text: "## A sound\n\nHalf a second of 440 Hz." },
  {
    code: `const rate = 8000;
const samples = Int16Array.from({ length: rate }, (_, i) => 8000 * Math.sin((2 * Math.PI * 440 * i) / rate));
const header = Buffer.alloc(44);
header.write("RIFF", 0); header.writeUInt32LE(36 + samples.byteLength, 4); header.write("WAVEfmt ", 8);
header.writeUInt32LE(16, 16); header.writeUInt16LE(1, 20); header.writeUInt16LE(1, 22);
header.writeUInt32LE(rate, 24); header.writeUInt32LE(rate * 2, 28); header.writeUInt16LE(2, 32); header.writeUInt16LE(16, 34);
header.write("data", 36); header.writeUInt32LE(samples.byteLength, 40);
const wav = Buffer.concat([header, Buffer.from(samples.buffer)]).toString("base64");
tslab.display.html(\`<audio controls src="data:audio/wav;base64,\${wav}"></audio>\`);`,
  },
  { text: "## An error that teaches\n\nThis cell is meant to fail." },
  { code: 'throw new RangeError("t = 1.5 is outside [0, 1]");', tags: ["raises-exception"] },
  { code: '"the lesson goes on"' },
];
