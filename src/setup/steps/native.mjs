/** Step: the native TensorFlow behind `@tensorflow/tfjs-node`, or a plain word on why not. */
import fs from "node:fs";
import path from "node:path";
import { freeSpace, readJson, which, writeJson } from "../base/files.mjs";
import { findCompiler } from "../native/compiler.mjs";
import { tryNative } from "../native/load.mjs";
import { fromOfficial, officialAnswers, officialHost } from "../native/official.mjs";
import { holdsNative, nativePlaces } from "../native/place.mjs";
import { fillShared, linkShared } from "../native/share.mjs";
import { fromWheel, hasGlibc, wheelObstacle } from "../native/wheel.mjs";

/** What is remembered between two runs of the set-up. */
export function nativeMemory(places) {
  return path.join(places.state, "native.json");
}

/**
 * What an earlier failure depended on. When a compiler or a Python appears, the step tries again by
 * itself; otherwise it would cost every start a minute to fail the same way.
 */
function circumstances(places) {
  return {
    node: process.versions.node.split(".")[0],
    compiler: findCompiler() ?? null,
    python: fs.existsSync(places.venvPython) || Boolean(which("python3")),
  };
}

export const nativeStep = {
  name: "native TensorFlow",
  does: "the fast engine behind tfjs-node: one copy for all clones, in your cache folder",

  check({ places, retry }) {
    const memory = readJson(nativeMemory(places));
    const at = nativePlaces(places);
    if (!memory || !at || retry) return undefined;
    if (memory.version && holdsNative(at.package, at.addon)) {
      return { note: `TensorFlow ${memory.version}` };
    }
    const same = JSON.stringify(memory.circumstances) === JSON.stringify(circumstances(places));
    if (memory.tried && same && !holdsNative(at.shared, at.addon)) {
      return {
        note: "not available here, WebAssembly is used; `npm run setup -- --retry` tries again",
      };
    }
    return undefined;
  },

  async run({ places }) {
    const found = await find(places);
    writeJson(nativeMemory(places), { ...found, circumstances: circumstances(places) });
    if ("version" in found) return { note: `TensorFlow ${found.version}` };
    return { without: withoutNative(found.tried) };
  },
};

async function find(places) {
  const at = nativePlaces(places);
  if (!at) return { tried: ["the package @tensorflow/tfjs-node is not installed"] };
  if (holdsNative(at.package, at.addon)) {
    const loaded = await tryNative(at.package, at.addon);
    if ("version" in loaded) return loaded;
  }
  const filled = await fillShared(at, routes(at, places));
  if ("tried" in filled) return filled;
  linkShared(at);
  const loaded = await tryNative(at.package, at.addon);
  return "version" in loaded ? loaded : { tried: [`linked, but ${loaded.reason}`] };
}

function routes(at, places) {
  const official = async () => {
    if (!(await officialAnswers())) throw new Error(`${officialHost()} does not answer`);
    await fromOfficial({ at, places });
  };
  const wheel = async () => {
    const python = fs.existsSync(places.venvPython) ? places.venvPython : undefined;
    const compiler = findCompiler();
    const { platform, arch } = process;
    const { cache } = places;
    const found = { glibc: hasGlibc(), python, compiler, cache, free: freeSpace(cache) };
    const obstacle = wheelObstacle({ platform, arch, ...found });
    if (obstacle) throw new Error(obstacle);
    await fromWheel({ python, compiler, at, places });
  };
  return [
    { name: "official download", fill: official },
    { name: "Python wheel", fill: wheel },
  ];
}

/** The sentence for those who go on without the native part. */
export function withoutNative(tried) {
  return [
    "No native TensorFlow: everything runs on WebAssembly instead, several times slower.",
    "Tried:",
    ...tried.map((line) => `  - ${line.split("\n").join("\n    ")}`),
    "When that has changed, run `npm run setup -- --retry`.",
  ].join("\n");
}
