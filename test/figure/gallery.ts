/** `npx tsx test/figure/gallery.ts [name…]` draws the sample figures to build/gallery/*.png, to look at. */
import { mkdirSync } from "node:fs";
import { findChromium, openPlotly, startChromium } from "./browser";
import type { PlotlyGlobal } from "./browser";
import { samples } from "./samples";

async function main(): Promise<void> {
  const executable = findChromium();
  if (!executable) throw new Error("no Chromium found: install it or set CHROMIUM to its path");
  mkdirSync("build/gallery", { recursive: true });
  const browser = await startChromium(executable);
  const wanted = process.argv.slice(2);
  for (const [look, width, background] of [
    ["light", 900, "#ffffff"],
    ["dark", 900, "#111111"],
    ["narrow", 600, "#ffffff"],
  ] as const) {
    const { page, complaints } = await openPlotly(browser, { width, background });
    for (const [name, make] of Object.entries(samples)) {
      if (wanted.length > 0 && !wanted.includes(name)) continue;
      const figure = make();
      await page.evaluate(
        async (specification) => {
          const { Plotly } = globalThis as unknown as PlotlyGlobal;
          await Plotly.newPlot("figure", specification);
        },
        JSON.parse(JSON.stringify(figure)) as unknown,
      );
      await page.screenshot({ path: `build/gallery/${name}-${look}.png`, fullPage: true });
      if (look === "light") {
        console.log(name, Math.round(JSON.stringify(figure).length / 1024), "KB");
      }
    }
    if (complaints.length > 0) console.log(look, complaints);
    await page.close();
  }
  await browser.close();
}

void main();
