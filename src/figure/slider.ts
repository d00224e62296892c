/** Several figures of one arrangement become one figure with a slider. */
import { TutorialError } from "../error";
import type { Figure, FigureFrame, Json, JsonObject } from "./figure";
import { sizes } from "./theme";

/** One position of a slider. */
export interface SliderStop {
  /** What the slider shows here, e.g. `"0.30"`. Must differ from all others. */
  readonly label: string;
  readonly figure: Figure;
}

/** What a slider can be told. */
export interface SliderOptions {
  /** Stands before the label, e.g. `"t = "`. */
  readonly prefix?: string;
  /** Whether there is a button that runs through all positions (default: false). */
  readonly play?: boolean;
  /** Which position stands when the figure opens (default: 0, the first). */
  readonly start?: number;
}

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/** Everything that must not change from stop to stop: how many panels and traces, of which kind. */
function arrangement({ data, layout }: Figure): string {
  const axes = Object.keys(layout).filter((key) => /^([xy]axis|coloraxis)\d*$/.test(key));
  return [...data.map((trace) => `${trace.type} on ${trace.xaxis as string}`), ...axes].join(", ");
}

function requireStops(stops: readonly SliderStop[], start: number): void {
  const refuse = (expected: string, got: string, fix: string) =>
    new TutorialError({ code: "figure.slider.stops", where: "withSlider", expected, got, fix });
  const last = stops.length - 1;
  const twice = stops.find(({ label }, i) => stops.findIndex((s) => s.label === label) !== i);
  if (last < 1) {
    throw refuse("at least two stops", `${stops.length}`, "show a single figure without a slider");
  }
  if (twice) {
    throw refuse(
      "a label of its own for every stop",
      `“${twice.label}” twice`,
      "rename one of them",
    );
  }
  if (!stops[start]) {
    throw refuse(`start from 0 to ${last}`, `${start}`, "leave it out to open at the first stop");
  }
  const first = arrangement(stops[0].figure);
  const odd = stops.find(({ figure }) => arrangement(figure) !== first);
  if (odd) {
    const got = `“${odd.label}” with ${arrangement(odd.figure)}`;
    throw refuse(
      `figures of ${first}, as the first`,
      got,
      "give every stop the same panels in order",
    );
  }
}

/** The smallest range that holds every stop's, so that nothing jumps when the slider moves. */
function fixedAxes(figures: readonly Figure[]): JsonObject {
  const fixed: Record<string, JsonObject> = {};
  for (const [key, first] of Object.entries(figures[0].layout)) {
    if (!isObject(first)) continue;
    const all = figures.map((figure) => figure.layout[key] as JsonObject);
    if (/^[xy]axis\d*$/.test(key)) {
      const ranges = all.map((axis) => axis.range as readonly number[]);
      const from = Math.min(...ranges.map((range) => range[0]));
      fixed[key] = { ...first, range: [from, Math.max(...ranges.map((range) => range[1]))] };
    } else if (/^coloraxis\d*$/.test(key)) {
      const cmin = Math.min(...all.map((axis) => axis.cmin as number));
      fixed[key] = { ...first, cmin, cmax: Math.max(...all.map((axis) => axis.cmax as number)) };
    }
  }
  return fixed;
}

/** Only the attributes that differ somewhere travel in the frames; the rest is in the figure once. */
function makeFrames(stops: readonly SliderStop[]): FigureFrame[] {
  const figures = stops.map((stop) => stop.figure);
  const moving = figures[0].data.map((trace, i) => {
    const keys = new Set(figures.flatMap((figure) => Object.keys(figure.data[i])));
    return [...keys].filter((key) => figures.some((f) => !same(f.data[i][key], trace[key])));
  });
  const traces = moving.flatMap((keys, i) => (keys.length > 0 ? [i] : []));
  const titlesMove = figures.some(
    (f) => !same(f.layout.annotations, figures[0].layout.annotations),
  );
  const choose = (from: JsonObject, keys: readonly string[]) =>
    Object.fromEntries(keys.map((key) => [key, from[key] ?? null]));
  return stops.map(({ label, figure }) => ({
    name: label,
    data: traces.map((i) => choose(figure.data[i], moving[i])),
    traces,
    ...(titlesMove ? { layout: choose(figure.layout, ["annotations"]) } : {}),
  }));
}

