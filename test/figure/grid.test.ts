import { expect, test } from "vitest";
import { columns, grid, stack } from "../../src/figure/grid";
import { linesPanel } from "../../src/figure/lines";
import { overlay } from "../../src/figure/panel";

const time = { quantity: "time", unit: "s" };
const level = { quantity: "level", unit: "dB" };
const line = (top: number, y = level, name?: string) =>
  linesPanel([{ x: [0, 1], y: [0, top], ...(name === undefined ? {} : { name }) }], { x: time, y });

type Axis = {
  range: number[];
  domain: number[];
  matches?: string;
  title?: { text: string };
  showticklabels?: boolean;
};
const axis = (figure: { layout: unknown }, name: string) =>
  (figure.layout as Record<string, Axis>)[name];

test("axes of one quantity have one range and zoom together", () => {
  const figure = columns([line(1), line(10)]);
  expect(axis(figure, "yaxis2").matches).toBe("y");
  expect(axis(figure, "yaxis").range).toEqual(axis(figure, "yaxis2").range);
  expect(axis(figure, "yaxis").range[1]).toBeCloseTo(10.5);
});

test("axes of different quantity or unit do not", () => {
  const figure = columns([line(1), line(10, { quantity: "level", unit: "dB SPL" })]);
  expect(axis(figure, "yaxis2").matches).toBeUndefined();
  expect(axis(figure, "yaxis").range[1]).toBeCloseTo(1.05);
});

test("sharing can be turned off", () => {
  const figure = columns([line(1), line(10)], { share: false });
  expect(axis(figure, "yaxis2").matches).toBeUndefined();
  expect(axis(figure, "xaxis2").title?.text).toBe("time (s)");
});

test("a shared axis is labelled once: at the foot of a column, at the left of a row", () => {
  const figure = grid([
    [line(1), line(2)],
    [line(3), line(4)],
  ]);
  const titled = ["xaxis", "xaxis2", "xaxis3", "xaxis4"].map(
    (name) => axis(figure, name).title?.text,
  );
  expect(titled).toEqual([undefined, undefined, "time (s)", "time (s)"]);
  const labels = ["yaxis", "yaxis2", "yaxis3", "yaxis4"].map(
    (name) => axis(figure, name).title?.text,
  );
  expect(labels).toEqual(["level (dB)", undefined, "level (dB)", undefined]);
});

test("panels keep their height in pixels and never overlap", () => {
  const figure = stack([line(1), { ...line(2), height: 100 }, line(3)]);
  const { height, margin } = figure.layout as { height: number; margin: { t: number; b: number } };
  const area = height - margin.t - margin.b;
  const domains = ["yaxis", "yaxis2", "yaxis3"].map((name) => axis(figure, name).domain);
  const pixels = domains.map(([bottom, top]) => (top - bottom) * area);
  expect(pixels.map(Math.round)).toEqual([260, 100, 260]);
  expect(domains[0][0]).toBeGreaterThan(domains[1][1]);
  expect(domains[1][0]).toBeGreaterThan(domains[2][1]);
});

test("a name that stands in several columns is listed once", () => {
  const figure = columns([line(1, level, "cosine"), line(2, level, "cosine")]);
  expect(figure.data.map((trace) => trace.showlegend)).toEqual([true, false]);
});

test("notes are said once", () => {
  const panel = { ...line(1), notes: ["stored result"] };
  const { annotations } = stack([panel, panel], { notes: ["stored result", "two cores"] }).layout;
  const notes = (annotations as { name?: string; text: string }[]).find(
    ({ name }) => name === "notes",
  );
  expect(notes?.text).toBe("stored result<br>two cores");
});

test("panels that do not fit are refused", () => {
  expect(() => grid([[line(1)], [line(1), line(2)]])).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: grid: expected rows of panels, all of one length and none empty, got rows of 1, 2; split it into two figures, or add a panel to the shorter row]`,
  );
  expect(() => stack([])).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: grid: expected rows of panels, all of one length and none empty, got rows of nothing; split it into two figures, or add a panel to the shorter row]`,
  );
  expect(() =>
    overlay(line(1), line(1, { quantity: "loudness", unit: "sone" })),
  ).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: overlay: expected every panel on the axis “level (dB)”, got “loudness (sone)”; draw quantities that differ in panels of their own, with stack([…]) or columns([…])]`,
  );
});
