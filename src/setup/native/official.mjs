/** The first way to the native part: the package's own installer, which downloads a built one. */
import fs from "node:fs";
import path from "node:path";
import { remove } from "../base/files.mjs";
import { SetupProblem, tail } from "../base/problem.mjs";
import { run } from "../base/run.mjs";

const bucket = "https://storage.googleapis.com/";

/** Where the installer will download from; it can be told a mirror by these variables. */
export function officialHost(env = process.env) {
  return env.TFJS_NODE_BASE_URI || env.TFJS_NODE_CDN_STORAGE || env.CDN_STORAGE || bucket;
}

/**
 * Whether the host answers at all. Asked first, since behind a closed network the installer would
 * wait minutes for a connection that never comes.
 */
export async function officialAnswers({ env = process.env, timeoutSeconds = 5 } = {}) {
  // Node's fetch knows no proxy, the installer does: let the installer find out.
  if (env.HTTPS_PROXY || env.https_proxy || env.HTTP_PROXY || env.http_proxy) return true;
  try {
    const signal = AbortSignal.timeout(timeoutSeconds * 1000);
    await fetch(officialHost(env), { method: "HEAD", signal });
    return true;
  } catch {
    return false;
  }
}

/** The prefix of the running Node when its headers lie there, for node-gyp; else `undefined`. */
export function nodeWithHeaders(execPath = process.execPath) {
  const prefix = path.dirname(path.dirname(fs.realpathSync(execPath)));
  const header = path.join(prefix, "include", "node", "node_api.h");
  return fs.existsSync(header) ? prefix : undefined;
}

/**
 * Runs the installer on a copy of the package and leaves `deps/` and `lib/` in `at.building`.
 * A copy, so that an interrupted download leaves nothing behind in node_modules.
 */
export async function fromOfficial({ at, places }) {
  const workshop = path.join(at.building, "workshop");
  const copy = path.join(workshop, "tfjs-node");
  fs.cpSync(at.package, copy, { recursive: true });
  // The installer finds its own dependencies (tar, rimraf, node-pre-gyp) through this link.
  fs.symlinkSync(places.nodeModules, path.join(workshop, "node_modules"), "junction");

  const headers = nodeWithHeaders();
  const programs = path.join(places.nodeModules, ".bin");
  const { code, output } = await run(process.execPath, ["scripts/install.js"], {
    cwd: copy,
    env: {
      PATH: [programs, process.env.PATH].join(path.delimiter),
      ...(headers ? { npm_config_nodedir: headers } : {}),
    },
    timeoutSeconds: 20 * 60,
  });
  if (code !== 0 || !fs.existsSync(path.join(copy, at.addon))) {
    throw new SetupProblem({
      code: "native.official",
      what: "the official download of TensorFlow failed",
      seen: tail(output, 6),
      fix: "try again later with `npm run setup -- --retry`",
    });
  }
  for (const part of ["deps", "lib"]) {
    fs.renameSync(path.join(copy, part), path.join(at.building, part));
  }
  remove(workshop);
}
