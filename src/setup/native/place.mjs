/** Where the native part of tfjs-node lies: in the shared cache, and as seen from the package. */
import fs from "node:fs";
import path from "node:path";
import { readJson } from "../base/files.mjs";

/**
 * The interface version of the addon: the newest one that both this Node and the package know.
 * (node-pre-gyp, which loads the addon, picks it the same way.)
 */
export function napiVersion(known, running = Number(process.versions.napi)) {
  return Math.max(...known.filter((version) => version <= running));
}

/**
 * The places of the native part, the same inside the package and inside the cache:
 * `deps/lib` holds TensorFlow, `lib/napi-v8/tfjs_binding.node` the addon that calls it.
 *
 * @param {ReturnType<import("../base/places.mjs").placesOf>} places
 */
export function nativePlaces(places) {
  const { version, binary } = readJson(path.join(places.tfjsNode, "package.json")) ?? {};
  if (!version) return undefined;
  const napi = napiVersion(binary.napi_versions);
  const addon = path.join("lib", `napi-v${napi}`, "tfjs_binding.node");
  const shared = path.join(places.cache, "tensorflow");
  const name = `tfjs-node-${version}-napi${napi}-${process.platform}-${process.arch}`;
  return {
    napi,
    /** The addon, relative to either folder below. */
    addon,
    package: places.tfjsNode,
    shared: path.join(shared, name),
    building: path.join(shared, `${name}.building`),
    lock: path.join(shared, `${name}.lock`),
    downloads: path.join(shared, "download"),
  };
}

/** Whether a folder (package or cache) holds an addon and a library. Links are followed. */
export function holdsNative(folder, addon) {
  return fs.existsSync(path.join(folder, addon)) && fs.existsSync(path.join(folder, "deps", "lib"));
}
