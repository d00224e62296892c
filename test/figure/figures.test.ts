import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Figure } from "../../src/figure/figure";
import { findChromium, openPlotly, startChromium } from "./browser";
import type { PlotlyGlobal, PlotlyPage } from "./browser";
import { isPacked, unpack, unpacked } from "./unpack";
import { samples } from "./samples";

/** Numbers to four digits and long lists as a few of them and a sum, so that a golden file can be read. */
function golden(value: unknown): unknown {
  if (isPacked(value)) {
    const numbers = unpack(value);
    const finite = [...numbers].filter((n) => Number.isFinite(n));
    const sum = finite.reduce((a, b) => a + b, 0);
    const some = [...numbers.slice(0, 6)].map(golden);
    const dropped = numbers.length - finite.length;
    return {
      dtype: value.dtype,
      shape: value.shape ?? numbers.length,
      some,
      sum: golden(sum),
      dropped,
    };
  }
  if (typeof value === "number") return Number(value.toPrecision(4));
  if (Array.isArray(value)) return value.map(golden);
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [
        key,
        key === "template" ? "theme" : golden(inner),
      ]),
    );
  }
  return value;
}

test.each(Object.keys(samples))("%s is drawn as it was", async (name) => {
  const json = JSON.stringify(golden(samples[name]()), null, 1) + "\n";
  await expect(json).toMatchFileSnapshot(`golden/${name}.json`);
});

test.each(Object.keys(samples))(
  "%s survives JSON and holds no bare long lists of numbers",
  (name) => {
    const figure = samples[name]();
    expect(JSON.parse(JSON.stringify(figure))).toEqual(figure);
    const longest = (value: unknown): number =>
      typeof value !== "object" || value === null
        ? 0
        : Math.max(
            Array.isArray(value) && typeof value[0] === "number" ? value.length : 0,
            ...Object.values(value).map(longest),
          );
    expect(longest(figure)).toBeLessThan(200);
  },
);

test("every axis says what it measures, or is hidden", () => {
  for (const [name, make] of Object.entries(samples)) {
    const { layout } = make();
    const axes = Object.entries(layout).filter(([key]) => /^[xy]axis\d*$/.test(key));
    for (const [key, axis] of axes) {
      const { title, visible, showticklabels } = axis as Record<string, unknown>;
      expect(title ?? visible ?? showticklabels, `${name} ${key}`).toBeDefined();
    }
  }
});

const chromium = findChromium();
if (!chromium && process.env.CI !== "true") {
  console.warn(
    "No Chromium found: figures are not checked in a browser (set CHROMIUM to its path).",
  );
}

describe.skipIf(!chromium && process.env.CI !== "true")("in a browser", () => {
  let browser: Browser;
  let opened: PlotlyPage;

  beforeAll(async () => {
    browser = await startChromium(chromium ?? "chromium");
    opened = await openPlotly(browser, { width: 900, background: "#fff" });
  });
  afterAll(() => browser?.close());

  const draw = (figure: Figure) =>
    opened.page.evaluate(
      async ([packed, plain]) => {
        const { Plotly } = globalThis as unknown as PlotlyGlobal;
        const { data, layout } = JSON.parse(plain) as { data: unknown; layout: unknown };
        await Plotly.newPlot("figure", JSON.parse(packed));
        const problems = Plotly.validate(data, layout) ?? [];
        // Two faults of the checker: it looks for a trace's colour axis before it has read the
        // layout, and compares the arguments of a button by identity.
        const faults = /key coloraxis is set|args\[\d\] \(set to/;
        return problems.map(({ msg }) => msg).filter((msg) => !faults.test(msg));
      },
      [JSON.stringify(figure), JSON.stringify(unpacked(figure))] as const,
    );

  test.each(Object.keys(samples))(
    "%s is valid to Plotly and drawn without a complaint",
    async (name) => {
      expect(await draw(samples[name]())).toEqual([]);
      expect(opened.complaints).toEqual([]);
    },
  );

  test("a slider's position changes what is drawn, and only that", async () => {
    const figure = samples.slider();
    const { steps } = (figure.layout.sliders as { steps: unknown[] }[])[0];
    await draw(figure);
    const look = () =>
      opened.page.evaluate(() => {
        const element = (
          globalThis as unknown as { document: { getElementById(id: string): unknown } }
        ).document.getElementById("figure") as {
          _fullData: { y?: ArrayLike<number>; z?: ArrayLike<ArrayLike<number>> }[];
          _fullLayout: Record<string, { range: number[] }>;
        };
        return {
          wave: element._fullData[0].y![100],
          level: element._fullData[1].z![40][40],
          ranges: ["xaxis", "yaxis", "yaxis3"].map((axis) => element._fullLayout[axis].range),
        };
      });
    const go = (step: number) =>
      opened.page.evaluate(
        async ({ args }) => {
          const { Plotly } = globalThis as unknown as PlotlyGlobal;
          await Plotly.animate("figure", ...args);
        },
        steps[step] as { args: [string[], unknown] },
      );
    const clean = await look();
    await go(4);
    const noise = await look();
    await go(0);
    expect(await look()).toEqual(clean);
    expect(noise.wave).not.toBeCloseTo(clean.wave);
    expect(noise.level).toBeGreaterThan(clean.level);
    expect(noise.ranges).toEqual(clean.ranges);
  });
});
