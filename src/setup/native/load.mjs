/** The proof that a native part works: load it, in a process of its own, since a bad one may crash. */
import path from "node:path";
import { tail } from "../base/problem.mjs";
import { run } from "../base/run.mjs";

/**
 * Loads an addon and asks it for its version.
 *
 * @param {string} folder the package's folder or the shared one
 * @param {string} addon relative to it
 * @returns {Promise<{version: string} | {reason: string}>} TensorFlow's version, or why it fails
 */
export async function tryNative(folder, addon) {
  const script = "console.log('TF_Version=' + require(process.argv[1]).TF_Version)";
  const { output } = await run(process.execPath, ["-e", script, path.join(folder, addon)], {
    env: { TF_CPP_MIN_LOG_LEVEL: "2", NODE_OPTIONS: "" },
    timeoutSeconds: 60,
  });
  const version = /TF_Version=(\S+)/.exec(output)?.[1];
  if (version) return { version };
  const reason = /^Error: (.*)$/m.exec(output)?.[1] ?? tail(output, 3);
  return { reason: reason || "it crashed while loading" };
}
