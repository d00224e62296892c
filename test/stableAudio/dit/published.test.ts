/** The lists beside this file are names and shapes of the published files, read from their headers. */
import * as fs from "node:fs";
import * as path from "node:path";
import { expect, test } from "vitest";
import type { StableAudioDitPlan } from "../../../src/stableAudio/dit/plan";
import { diffusersDitPlan } from "../../../src/stableAudio/dit/planDiffusers";
import { stableAudioDitPlan } from "../../../src/stableAudio/dit/planStableAudioTools";
import { ditTensorShapes } from "../../../src/stableAudio/dit/tensorShapes";
import { open10, openSmall } from "./configs";

const listed = (file: string): Record<string, number[]> =>
  JSON.parse(fs.readFileSync(path.join(__dirname, "published", file), "utf8")) as never;

const sorted = (shapes: Iterable<readonly [string, readonly number[]]>): string[] =>
  [...shapes].map(([name, shape]) => `${name} [${shape.join(", ")}]`).sort();

test.each<[string, StableAudioDitPlan, number, number]>([
  ["open10StableAudioTools.json", stableAudioDitPlan(open10), 374, 1_056_939_152],
  ["openSmallStableAudioTools.json", stableAudioDitPlan(openSmall), 382, 340_928_672],
  ["open10Diffusers.json", diffusersDitPlan({ sample_size: 1024 }), 445, 1_056_939_136],
])(
  "the plan of the published config asks for exactly what %s lists",
  (file, plan, count, numbers) => {
    const shapes = ditTensorShapes(plan);
    expect(sorted(shapes)).toEqual(sorted(Object.entries(listed(file))));
    const sizes = [...shapes.values()].map((shape) => shape.reduce((a, b) => a * b, 1));
    expect([sizes.length, sizes.reduce((a, b) => a + b, 0)]).toEqual([count, numbers]);
  },
);

test("both publishers' configs of 1.0 mean the same network", () => {
  expect(diffusersDitPlan({})).toEqual({ ...stableAudioDitPlan(open10), layout: "diffusers" });
});
