import fs from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { placesOf } from "../../src/setup/base/places.mjs";
import { jupyterSettingsStep, settingsFiles } from "../../src/setup/steps/jupyterSettings.mjs";
import { kernelSpec, kernelSpecStep } from "../../src/setup/steps/kernelSpec.mjs";
import { temporaryFolder, writeFiles } from "./temporary.mjs";

function withPython() {
  const places = placesOf(temporaryFolder());
  writeFiles(path.dirname(places.venvPython), { [path.basename(places.venvPython)]: "" });
  return places;
}

test("a path with spaces stays one argument", () => {
  const places = placesOf(path.join(path.sep, "my müsic", "noise [1]"));
  const { argv } = kernelSpec(places, "/opt/my node/bin/node");
  expect(argv[0]).toBe("/opt/my node/bin/node");
  expect(argv[2]).toBe(path.join(path.sep, "my müsic", "noise [1]", "src", "setup", "kernel.cjs"));
  expect(argv.slice(3)).toEqual(["kernel", "--config-path", "{connection_file}"]);
});

test("the kernel is made known inside .venv only, once, and again when Node moved", () => {
  const places = withPython();
  expect(kernelSpecStep.check({ places })).toBeUndefined();
  kernelSpecStep.run({ places });
  expect(kernelSpecStep.check({ places })).toEqual({});
  expect(fs.readdirSync(places.project)).toEqual([".venv"]);

  const file = path.join(places.kernelSpec, "kernel.json");
  fs.writeFileSync(file, fs.readFileSync(file, "utf8").replace(process.execPath, "/old/node"));
  expect(kernelSpecStep.check({ places })).toBeUndefined();
});

test("JupyterLab's settings are written once, and mended when damaged", () => {
  const places = withPython();
  expect(jupyterSettingsStep.check({ places })).toBeUndefined();
  jupyterSettingsStep.run({ places });
  expect(jupyterSettingsStep.check({ places })).toEqual({});
  fs.truncateSync(path.join(places.venv, Object.keys(settingsFiles)[0]), 10);
  expect(jupyterSettingsStep.check({ places })).toBeUndefined();
});

test("without JupyterLab neither is needed", () => {
  const places = placesOf(temporaryFolder());
  expect(kernelSpecStep.check({ places }).note).toBe("not needed without JupyterLab");
  expect(jupyterSettingsStep.check({ places }).note).toBe("not needed without JupyterLab");
});
