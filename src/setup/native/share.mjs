/** One copy of TensorFlow for all clones: filled once under a lock, linked into each package. */
import fs from "node:fs";
import path from "node:path";
import { remove, writeJson } from "../base/files.mjs";
import { withLock } from "../base/lock.mjs";
import { note } from "../base/say.mjs";
import { tryNative } from "./load.mjs";
import { holdsNative } from "./place.mjs";

/**
 * Makes sure that the shared folder holds a native part that loads.
 *
 * @param {NonNullable<ReturnType<import("./place.mjs").nativePlaces>>} at
 * @param {{name: string, fill: () => Promise<void>}[]} routes tried in order
 * @returns {Promise<{version: string} | {tried: string[]}>}
 */
export async function fillShared(at, routes) {
  const onWait = (owner) =>
    note(`waiting for another set-up (process ${owner}) to fetch TensorFlow`);
  return withLock(
    at.lock,
    async () => {
      if (holdsNative(at.shared, at.addon)) {
        const loaded = await tryNative(at.shared, at.addon);
        if ("version" in loaded) return loaded;
        note(`the shared copy in ${at.shared} does not load (${loaded.reason}); making it anew`);
      }
      return tryRoutes(at, routes);
    },
    { onWait },
  );
}

async function tryRoutes(at, routes) {
  const tried = [];
  for (const { name, fill } of routes) {
    remove(at.building);
    fs.mkdirSync(at.building, { recursive: true });
    try {
      await fill();
      const loaded = await tryNative(at.building, at.addon);
      if (!("version" in loaded)) throw new Error(`it does not load: ${loaded.reason}`);
      writeJson(path.join(at.building, "about.json"), { from: name, ...loaded });
      remove(at.shared);
      fs.renameSync(at.building, at.shared);
      return loaded;
    } catch (error) {
      tried.push(`${name}: ${error.message}${error.seen ? `\n${error.seen}` : ""}`);
    }
  }
  remove(at.building);
  return { tried };
}

/** Shows the shared copy to the package: by links, or by copies where links are forbidden. */
export function linkShared(at) {
  for (const part of ["deps", "lib"]) {
    const target = path.join(at.shared, part);
    const link = path.join(at.package, part);
    remove(link);
    try {
      fs.symlinkSync(target, link, "junction");
    } catch {
      const copy = `${link}.tmp`;
      remove(copy);
      fs.cpSync(target, copy, { recursive: true, verbatimSymlinks: true });
      fs.renameSync(copy, link);
    }
  }
}
