/**
 * A lock file that two commands can meet at: the second waits. A lock left by a process that was
 * killed is taken over, together with the programs that process had started and left running.
 */
import fs from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { readJson, remove, writeJson } from "./files.mjs";
import { isRunning, processMark, stopLeftover } from "./processes.mjs";

/** @type {Set<string>} lock files this process holds */
const held = new Set();
process.on("exit", () => held.forEach(remove));

/**
 * Runs `work` while holding the lock.
 *
 * @param {string} file the lock file
 * @param {() => Promise<T>} work
 * @param {{onWait?: (owner: number) => void, pollMilliseconds?: number}} [options]
 * @returns {Promise<T>} what `work` returned
 * @template T
 */
export async function withLock(file, work, { onWait, pollMilliseconds = 250 } = {}) {
  let waiting = false;
  while (!tryTake(file)) {
    const owner = readJson(file);
    if (!ownerLives(file, owner)) {
      stealFrom(file, owner);
      continue;
    }
    if (!waiting) onWait?.(owner?.pid);
    waiting = true;
    await sleep(pollMilliseconds);
  }
  held.add(file);
  try {
    return await work();
  } finally {
    held.delete(file);
    remove(file);
  }
}

/** Notes in every lock held that a program was started, so that a successor can stop it. */
export function noteChild(pid) {
  const child = pid === undefined ? undefined : { pid, mark: processMark(pid) };
  for (const file of held) {
    const record = readJson(file);
    // A cleaned `build/` folder may have taken the lock with it: then there is nothing to note.
    if (record) writeJson(file, { ...record, child });
  }
}

function tryTake(file) {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  const own = `${file}.${process.pid}`;
  fs.writeFileSync(own, JSON.stringify({ pid: process.pid, mark: processMark(process.pid) }));
  try {
    // A hard link appears with its content or not at all; opening a file leaves it empty a moment.
    fs.linkSync(own, file);
    return true;
  } catch (error) {
    if (error.code === "EEXIST") return false;
    // Some network and memory-stick file systems have no hard links.
    return takeByOpening(file, own);
  } finally {
    remove(own);
  }
}

function takeByOpening(file, own) {
  try {
    fs.copyFileSync(own, file, fs.constants.COPYFILE_EXCL);
    return true;
  } catch (error) {
    if (error.code === "EEXIST") return false;
    throw error;
  }
}

function ownerLives(file, owner) {
  if (owner) return isRunning(owner.pid, owner.mark);
  // Unreadable: being written this very moment, or damaged long ago.
  const written = fs.statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
  return Date.now() - written < 5_000;
}

/** Two waiters may both find the lock stale; only one of them wins the rename. */
function stealFrom(file, owner) {
  const aside = `${file}.${process.pid}.stale`;
  try {
    fs.renameSync(file, aside);
  } catch {
    return;
  }
  const taken = readJson(aside);
  if (taken?.pid === owner?.pid) {
    if (owner?.child) stopLeftover(owner.child);
  } else {
    // The other waiter had already put its own lock here: give it back.
    fs.linkSync(aside, file);
  }
  remove(aside);
}
