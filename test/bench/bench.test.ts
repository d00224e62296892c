/** The bench runs, and says what it says: a row in text and in JSON. */
import { spawnSync } from "node:child_process";
import * as path from "node:path";
import { expect, test } from "vitest";

const root = path.join(__dirname, "../..");

function bench(...names: string[]) {
  const script = path.join(__dirname, "run.ts");
  const tsx = require.resolve("tsx/cli");
  const env = { ...process.env, NOISE_TO_MUSIC_BACKEND: "wasm" };
  return spawnSync(process.execPath, [tsx, script, ...names], { cwd: root, encoding: "utf8", env });
}

test("a row of a solver holds its errors, its order and the backend that ran", () => {
  const { stdout, status } = bench("heun", "--json");
  expect(status).toBe(0);
  const found = JSON.parse(stdout) as {
    backend: string;
    benches: { name: string; rows: Record<string, number | string>[] }[];
  };
  expect(found.backend).toBe("wasm");
  expect(found.benches.map(({ name }) => name)).toEqual(["flow", "overhead"]);
  const [row] = found.benches[0].rows;
  expect(row["order"]).toBeCloseTo(2, 1);
  expect(row["calls a step"]).toBe(2);
  expect(row["error, 16 steps"]).toBeLessThan(1e-3);
  expect(row["ms a step"]).toBeGreaterThan(0);
  expect(found.benches[1].rows[0]["overhead, %"]).toBeGreaterThan(0);
}, 60_000);

test("the table names the backend; a name that is none lists those that are", () => {
  const { stdout } = bench("euler");
  expect(stdout).toMatch(
    /^WebAssembly .*\n\nflow: .*\nname +even +error, 4 steps .*\neuler +time /,
  );
  const { stderr, status } = bench("oiler");
  expect(status).toBe(1);
  expect(stderr).toContain('no bench "oiler"; there are: flow; euler; heun;');
}, 60_000);
