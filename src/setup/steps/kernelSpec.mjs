/** Step: the TypeScript kernel, known to the project's own JupyterLab and to no other. */
import fs from "node:fs";
import path from "node:path";
import { readJson, writeJson } from "../base/files.mjs";

/** What Jupyter must know to start the kernel. */
export function kernelSpec(places, node = process.execPath) {
  return {
    argv: [
      node,
      "--enable-source-maps",
      places.kernelWrapper,
      "kernel",
      "--config-path",
      "{connection_file}",
    ],
    display_name: "TypeScript",
    language: "typescript",
    interrupt_mode: "signal",
    env: { TF_CPP_MIN_LOG_LEVEL: "2" },
  };
}

export const kernelSpecStep = {
  name: "TypeScript kernel",
  does: "tells JupyterLab in .venv how to start tslab",

  check({ places }) {
    if (!fs.existsSync(places.venvPython)) return { note: "not needed without JupyterLab" };
    const written = readJson(path.join(places.kernelSpec, "kernel.json"));
    return JSON.stringify(written) === JSON.stringify(kernelSpec(places)) ? {} : undefined;
  },

  run({ places }) {
    writeJson(path.join(places.kernelSpec, "kernel.json"), kernelSpec(places));
  },
};
