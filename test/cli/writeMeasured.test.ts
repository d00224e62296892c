import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { writeMeasured } from "../../src/cli/writeMeasured";
import type { MeasuredConditioning } from "../../src/evaluation/adherence/measuredConditioning";

let folder: string;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "measured-"));
});
afterEach(() => fs.rmSync(folder, { recursive: true }));

/** A table of such models, each with as many sounds as it says. */
function measured(sounds: Readonly<Record<string, number>>, seeds = 1): MeasuredConditioning {
  const entries = Object.entries(sounds);
  const results = entries.map(([name, count]) => [name, { sounds: count, frechet: Number.NaN }]);
  return {
    ...{ backend: "b", from: "f", prompts: 4, real: 4, steps: 2, seeds },
    guidance: Object.fromEntries(entries.map(([name]) => [name, 3])),
    results: Object.fromEntries(results) as MeasuredConditioning["results"],
  };
}

function soundsIn(file: string): Record<string, number> {
  const { results } = JSON.parse(fs.readFileSync(file, "utf8")) as MeasuredConditioning;
  return Object.fromEntries(Object.entries(results).map(([name, { sounds }]) => [name, sounds]));
}

test("a table is made in parts: other models keep their rows, in the usual order, the same ones get new rows", () => {
  const file = path.join(folder, "table.json");
  writeMeasured(file, measured({ "text-none": 1, "text-unet": 2 }));
  writeMeasured(file, measured({ "text-to-music": 3, "text-unet": 4 }));
  expect(soundsIn(file)).toEqual({ "text-to-music": 3, "text-unet": 4, "text-none": 1 });
  expect(Object.keys(soundsIn(file))).toEqual(["text-to-music", "text-unet", "text-none"]);
  const text = fs.readFileSync(file, "utf8");
  expect(text).toContain('"frechet": null');
  expect(JSON.parse(text)).toMatchObject({ guidance: { "text-none": 3, "text-to-music": 3 } });
});

test("rows that were measured otherwise cannot stay beside the new ones", () => {
  const file = path.join(folder, "table.json");
  writeMeasured(file, measured({ "text-none": 1 }));
  writeMeasured(file, measured({ "text-unet": 2 }, 3));
  expect(soundsIn(file)).toEqual({ "text-unet": 2 });
});

test("what is no table is replaced", () => {
  const file = path.join(folder, "table.json");
  for (const content of ["", "null", "[1", "[]"]) {
    fs.writeFileSync(file, content);
    writeMeasured(file, measured({ "text-none": 1 }));
    expect(soundsIn(file)).toEqual({ "text-none": 1 });
  }
});
