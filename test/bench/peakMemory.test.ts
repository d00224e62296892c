/** A small process stays small, whoever starts it. */
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { expect, test } from "vitest";
import { root } from "../docs/files";

test("a child's peak is its own, and not that of a parent of 1 GB", () => {
  const held = Buffer.alloc(1e9, 1);
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "peak-"));
  const file = path.join(folder, "peak.mts");
  fs.writeFileSync(
    file,
    `
    import { peakMemory } from ${JSON.stringify(path.join(root, "test/bench/peakMemory.ts"))};
    const before = peakMemory();
    const held = Buffer.alloc(3e8, 1);
    console.log(JSON.stringify([before, peakMemory() - before, held.length]));`,
  );
  const { stdout, stderr } = spawnSync(process.execPath, ["--import", "tsx", file], {
    cwd: root,
    encoding: "utf8",
  });
  fs.rmSync(folder, { recursive: true });
  expect(held.length).toBe(1e9);
  expect(stdout, stderr).toMatch(/^\[.*\]\s*$/);
  const [before, more] = JSON.parse(stdout) as number[];
  expect(before).toBeLessThan(5e8);
  expect(more).toBeGreaterThan(2.5e8);
  expect(more).toBeLessThan(4e8);
});
