import { spawn } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { prepareBackend } from "../../src/tensor/backend";
import { train } from "../../src/training/train";
import { root } from "../docs/files";
import { pairTask, stateOf } from "./pairTask";

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "killed-"));
beforeAll(async () => void (await prepareBackend()));
afterAll(() => fs.rmSync(folder, { recursive: true }));

/** Runs the endless training, kills it without warning after so many steps, and says when each was done. */
function killAfter(file: string, everySeconds: number, steps: number): Promise<number[]> {
  const script = path.join(root, "test/training/endless.ts");
  const child = spawn(process.execPath, ["--import", "tsx", script, file, String(everySeconds)], {
    cwd: root,
    stdio: ["ignore", "pipe", "ignore"],
  });
  const moments: number[] = [];
  let rest = "";
  child.stdout.on("data", (chunk: Buffer) => {
    const lines = (rest + chunk.toString()).split("\n");
    rest = lines.pop()!;
    for (const line of lines) moments[Number(line)] = performance.now();
    if (moments.length >= steps) child.kill("SIGKILL");
  });
  return new Promise((resolve) => child.on("close", () => resolve(moments)));
}

test("two that train together, killed without warning, lose what they did since the last save, and no more", async () => {
  const file = path.join(folder, "pair.safetensors");
  const moments = await killAfter(file, 0.2, 120);
  const controller = new AbortController();
  controller.abort();
  const task = pairTask();
  const { resumedAt, losses, averaged } = await train({
    ...task,
    steps: 1_000_000,
    checkpoint: { file },
    signal: controller.signal,
  });
  expect(losses.length).toBe(resumedAt);
  expect(resumedAt).toBeGreaterThan(10);
  // Saved every 0.2 s; the rest is for a machine that is busy with other tests.
  expect(moments.at(-1)! - moments[resumedAt - 1]).toBeLessThan(1500);

  // What was saved is what an unbroken training has there: weights of both, averages, and what no gradient trains.
  const twin = pairTask();
  const unbroken = await train({ ...twin, steps: resumedAt });
  expect(losses).toEqual(unbroken.losses);
  expect(stateOf(task)).toEqual(stateOf(twin));
  expect(stateOf({ ...task, parameters: averaged! })).toEqual(
    stateOf({ ...twin, parameters: unbroken.averaged! }),
  );
}, 60_000);
