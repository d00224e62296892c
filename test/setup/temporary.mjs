/** Folders for a test, with the characters that break careless programs in their names. */
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, vi } from "vitest";

const made = [];
afterAll(() => made.splice(0).forEach((folder) => fs.rmSync(folder, { recursive: true })));

/** A new empty folder such as `/tmp/noise to müsic [1] Xa8f2k`. */
export function temporaryFolder() {
  const folder = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), "noise to müsic [1] "));
  made.push(folder);
  return folder;
}

/** Writes files given as `{"relative/path": content}`; what is no string becomes JSON. */
export function writeFiles(folder, files) {
  for (const [name, content] of Object.entries(files)) {
    const file = path.join(folder, name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content));
  }
}

/** What `work` prints, with durations made equal. */
export async function printedBy(work) {
  const lines = [];
  const spy = vi.spyOn(console, "log").mockImplementation((line) => lines.push(line));
  try {
    await work();
  } finally {
    spy.mockRestore();
  }
  return lines.join("\n").replace(/\d+(\.\d+)? s\b/g, "0.0 s");
}
