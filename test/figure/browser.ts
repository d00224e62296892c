/** A page with Plotly in headless Chromium, for tests and for the gallery. */
import { existsSync } from "node:fs";
import { chromium } from "playwright-core";
import type { Browser, Page } from "playwright-core";

/** Chromium's program file, from the environment or where Debian puts it; undefined if there is none. */
export function findChromium(): string | undefined {
  const places = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser"];
  return places.find((place) => place !== undefined && existsSync(place));
}

/** What the page's scripts see of Plotly. */
export interface PlotlyGlobal {
  readonly Plotly: {
    newPlot(element: string, figure: unknown): Promise<unknown>;
    animate(element: string, frames: readonly string[], options: unknown): Promise<unknown>;
    validate(data: unknown, layout: unknown): { msg: string }[] | undefined;
  };
}

/** A page that draws figures, and everything it complained about. */
export interface PlotlyPage {
  readonly page: Page;
  readonly complaints: string[];
}

/** Starts Chromium. The sandbox is off only where root could not start it otherwise. */
export function startChromium(executablePath: string): Promise<Browser> {
  const args = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  return chromium.launch({ executablePath, args });
}

/** Opens a page with Plotly and an empty element `#figure` on it. */
export async function openPlotly(
  browser: Browser,
  look: { readonly width: number; readonly background: string },
): Promise<PlotlyPage> {
  const page = await browser.newPage({ viewport: { width: look.width, height: 800 } });
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) complaints.push(message.text());
  });
  await page.setContent(
    `<body style="margin:0;background:${look.background}"><div id="figure" style="margin:16px"></div>`,
  );
  await page.addScriptTag({ path: require.resolve("plotly.js/dist/plotly-cartesian.min.js") });
  return { page, complaints };
}
