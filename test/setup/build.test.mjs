import fs from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { placesOf, projectFolder } from "../../src/setup/base/places.mjs";
import { buildStep } from "../../src/setup/steps/build.mjs";
import { venvIsReady } from "../../src/setup/steps/venv.mjs";
import { temporaryFolder, writeFiles } from "./temporary.mjs";

test("the library is compiled once, again when a source changed, and a mistake keeps the old one", async () => {
  const project = temporaryFolder();
  const places = { ...placesOf(project), nodeModules: path.join(projectFolder, "node_modules") };
  const compilerOptions = {
    module: "commonjs",
    target: "es2022",
    types: [],
    lib: ["es5"],
    incremental: true,
  };
  writeFiles(project, {
    "package-lock.json": {},
    "tsconfig.json": {},
    "tsconfig.build.json": { compilerOptions, include: ["src"] },
    "src/one.ts": "export const one = 1;",
    "src/gone.ts": "export const gone = 0;",
  });
  expect(buildStep.check({ places })).toBeUndefined();
  await buildStep.run({ places });
  expect(buildStep.check({ places })).toEqual({});
  expect(fs.readdirSync(places.dist)).toContain("one.js");

  fs.rmSync(path.join(project, "src", "gone.ts"));
  expect(buildStep.check({ places })).toBeUndefined();
  await buildStep.run({ places });
  expect(fs.readdirSync(places.dist)).not.toContain("gone.js");

  writeFiles(project, { "src/one.ts": "export const one: string = 1;" });
  const problem = await buildStep.run({ places }).catch((error) => error);
  expect(problem.code).toBe("build.types");
  expect(problem.seen).toContain("src/one.ts(1,14)");
  expect(fs.readFileSync(path.join(places.dist, "one.js"), "utf8")).toContain("exports.one = 1");
  expect(fs.readdirSync(project).filter((name) => name.endsWith(".tmp"))).toEqual([]);
});

test("an environment is complete when stamped for this very folder", () => {
  const project = temporaryFolder();
  const places = placesOf(project);
  writeFiles(project, { "src/setup/requirements.txt": "jupyterlab\n" });
  writeFiles(path.dirname(places.venvPython), { [path.basename(places.venvPython)]: "" });
  expect(venvIsReady(places)).toBe(false);
  const stamp = path.join(places.venv, ".noise-to-music.json");
  const requirements = "ab6e7a4dfe8fc49a0f6f1d39f5b0c3d2";
  fs.writeFileSync(stamp, JSON.stringify({ project: "/moved/from/here", requirements }));
  expect(venvIsReady(places)).toBe(false);
});
