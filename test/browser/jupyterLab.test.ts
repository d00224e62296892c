import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  describeInBrowser,
  expectFigureIsDrawn,
  expectPlayerPlays,
  expectSliderMovesFigure,
  firstLesson,
  keepScreenshot,
  launchChromium,
  project,
} from "./browser";

describeInBrowser("the first lesson in JupyterLab", () => {
  const home = fs.mkdtempSync(path.join(os.tmpdir(), "jupyter-home-"));
  let server: ChildProcess;
  let browser: Browser;
  let address: URL;

  beforeAll(async () => {
    const script = path.join(project, "src/setup/start.mjs");
    server = spawn(process.execPath, [script, "--no-browser", "--port", String(await freePort())], {
      stdio: ["ignore", "pipe", "inherit"],
      // What JupyterLab remembers about open tabs is not to mix with the reader's own.
      env: { ...process.env, JUPYTER_CONFIG_DIR: home },
    });
    address = await addressFrom(server);
    browser = await launchChromium();
  }, 300_000);

  afterAll(async () => {
    await browser?.close();
    if (server?.exitCode === null) {
      server.kill("SIGTERM");
      await once(server, "exit");
    }
    fs.rmSync(home, { recursive: true, force: true });
  }, 60_000);

  test(
    "runs by keyboard; its figures draw and move, its players play",
    { timeout: 300_000 },
    async () => {
      const file = path.join(project, `notebooks/${firstLesson}.ipynb`);
      const stored = fs.readFileSync(file, "utf8");
      const { cells } = JSON.parse(stored) as { cells: Cell[] };
      let executed = 0;
      let wantedErrors = 0;
      const page = await browser.newPage({ viewport: { width: 1300, height: 1000 } });
      await refuseToSave(page);
      await page.goto(new URL(`/lab/tree/${firstLesson}.ipynb${address.search}`, address).href);
      await page.locator(".jp-Notebook .jp-Cell").first().waitFor({ timeout: 60_000 });
      await page.locator(".jp-Spinner").first().waitFor({ state: "detached", timeout: 60_000 });
      await kernelIsIdle(page);

      const seen = { figure: false, slider: false, player: false };
      // In the margin, where there is no link to follow.
      const margin = { position: { x: 8, y: 8 } };
      await page.locator(".jp-Notebook .jp-Cell").first().click(margin);
      await page.keyboard.press("Escape");
      for (const cell of cells) {
        await page.keyboard.press("Shift+Enter");
        if (cell.cell_type !== "code") continue;
        executed += 1;
        const prompt = page.locator(".jp-Notebook .jp-InputPrompt", { hasText: `[${executed}]:` });
        await prompt.waitFor({ state: "attached", timeout: 120_000 });
        await page.locator(".jp-Spinner").first().waitFor({ state: "detached", timeout: 60_000 });
        await kernelIsIdle(page);
        if (cell.metadata.tags?.includes("raises-exception")) wantedErrors += 1;
        expect((await errorsShown(page)).slice(wantedErrors)).toEqual([]);
        // At once: JupyterLab takes what is out of sight off the page.
        if (!seen.figure && (await page.locator(".js-plotly-plot").count()) > 0) {
          await expectFigureIsDrawn(page);
          await keepScreenshot(page, "jupyterlab-first-figure");
          seen.figure = true;
        }
        if (!seen.slider && (await page.locator(".slider-container").count()) > 0) {
          await expectSliderMovesFigure(page);
          await keepScreenshot(page, "jupyterlab-slider");
          seen.slider = true;
        }
        if (!seen.player && (await page.locator("audio").count()) > 0) {
          await expectPlayerPlays(page);
          await keepScreenshot(page, "jupyterlab-player");
          seen.player = true;
        }
        await page.keyboard.press("Escape");
      }

      expect(seen).toEqual({ figure: true, slider: true, player: true });
      expect(fs.readFileSync(file, "utf8"), "the stored notebook").toBe(stored);
    },
  );
});

interface Cell {
  readonly cell_type: string;
  readonly metadata: { readonly tags?: readonly string[] };
}

async function freePort(): Promise<number> {
  const server = net.createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as net.AddressInfo;
  server.close();
  return port;
}

/** The address with its token, which `npm start` prints. */
async function addressFrom(server: ChildProcess): Promise<URL> {
  const lines: string[] = [];
  for await (const line of createInterface({ input: server.stdout! })) {
    lines.push(line);
    const found = /http:\/\/127\.0\.0\.1:\d+\/\S*token=\w+/.exec(line);
    if (found) {
      server.stdout!.resume();
      return new URL(found[0]);
    }
  }
  throw new Error(`npm start ended without an address:\n${lines.join("\n")}`);
}

/** JupyterLab saves by itself after two minutes; answer as if it had, and write nothing. */
async function refuseToSave(page: Page): Promise<void> {
  await page.route("**/api/contents/**", async (route) => {
    if (route.request().method() !== "PUT") return route.continue();
    const { pathname, origin } = new URL(route.request().url());
    const response = await route.fetch({ url: `${origin}${pathname}?content=0`, method: "GET" });
    await route.fulfill({ response });
  });
}

/** The bar at the foot of the window says so; the notebook's own sign is "idle" from the start. */
async function kernelIsIdle(page: Page): Promise<void> {
  const bar = page.locator("#jp-main-statusbar", { hasText: /\| Idle/ });
  await bar.waitFor({ timeout: 60_000 });
}

/** What stands in red under the cells in sight. */
async function errorsShown(page: Page): Promise<string[]> {
  const red = page.locator(
    '.jp-OutputArea-output[data-mime-type="application/vnd.jupyter.stderr"]',
  );
  return red.allInnerTexts();
}
