import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { oneOfEverything, writeNotebook } from "../lessons/notebooks";
import {
  contrast,
  describeInBrowser,
  expectFigureIsDrawn,
  expectPlayerPlays,
  expectSliderMovesFigure,
  firstLesson,
  keepScreenshot,
  launchChromium,
  project,
  watchForComplaints,
} from "./browser";

/** What `npm run lessons` prints. */
function runLessons(...options: string[]): string {
  const script = path.join(project, "src/setup/lessons.mjs");
  const run = spawnSync(process.execPath, [script, "--no-setup", ...options], { encoding: "utf8" });
  return run.stdout + run.stderr;
}

describeInBrowser("an exported page, opened as a file", () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "exported page "));
  let browser: Browser;

  beforeAll(async () => {
    writeNotebook(path.join(folder, "notebooks"), "01-sample", oneOfEverything);
    expect(runLessons("--from", `${folder}/notebooks`, "--to", `${folder}/pages`)).toContain("ok");
    browser = await launchChromium();
  }, 120_000);

  afterAll(async () => {
    await browser?.close();
    fs.rmSync(folder, { recursive: true, force: true });
  });

  for (const colorScheme of ["light", "dark"] as const) {
    for (const width of [1200, 390]) {
      test(
        `works in ${colorScheme}, ${width} pixels wide, without a network`,
        { timeout: 60_000 },
        async () => {
          const context = await browser.newContext({
            colorScheme,
            viewport: { width, height: 900 },
            offline: true,
          });
          const page = await context.newPage();
          const complaints = watchForComplaints(page);
          await page.goto(`file://${folder}/pages/01-sample.html`);
          await page.waitForSelector("html[data-figures=drawn]", { timeout: 30_000 });

          await expectFigureIsDrawn(page);
          await page.setViewportSize({ width: width - 20, height: 900 });
          await expectSliderMovesFigure(page);
          await expectPlayerPlays(page);
          expect(await page.locator("mjx-container svg").count()).toBe(6);
          const prose = (await page.locator(".prose").allInnerTexts()).join("\n");
          expect(prose, "mathematics left as TeX").not.toMatch(/\\alpha|\$/);
          expect(await page.title()).toBe("Noise, little by little");
          const wider = await page.evaluate("document.documentElement.scrollWidth > innerWidth");
          expect(wider, "the page scrolls sideways").toBe(false);
          expect(await contrast(page)).toBeGreaterThan(7);
          expect(complaints).toEqual([]);

          await keepScreenshot(page, `page-${colorScheme}-${width}`, true);
          await page.goto(`file://${folder}/pages/index.html`);
          await page.getByRole("link", { name: "Noise, little by little" }).click();
          await page.waitForURL("**/01-sample.html");
          await context.close();
        },
      );
    }
  }

  const page = path.join(project, `build/lessons/${firstLesson}.html`);
  const ci = process.env.CI === "true";

  test.runIf(ci || fs.existsSync(page))(
    "the first lesson's page shows its figures and plays, without a network",
    { timeout: 300_000 },
    async () => {
      if (!fs.existsSync(page)) expect(runLessons(firstLesson)).toContain("ok");
      const tab = await browser.newPage({ viewport: { width: 1200, height: 900 } });
      const complaints = watchForComplaints(tab);
      await tab.goto(`file://${page}`);
      await tab.waitForSelector("html[data-figures=drawn]", { timeout: 60_000 });
      const [figures, drawn] = await Promise.all(
        [".figure", ".figure .js-plotly-plot"].map((name) => tab.locator(name).count()),
      );
      expect(drawn).toBe(figures);
      await expectFigureIsDrawn(tab);
      await expectSliderMovesFigure(tab);
      await expectPlayerPlays(tab);
      expect(complaints).toEqual([]);
      await keepScreenshot(tab, "first-lesson", true);
    },
  );
});
