/** All the steps, in their order, under one lock: what every command calls first. */
import path from "node:path";
import { withLock } from "./base/lock.mjs";
import { placesOf, projectFolder } from "./base/places.mjs";
import { SetupProblem } from "./base/problem.mjs";
import { duration, note, say } from "./base/say.mjs";
import { runSteps } from "./base/step.mjs";
import { buildStep } from "./steps/build.mjs";
import { jupyterSettingsStep } from "./steps/jupyterSettings.mjs";
import { kernelSpecStep } from "./steps/kernelSpec.mjs";
import { nativeStep } from "./steps/native.mjs";
import { packagesStep } from "./steps/packages.mjs";
import { venvStep } from "./steps/venv.mjs";

const allSteps = [
  packagesStep,
  // Before native TensorFlow, which may need the pip in it.
  venvStep,
  kernelSpecStep,
  jupyterSettingsStep,
  nativeStep,
  buildStep,
];

/**
 * Brings the clone to where its commands work; done already, it takes a fraction of a second.
 *
 * @param {{pythonRequired?: boolean, retry?: boolean, project?: string}} [options]
 *   `pythonRequired`: no JupyterLab is an error rather than a notice;
 *   `retry`: try again for native TensorFlow after it failed
 * @returns {Promise<ReturnType<typeof placesOf>>} where things are
 */
export async function setUp({
  pythonRequired = false,
  retry = false,
  project = projectFolder,
} = {}) {
  const places = placesOf(project);
  const start = performance.now();
  await withLock(
    path.join(places.state, "lock"),
    () => runSteps(allSteps, { places, pythonRequired, retry }),
    {
      onWait: (owner) => say(`Another set-up is at work here (process ${owner}); waiting for it.`),
    },
  );
  say(`Set-up complete, ${duration(performance.now() - start)}.`);
  return places;
}

/** Runs a command's body; a problem is printed in plain words and ends with exit code 1. */
export async function runCommand(body) {
  try {
    process.exitCode = (await body()) ?? 0;
  } catch (error) {
    if (error instanceof SetupProblem) {
      say();
      note(error.describe());
    } else {
      console.error(error);
    }
    process.exitCode = 1;
  }
}
