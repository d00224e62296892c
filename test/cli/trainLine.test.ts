import * as fs from "node:fs";
import * as path from "node:path";
import { afterEach, expect, test, vi } from "vitest";
import { sparkline, trainLine } from "../../src/cli/trainLine";
import { root } from "../docs/files";

afterEach(() => void vi.restoreAllMocks());

test("a curve as blocks: highest and lowest, means of stretches, one value, none", () => {
  expect(sparkline([0, 1, 2, 3, 4, 5, 6, 7])).toBe("▁▂▃▄▅▆▇█");
  expect(sparkline([9, 7, 1, 3], 2)).toBe("█▁");
  expect(sparkline([5])).toBe("▁");
  expect(sparkline([])).toBe("");
});

test("a line says where it goes on from, the smoothed loss and its curve", () => {
  const said: string[] = [];
  vi.spyOn(console, "log").mockImplementation((text: string) => void said.push(text));
  vi.spyOn(process.stderr, "write").mockImplementation((text) => said.push(String(text)) > 0);
  const line = trainLine("model");
  for (let step = 100; step < 300; step++) {
    const loss = 300 - step;
    const numbers = { gradientNorm: 1, learningRate: 1, secondsLeft: 1, parts: {} };
    line.observe({ step, loss, steps: 300, resumedAt: 100, ...numbers });
  }
  line.end();
  expect(said[0]).toBe("model: going on from step 100 of 300");
  expect(said.at(-1)).toMatch(/model: 200 of 200 · done in .* s · loss 81\.88 █[▁-█]+▁\n/);
});

test("long commands are run by node itself: the tsx command kills at Ctrl-C what is busy", () => {
  const text = fs.readFileSync(path.join(root, "package.json"), "utf8");
  const { scripts } = JSON.parse(text) as { scripts: Record<string, string> };
  expect([scripts.train, scripts.evaluate]).toEqual([
    "node --import tsx src/cli/train.ts",
    "node --import tsx src/cli/evaluate.ts",
  ]);
});
