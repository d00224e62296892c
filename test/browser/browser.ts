/** Chromium for the tests that need to see a page. */
import fs from "node:fs";
import path from "node:path";
import { chromium, type Browser, type ConsoleMessage, type Page } from "playwright-core";
import { describe, expect } from "vitest";
import { jupyterIsReady } from "../lessons/command";

export const project = path.resolve(__dirname, "../..");

/** The first lesson after the tour: it has a figure, a slider and a player. */
export const firstLesson = "01-noise";

const screenshots = path.join(project, "build", "screenshots");
const program = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser"].find(
  (file) => file && fs.existsSync(file),
);

/** A group of tests that need Chromium and `.venv`: they must run in CI, elsewhere they may be skipped. */
export function describeInBrowser(name: string, tests: () => void): void {
  const missing = [
    ...(program ? [] : ["Chromium (set CHROMIUM to the program)"]),
    ...(jupyterIsReady() ? [] : [".venv (npm run setup)"]),
  ];
  if (missing.length > 0 && process.env.CI !== "true") {
    console.warn(`skipped: "${name}" needs ${missing.join(" and ")}`);
    describe.skip(name, tests);
  } else describe(name, tests);
}

/** Starts Chromium without a window; it calls nobody, and sounds may start by themselves. */
export function launchChromium(): Promise<Browser> {
  if (!program) throw new Error("there is no Chromium: install it, or set CHROMIUM to the program");
  return chromium.launch({
    executablePath: program,
    args: [
      "--headless=new",
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--autoplay-policy=no-user-gesture-required",
    ],
  });
}

/** What a page complained about: console errors, uncaught errors, requests that left the machine. */
export function watchForComplaints(page: Page): string[] {
  const complaints: string[] = [];
  page.on("console", (message: ConsoleMessage) => {
    if (message.type() === "error" || message.type() === "warning")
      complaints.push(`${message.type()}: ${message.text()}`);
  });
  page.on("pageerror", (error) => complaints.push(`uncaught: ${error.message}`));
  page.on("request", (request) => {
    const url = new URL(request.url());
    const local =
      ["file:", "data:", "blob:"].includes(url.protocol) || url.hostname === "127.0.0.1";
    if (!local) complaints.push(`request: ${request.url()}`);
  });
  return complaints;
}

/** Keeps what the page looks like, to be looked at. */
export async function keepScreenshot(page: Page, name: string, fullPage = false): Promise<void> {
  await page.screenshot({ path: path.join(screenshots, `${name}.png`), fullPage });
}

/** The first figure with a slider is redrawn when the slider is clicked, and keeps its height. */
export async function expectSliderMovesFigure(page: Page): Promise<void> {
  const figure = page
    .locator(".js-plotly-plot", { has: page.locator(".slider-container") })
    .first();
  await figure.scrollIntoViewIfNeeded();
  const drawn = (): Promise<string> => figure.locator(".cartesianlayer").first().innerHTML();
  const height = async (): Promise<number> => Math.round((await figure.boundingBox())!.height);
  const [before, heightBefore] = [await drawn(), await height()];
  const rail = (await figure.locator(".slider-rail-touch-rect").boundingBox())!;
  await page.mouse.click(rail.x + 0.6 * rail.width, rail.y + rail.height / 2);
  await expect.poll(drawn, { timeout: 10_000 }).not.toBe(before);
  expect(await height()).toBe(heightBefore);
}

/** The first figure has traces: lines, bars or an image, not axes alone. */
export async function expectFigureIsDrawn(page: Page): Promise<void> {
  const marks = page.locator(
    ".js-plotly-plot .main-svg :is(.trace path, .scatterlayer path, .heatmaplayer image, .barlayer path)",
  );
  await expect.poll(() => marks.count(), { timeout: 20_000 }).toBeGreaterThan(0);
}

/** What the test asks of an audio element; the project's types know no browser. */
interface Player {
  readonly currentTime: number;
  play(): Promise<void>;
  pause(): void;
}

/** The first player on the page plays: its clock runs. */
export async function expectPlayerPlays(page: Page): Promise<void> {
  const player = page.locator("audio").first();
  await player.scrollIntoViewIfNeeded();
  await player.evaluate((audio: unknown) => (audio as Player).play());
  const clock = (): Promise<number> =>
    player.evaluate((audio: unknown) => (audio as Player).currentTime);
  await expect.poll(clock, { timeout: 10_000 }).toBeGreaterThan(0.1);
  await player.evaluate((audio: unknown) => (audio as Player).pause());
}

/**
 * How well text stands out from the page, as WCAG 2 counts it (1 to 21): the least of running text,
 * printed text, code and the numbers at the axes of figures.
 */
export async function contrast(page: Page): Promise<number> {
  // A string, because the project's types know no browser.
  return page.evaluate(`(() => {
    const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
    const luminance = (colour) => {
      canvas.fillStyle = colour;
      canvas.fillRect(0, 0, 1, 1);
      const [r, g, b] = [...canvas.getImageData(0, 0, 1, 1).data].map((byte) => {
        const part = byte / 255;
        return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const paper = luminance(getComputedStyle(document.body).backgroundColor);
    const ratios = [".prose p", ".printed", ".source", ".xtick text", ".slider-label"].map((name) => {
      const element = document.querySelector(name);
      const style = getComputedStyle(element);
      const ink = luminance(element.closest("svg") ? style.fill : style.color);
      return (Math.max(ink, paper) + 0.05) / (Math.min(ink, paper) + 0.05);
    });
    return Math.min(...ratios);
  })()`);
}
