/** Interrupted writes: killed in the middle, a full disk, a place that is not there. */
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { afterAll, beforeEach, expect, test } from "vitest";
import { writeAllWhole, writeWhole } from "../src/writeWhole";
import { root } from "./docs/files";

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "whole-"));
const inside = (name: string): string => path.join(folder, name);
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
afterAll(() => fs.rmSync(folder, { recursive: true }));

beforeEach(() => {
  fs.rmSync(folder, { recursive: true });
  writeAllWhole([
    { file: inside("weights"), bytes: bytes("old weights") },
    { file: inside("card"), bytes: bytes("old card") },
  ]);
});

/** The files of the folder and what stands in them; of long ones, how long they are. */
function contents(): Record<string, string> {
  const read = (name: string): string => {
    const text = fs.readFileSync(inside(name), "utf8");
    return text.length > 20 ? `${text.length} characters` : text;
  };
  return Object.fromEntries(fs.readdirSync(folder).map((name) => [name, read(name)]));
}

/** Writes a small and a large file together, in a process of its own, after some lines of preparation. */
function writeElsewhere(preparation: string, shell = ""): { said: string; killed: boolean } {
  const script = `
    import * as fs from "node:fs";
    import { writeAllWhole } from ${JSON.stringify(path.join(root, "src/writeWhole.ts"))};
    ${preparation}
    const file = (name) => ${JSON.stringify(folder)} + "/" + name;
    try {
      writeAllWhole([
        { file: file("weights"), bytes: new TextEncoder().encode("new weights") },
        { file: file("card"), bytes: new Uint8Array(2_000_000).fill(65) },
      ]);
    } catch (error) {
      console.log(error.message);
    }`;
  const place = inside("../write-elsewhere.mts");
  fs.writeFileSync(place, script);
  const command = `${shell} exec "${process.execPath}" --import tsx "${place}"`;
  const { stdout, signal } = spawnSync("/bin/sh", ["-c", command], { cwd: root });
  fs.rmSync(place);
  return { said: stdout.toString().trim(), killed: signal === "SIGKILL" };
}

test("both are there in the end, and nothing else", () => {
  expect(writeElsewhere("")).toEqual({ said: "", killed: false });
  expect(contents()).toEqual({ weights: "new weights", card: "2000000 characters" });
});

test("killed in the middle of the second file: the old ones are whole, the next write clears up", () => {
  const half = `
    const whole = fs.default.writeFileSync;
    let files = 0;
    fs.default.writeFileSync = (handle, data) => {
      if (++files < 2) return whole(handle, data);
      whole(handle, data.subarray(0, data.length / 2));
      process.kill(process.pid, "SIGKILL");
    };
    (await import("node:module")).syncBuiltinESMExports();`;
  expect(writeElsewhere(half).killed).toBe(true);
  const { weights, card, ...remains } = contents();
  expect({ weights, card }).toEqual({ weights: "old weights", card: "old card" });
  expect(Object.values(remains).sort()).toEqual(["1000000 characters", "new weights"]);
  writeWhole(inside("weights"), bytes("newer weights"));
  writeWhole(inside("card"), bytes("newer card"));
  expect(contents()).toEqual({ weights: "newer weights", card: "newer card" });
});

test("a disk that is full in the middle: the old ones are whole, nothing else is left", () => {
  // The system refuses a file of more than 1 MB (2,000 blocks of 512 bytes), as a full disk would.
  const { said } = writeElsewhere("", "ulimit -f 2000;");
  expect(said).toMatchInlineSnapshot(
    `"writeAllWhole("card"): expected a file that can be written, got EFBIG; check that the place exists, is no folder, has room, and is yours to write to"`,
  );
  expect(contents()).toEqual({ weights: "old weights", card: "old card" });
});

test("a folder that cannot be written to", () => {
  const attempt = (): void => writeWhole(inside("card/weights"), bytes("new"), "saveTrained");
  expect(attempt).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: saveTrained("weights"): expected a file that can be written, got EEXIST; check that the place exists, is no folder, has room, and is yours to write to]`,
  );
  fs.mkdirSync(inside("taken"));
  expect(() => writeWhole(inside("taken"), bytes("new"))).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: writeWhole("taken"): expected a file that can be written, got EISDIR; check that the place exists, is no folder, has room, and is yours to write to]`,
  );
  expect(Object.keys(contentsOfFiles())).toEqual(["card", "weights"]);
});

/** Without folders. */
function contentsOfFiles(): Record<string, string> {
  fs.rmdirSync(inside("taken"));
  return contents();
}
