import { expect, test } from "vitest";
import { stack } from "../../src/figure/grid";
import { linesPanel } from "../../src/figure/lines";
import { withSlider } from "../../src/figure/slider";

const x = { quantity: "time", unit: "s" };
const y = { quantity: "level", unit: "dB" };
const stop = (label: string, top: number, title?: string) => ({
  label,
  figure: stack([
    linesPanel([{ x: [0, 1], y: [0, top], name: "level" }], {
      ...{ x, y },
      ...(title === undefined ? {} : { title }),
    }),
  ]),
});

test("axes hold every stop, so that nothing jumps", () => {
  const { layout, frames } = withSlider([stop("a", 1), stop("b", -10)]);
  const { range } = layout.yaxis as { range: number[] };
  expect(range[0]).toBeCloseTo(-10.5);
  expect(range[1]).toBeCloseTo(1.05);
  expect(frames?.every((frame) => frame.layout === undefined)).toBe(true);
});

test("only what changes travels with a stop", () => {
  const { frames } = withSlider([stop("a", 1), stop("b", 2)]);
  expect(frames?.map(({ name, traces }) => ({ name, traces }))).toEqual([
    { name: "a", traces: [0] },
    { name: "b", traces: [0] },
  ]);
  expect(frames?.map(({ data }) => Object.keys(data[0]))).toEqual([["y"], ["y"]]);
});

test("titles may change from stop to stop", () => {
  const { frames } = withSlider([stop("a", 1, "20 dB"), stop("b", 2, "10 dB")]);
  const titles = frames?.map((frame) => (frame.layout?.annotations as { text: string }[])[0].text);
  expect(titles).toEqual(["20 dB", "10 dB"]);
});

test("a figure may open at any stop", () => {
  const stops = [stop("a", 1), stop("b", 2)];
  const figure = withSlider(stops, { start: 1 });
  expect(figure.data).toEqual(stops[1].figure.data);
  expect((figure.layout.sliders as { active: number }[])[0].active).toBe(1);
});

test("stops that do not fit are refused", () => {
  const two = stack([
    linesPanel([{ x: [0, 1], y: [0, 1] }], { x, y }),
    linesPanel([{ x: [0, 1], y: [0, 1] }], { x, y }),
  ]);
  const refused = [
    () => withSlider([]),
    () => withSlider([stop("a", 1)]),
    () => withSlider([stop("a", 1), stop("a", 2)]),
    () => withSlider([stop("a", 1), { label: "b", figure: two }]),
    () => withSlider([stop("a", 1), stop("b", 1)], { start: 2 }),
  ];
  const said = refused.map((make) => {
    try {
      make();
      return "accepted";
    } catch (error) {
      return String(error);
    }
  });
  expect(said).toMatchInlineSnapshot(`
    [
      "TutorialError: withSlider: expected at least two stops, got 0; show a single figure without a slider",
      "TutorialError: withSlider: expected at least two stops, got 1; show a single figure without a slider",
      "TutorialError: withSlider: expected a label of its own for every stop, got “a” twice; rename one of them",
      "TutorialError: withSlider: expected figures of scatter on x, xaxis, yaxis, as the first, got “b” with scatter on x, scatter on x2, xaxis, yaxis, xaxis2, yaxis2; give every stop the same panels in order",
      "TutorialError: withSlider: expected start from 0 to 1, got 2; leave it out to open at the first stop",
    ]
  `);
});
