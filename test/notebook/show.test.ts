import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { stack } from "../../src/figure/grid";
import { linesPanel } from "../../src/figure/lines";
import { waveformPanel } from "../../src/figure/waveform";
import { compare, comparisonFigure } from "../../src/notebook/compare";
import { useNotebook } from "../../src/notebook/display";
import { show } from "../../src/notebook/show";
import { fakeNotebook } from "./fakeNotebook";
import type { FakeNotebook } from "./fakeNotebook";

let notebook: FakeNotebook;
beforeEach(() => {
  notebook = fakeNotebook();
  useNotebook(notebook);
});
afterEach(() => {
  useNotebook(undefined);
  vi.restoreAllMocks();
});

const panel = linesPanel([{ x: [0, 1], y: [1, 2] }], {
  x: { quantity: "step", unit: "1" },
  y: { quantity: "loss", unit: "1" },
});
const clip = (gain: number, length = 800) => ({
  channels: [Float32Array.from({ length }, (_, i) => gain * Math.sin(i / 3))],
  sampleRate: 8000,
});

test("a figure is sent as Plotly's MIME type", () => {
  const figure = stack([panel], { title: "Training" });
  show(figure);
  expect(notebook.sent).toEqual([
    {
      mime: "application/vnd.plotly.v1+json",
      content: { ...figure, config: { displaylogo: false } },
    },
  ]);
});

test("a panel is shown as a figure of its own", () => {
  show(panel);
  expect(notebook.sent[0].content).toMatchObject(stack([panel]));
});

test("outside a notebook a sentence says where the figure would be", () => {
  useNotebook(undefined);
  const log = vi.spyOn(console, "log").mockReturnValue();
  show(stack([panel], { title: "The density p<sub>t</sub>(x)" }));
  expect(log.mock.calls).toMatchInlineSnapshot(`
    [
      [
        "“The density pt(x)” is drawn in a notebook: run it in JupyterLab (npm start).",
      ],
    ]
  `);
});

test("a comparison draws its columns on shared axes, a player under each", () => {
  compare([
    { label: "quiet", panels: waveformPanel(clip(0.1)), clip: clip(0.1) },
    { label: "loud", panels: waveformPanel(clip(3)), clip: clip(3), note: "<turned up>" },
  ]);
  const [figure, row] = notebook.sent;
  const { layout } = figure.content as { layout: Record<string, { matches?: string }> };
  expect([layout.xaxis2.matches, layout.yaxis2.matches]).toEqual(["x", "y"]);
  const html = row.content as string;
  expect(html.match(/<audio /g)).toHaveLength(2);
  expect(html).toContain("&lt;turned up&gt;");
  expect(html.match(/turned down by 9.5 dB/g)).toHaveLength(2);
});

test("a comparison without sound sends the figure alone", () => {
  compare([{ label: "one", panels: [panel] }]);
  expect(notebook.sent.map(({ mime }) => mime)).toEqual(["application/vnd.plotly.v1+json"]);
});

test("columns of different height are refused", () => {
  const columns = [
    { label: "one", panels: [panel] },
    { label: "two", panels: [panel, panel] },
  ];
  expect(() => comparisonFigure(columns)).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: compare: expected columns of at least one panel, all with as many as the first, got 2 in “two”, 1 in the first; give every column the same panels in the same order]`,
  );
  expect(() => comparisonFigure([])).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: compare: expected columns of at least one panel, all with as many as the first, got no panel; give every column the same panels in the same order]`,
  );
});
