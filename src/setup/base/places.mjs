/** Where things are: the project's folders, and the one folder outside it that set-up writes to. */
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

/** The clone that this file belongs to. */
export const projectFolder = path.resolve(fileURLToPath(new URL("../../..", import.meta.url)));

/** All places of one project folder. */
export function placesOf(project) {
  const windows = process.platform === "win32";
  const venv = path.join(project, ".venv");
  return {
    project,
    nodeModules: path.join(project, "node_modules"),
    lockFile: path.join(project, "package-lock.json"),
    notebooks: path.join(project, "notebooks"),
    dist: path.join(project, "dist"),
    /** What set-up remembers, and its lock. Never committed, safe to delete. */
    state: path.join(project, "build", "setup"),
    venv,
    venvPython: windows
      ? path.join(venv, "Scripts", "python.exe")
      : path.join(venv, "bin", "python"),
    requirements: path.join(project, "src", "setup", "requirements.txt"),
    kernelWrapper: path.join(project, "src", "setup", "kernel.cjs"),
    kernelSpec: path.join(venv, "share", "jupyter", "kernels", "tslab"),
    tfjsNode: path.join(project, "node_modules", "@tensorflow", "tfjs-node"),
    cache: cacheFolder(),
  };
}

/**
 * The user's cache folder for this project, shared by all its clones: the native TensorFlow library
 * is 850 MB, and one copy is enough.
 */
export function cacheFolder({
  platform = process.platform,
  env = process.env,
  home = os.homedir(),
} = {}) {
  const name = "noise-to-music";
  if (platform === "win32") {
    return path.win32.join(
      env.LOCALAPPDATA || path.win32.join(home, "AppData", "Local"),
      name,
      "Cache",
    );
  }
  // The XDG specification: a relative value is to be ignored.
  if (env.XDG_CACHE_HOME && path.posix.isAbsolute(env.XDG_CACHE_HOME)) {
    return path.posix.join(env.XDG_CACHE_HOME, name);
  }
  if (platform === "darwin") return path.posix.join(home, "Library", "Caches", name);
  return path.posix.join(home, ".cache", name);
}
