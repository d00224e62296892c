/** Step: JupyterLab in a virtual environment inside the project. */
import fs from "node:fs";
import path from "node:path";
import { hashFiles, readJson, remove, writeJson, writeWhole } from "../base/files.mjs";
import { SetupProblem, tail } from "../base/problem.mjs";
import { choosePython, findPythons } from "../base/python.mjs";
import { run } from "../base/run.mjs";

const stampName = ".noise-to-music.json";
const unfinishedName = ".noise-to-music-unfinished";

/** A virtual environment holds its own absolute path: a moved clone needs a new one. */
function stampFor(places) {
  return {
    project: places.project,
    requirements: hashFiles(places.project, [places.requirements]),
  };
}

/** Whether the environment is complete and made for this place. */
export function venvIsReady(places) {
  const stamp = readJson(path.join(places.venv, stampName));
  const { project, requirements } = stampFor(places);
  return (
    stamp?.project === project &&
    stamp.requirements === requirements &&
    // Follows the link to the Python it was made with, which an upgrade may have removed.
    fs.existsSync(places.venvPython)
  );
}

export const venvStep = {
  name: "JupyterLab",
  does: "a Python virtual environment in .venv (a minute or two the first time)",

  check({ places }) {
    if (!venvIsReady(places)) return undefined;
    const { jupyterlab } = readJson(path.join(places.venv, stampName));
    return { note: `JupyterLab ${jupyterlab}` };
  },

  async run({ places, pythonRequired }) {
    const { python, problem } = choosePython(findPythons());
    try {
      if (problem) throw problem;
      return await install(python, places);
    } catch (error) {
      // Whoever only tests the library can do without JupyterLab, and is told so.
      if (pythonRequired || !(error instanceof SetupProblem)) throw error;
      return { without: error.describe() };
    }
  },
};

async function install(python, places) {
  await createVenv(python, places);
  await installRequirements(places);
  const jupyterlab = await jupyterVersion(places);
  writeJson(path.join(places.venv, stampName), { ...stampFor(places), jupyterlab });
  remove(path.join(places.venv, unfinishedName));
  return { note: `JupyterLab ${jupyterlab}, Python ${python.version.join(".")}` };
}

async function createVenv(python, places) {
  const ours = [stampName, unfinishedName].some((name) =>
    fs.existsSync(path.join(places.venv, name)),
  );
  const usable = fs.existsSync(places.venvPython);
  // One that somebody else made is added to; our own, when it is half done or outdated, starts anew.
  if (usable && !ours) return;
  remove(places.venv);
  writeWhole(path.join(places.venv, unfinishedName), "set-up writes here\n");
  const { code, output } = await run(python.executable, ["-m", "venv", places.venv]);
  if (code === 0) return;
  throw new SetupProblem({
    code: "python.venv-failed",
    what: `Python ${python.version.join(".")} could not make a virtual environment in .venv`,
    seen: tail(output),
    fix: "on Debian and Ubuntu: `sudo apt install python3-venv`, then run the command again",
  });
}

async function installRequirements(places) {
  const { code, output } = await run(
    places.venvPython,
    ["-m", "pip", "install", "--no-input", "--requirement", places.requirements],
    { env: { PIP_DISABLE_PIP_VERSION_CHECK: process.env.PIP_DISABLE_PIP_VERSION_CHECK ?? "1" } },
  );
  if (code === 0) return;
  const lines = output.split("\n").filter((line) => /^ERROR/.test(line));
  throw new SetupProblem({
    code: "python.pip",
    what: "pip could not install JupyterLab into .venv",
    seen: tail(lines.join("\n") || output, 6),
    fix: [
      "the first run needs the internet; later ones do not. Connect and run the command again",
      "with a mirror of the Python index: `PIP_INDEX_URL=https://… npm start`",
    ],
  });
}

async function jupyterVersion(places) {
  const { code, output } = await run(places.venvPython, ["-m", "jupyterlab", "--version"]);
  if (code === 0) return output.trim().split("\n").at(-1);
  throw new SetupProblem({
    code: "python.jupyter",
    what: "JupyterLab is installed in .venv but does not start",
    seen: tail(output),
    fix: "delete the folder .venv and run the command again",
  });
}
