import { spawn } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { writeJson } from "../../src/setup/base/files.mjs";
import { withLock } from "../../src/setup/base/lock.mjs";
import { isRunning, processMark } from "../../src/setup/base/processes.mjs";
import { temporaryFolder } from "./temporary.mjs";

const lockModule = new URL("../../src/setup/base/lock.mjs", import.meta.url).href;
const quick = { pollMilliseconds: 10 };

test("two that want the lock have it one after the other", async () => {
  const file = path.join(temporaryFolder(), "lock");
  const events = [];
  const work = (name) => async () => {
    events.push(`${name} in`);
    await sleep(30);
    events.push(`${name} out`);
  };
  const waited = [];
  const onWait = (owner) => waited.push(owner);
  await Promise.all(["a", "b"].map((name) => withLock(file, work(name), { ...quick, onWait })));
  expect(events).toEqual(["a in", "a out", "b in", "b out"]);
  expect(waited).toEqual([process.pid]);
  expect(fs.existsSync(file)).toBe(false);
});

test("the lock is given back when the work fails", async () => {
  const file = path.join(temporaryFolder(), "lock");
  const work = () => Promise.reject(new Error("no"));
  await expect(withLock(file, work, quick)).rejects.toThrow("no");
  expect(fs.existsSync(file)).toBe(false);
});

test("six processes at once never overlap", async () => {
  const folder = temporaryFolder();
  const log = path.join(folder, "log");
  const script = `
    import fs from "node:fs";
    import { setTimeout as sleep } from "node:timers/promises";
    import { withLock } from ${JSON.stringify(lockModule)};
    await withLock(${JSON.stringify(path.join(folder, "lock"))}, async () => {
      fs.appendFileSync(${JSON.stringify(log)}, "in ");
      await sleep(20);
      fs.appendFileSync(${JSON.stringify(log)}, "out ");
    }, { pollMilliseconds: 5 });`;
  // A lock left by a dead process is there from the start: all six want to take it over.
  writeJson(path.join(folder, "lock"), { pid: await deadProcess(), mark: "" });
  const six = Array.from({ length: 6 }, () =>
    once(spawn(process.execPath, ["--input-type=module", "-e", script]), "exit"),
  );
  const codes = (await Promise.all(six)).map(([code]) => code);
  expect(codes).toEqual([0, 0, 0, 0, 0, 0]);
  expect(fs.readFileSync(log, "utf8")).toBe("in out ".repeat(6));
});

test.skipIf(process.platform !== "linux")(
  "a lock left by a killed process is taken over, and what it had started is stopped",
  async () => {
    const file = path.join(temporaryFolder(), "lock");
    const left = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], {
      detached: true,
      stdio: "ignore",
    });
    const ended = once(left, "exit");
    const child = { pid: left.pid, mark: processMark(left.pid) };
    writeJson(file, { pid: await deadProcess(), mark: "", child });
    expect(await withLock(file, () => Promise.resolve("mine"), quick)).toBe("mine");
    expect(await ended).toEqual([null, "SIGKILL"]);
  },
);

test.skipIf(process.platform !== "linux")("a reused process number is not its old owner", () => {
  expect(isRunning(process.pid, processMark(process.pid))).toBe(true);
  expect(isRunning(process.pid, "an earlier start")).toBe(false);
});

test("a lock file damaged long ago does not bar the way", async () => {
  const file = path.join(temporaryFolder(), "lock");
  fs.writeFileSync(file, "{");
  const longAgo = new Date(Date.now() - 60_000);
  fs.utimesSync(file, longAgo, longAgo);
  expect(await withLock(file, () => Promise.resolve("mine"), quick)).toBe("mine");
});

async function deadProcess() {
  const child = spawn(process.execPath, ["-e", ""]);
  await once(child, "exit");
  return child.pid;
}