const animation = (milliseconds: number): JsonObject => ({
  mode: "immediate",
  frame: { duration: milliseconds, redraw: true },
  transition: { duration: 0 },
});

function playButton(below: number): JsonObject {
  return {
    type: "buttons",
    showactive: false,
    ...{ x: 0, xanchor: "left", y: 0, yanchor: "top", pad: { t: below + 20, l: -62 } },
    bgcolor: "#ffffff",
    buttons: [{ label: "▶", method: "animate", args: [null, animation(500)] }],
  };
}

/** Pixels the lowest axis needs: the height of the margin that is not notes. */
function footerOf({ layout }: Figure): number {
  return (layout.meta as { footer: number }).footer;
}

/**
 * Turns figures of one arrangement into one figure with a slider. Axes and colours keep one range
 * over all stops, so that nothing jumps, and what does not change is stored once.
 *
 * @param stops at least two, each a label and a figure of the same panels
 * @returns the figure of stop `start`, with every stop as a frame
 * @throws TutorialError `figure.slider.stops`
 *
 * @example
 * const x = { quantity: "time", unit: "s" };
 * const y = { quantity: "amplitude", unit: "full scale" };
 * const stops = [1, 0.5, 0.25].map((gain) => ({
 *   label: String(gain),
 *   figure: stack([linesPanel([{ x: [0, 1, 2], y: [0, gain, 0] }], { x, y })]),
 * }));
 * const figure = withSlider(stops, { prefix: "gain " });
 */
export function withSlider(stops: readonly SliderStop[], options: SliderOptions = {}): Figure {
  const { prefix = "", play = false, start = 0 } = options;
  requireStops(stops, start);
  const figures = stops.map((stop) => stop.figure);
  const { data, layout } = figures[start];
  const largest = (side: string) =>
    Math.max(...figures.map((figure) => (figure.layout.margin as Record<string, number>)[side]));
  const margin = { l: largest("l"), r: largest("r"), t: largest("t"), b: largest("b") };
  const height = Math.max(...figures.map((figure) => figure.layout.height as number));
  // The slider stands between the lowest axis and the notes, which move down to make room.
  const below = Math.max(...figures.map((figure) => footerOf(figure))) + 2;
  const lowered = (annotations: Json | undefined): Json[] =>
    ((annotations ?? []) as JsonObject[]).map((annotation) =>
      annotation.name === "notes"
        ? { ...annotation, yshift: (annotation.yshift as number) - sizes.slider }
        : annotation,
    );
  const frames = makeFrames(stops).map((frame) =>
    frame.layout?.annotations
      ? { ...frame, layout: { ...frame.layout, annotations: lowered(frame.layout.annotations) } }
      : frame,
  );
  return {
    data,
    layout: {
      ...layout,
      ...fixedAxes(figures),
      annotations: lowered(layout.annotations),
      height: height + sizes.slider,
      margin: { ...margin, b: margin.b + sizes.slider },
      sliders: [
        {
          active: start,
          ...{ x: 0, xanchor: "left", len: 1, y: 0, yanchor: "top", pad: { t: below, l: 0, r: 0 } },
          currentvalue: { prefix, font: { size: 15 }, xanchor: "left", offset: 10 },
          ...{ bgcolor: "#dcd9d0", activebgcolor: "#0072b2", bordercolor: "#b9b7b0" },
          ...{ tickcolor: "#b9b7b0", font: { size: 12 }, minorticklen: 0 },
          steps: stops.map(({ label }) => ({
            label,
            method: "animate",
            args: [[label], animation(0)],
          })),
        },
      ],
      ...(play ? { updatemenus: [playButton(below)] } : {}),
    },
    frames,
  };
}
