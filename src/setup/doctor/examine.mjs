/** What is here, looked at and measured; changes nothing. */
import fs from "node:fs";
import path from "node:path";
import { folderSize, readJson } from "../base/files.mjs";
import { nodeComplaint } from "../base/nodeVersion.mjs";
import { choosePython, findPythons } from "../base/python.mjs";
import { run } from "../base/run.mjs";
import { findCompiler } from "../native/compiler.mjs";
import { nativePlaces } from "../native/place.mjs";
import { kernelSpecStep } from "../steps/kernelSpec.mjs";
import { nativeMemory } from "../steps/native.mjs";
import { packagesMismatch } from "../steps/packages.mjs";
import { venvIsReady, venvStep } from "../steps/venv.mjs";

/**
 * @typedef {object} Findings
 * @property {{version: string, problem?: string}} node
 * @property {{ready: boolean, problem?: string}} packages
 * @property {{version?: string, executable?: string, problem?: string, fix?: string[]}} python
 * @property {{path?: string}} compiler
 * @property {{ready: boolean, version?: string}} jupyter
 * @property {{ready: boolean, problem?: string}} kernel
 * @property {{built: boolean, measured: Measured[], nativeTried?: string[]}} backend
 * @property {{folder: string, bytes: number, native?: string}} cache
 *
 * @typedef {{name: string, label?: string, gflops?: number, bfloat16?: number, rows?: number, reason?: string}} Measured
 */

/** @returns {Promise<Findings>} */
export async function examine(places) {
  const mismatch = packagesMismatch(places.project);
  const jupyterReady = venvIsReady(places);
  return {
    node: { version: process.versions.node, problem: nodeComplaint(process.versions.node) },
    packages: { ready: !mismatch, problem: mismatch },
    python: examinePython(),
    compiler: { path: findCompiler() },
    jupyter: {
      ready: jupyterReady,
      version: jupyterReady ? venvStep.check({ places }).note.split(" ").at(-1) : undefined,
    },
    kernel: await examineKernel(places, { jupyterReady, packagesReady: !mismatch }),
    backend: await examineBackend(places),
    cache: examineCache(places),
  };
}

function examinePython() {
  const { python, problem } = choosePython(findPythons());
  if (problem) return { problem: problem.message, fix: problem.fix };
  return { version: python.version.join("."), executable: python.executable };
}

async function examineKernel(places, { jupyterReady, packagesReady }) {
  if (!packagesReady) return { ready: false, problem: "the npm packages are not installed" };
  const script = "require(require.resolve('zeromq', {paths: [require.resolve('tslab')]}))";
  const { code, output } = await run(process.execPath, ["-e", script], { cwd: places.project });
  if (code !== 0) {
    const reason = /^\S*Error: .*$/m.exec(output)?.[0] ?? "it crashed";
    return {
      ready: false,
      problem: `zeromq, which tslab speaks through, does not load (${reason})`,
    };
  }
  if (!jupyterReady) return { ready: false, problem: "there is no JupyterLab to know it" };
  const known = kernelSpecStep.check({ places }) !== undefined;
  return known ? { ready: true } : { ready: false, problem: "JupyterLab does not know it yet" };
}

/** The engines in the library's own order of preference: the first that works is the one that runs. */
const engines = ["tensorflow", "wasm", "cpu"];

async function examineBackend(places) {
  const built = fs.existsSync(path.join(places.dist, "tensor", "backend.js"));
  const measured = [];
  for (const name of built ? engines : []) measured.push(await measure(places, name));
  return { built, measured, nativeTried: readJson(nativeMemory(places))?.tried };
}

async function measure(places, name) {
  const script = path.join(places.project, "src", "setup", "doctor", "measure.cjs");
  const { output } = await run(process.execPath, [script, places.dist, name], {
    cwd: places.project,
    env: { TF_CPP_MIN_LOG_LEVEL: "2", NOISE_TO_MUSIC_BACKEND: undefined },
    timeoutSeconds: 60,
  });
  const line = output.split("\n").find((text) => text.startsWith("{"));
  return line ? JSON.parse(line) : { name, reason: "it crashed while computing" };
}

function examineCache(places) {
  const at = nativePlaces(places);
  const about = at && readJson(path.join(at.shared, "about.json"));
  return {
    folder: places.cache,
    bytes: folderSize(places.cache),
    native: about && `TensorFlow ${about.version}, by the ${about.from}`,
  };
}
