/** Files that are there wholly or not at all, also after a power cut. */
import * as fs from "node:fs";
import * as path from "node:path";
import { TutorialError } from "./error";

/** A file and what is to stand in it. */
export interface WholeFile {
  readonly file: string;
  readonly bytes: Uint8Array;
}

function isAlive(process_: number): boolean {
  try {
    process.kill(process_, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== "ESRCH";
  }
}

/** Removes what was left by processes that were killed while they wrote this file. */
function removeRemains(file: string): void {
  const { dir, base } = path.parse(file);
  for (const name of fs.readdirSync(dir || ".")) {
    if (!name.startsWith(`${base}.`)) continue;
    const [, writer] = /^\.(\d+)\.part$/.exec(name.slice(base.length)) ?? [];
    if (writer !== undefined && !isAlive(Number(writer))) {
      fs.rmSync(path.join(dir, name), { force: true });
    }
  }
}

function writeSynced(file: string, bytes: Uint8Array): void {
  const handle = fs.openSync(file, "w");
  try {
    fs.writeFileSync(handle, bytes);
    fs.fsyncSync(handle);
  } finally {
    fs.closeSync(handle);
  }
}

/**
 * Writes files that belong together: all of them under temporary names first, then each gets its own.
 *
 * So a full disk leaves all of the old ones, and a reader sees an old or a new one, never half of one.
 *
 * @param where who writes, for the error's words
 * @throws TutorialError `file.unwritable`
 *
 * @internal
 */
export function writeAllWhole(files: readonly WholeFile[], where = "writeAllWhole"): void {
  const temporary = (file: string): string => `${file}.${process.pid}.part`;
  let current = "";
  try {
    for (const { file, bytes } of files) {
      current = file;
      fs.mkdirSync(path.dirname(file), { recursive: true });
      removeRemains(file);
      writeSynced(temporary(file), bytes);
    }
    for (const { file } of files) {
      current = file;
      fs.renameSync(temporary(file), file);
    }
  } catch (error) {
    for (const { file } of files) {
      try {
        fs.rmSync(temporary(file), { force: true });
      } catch {
        // Where no file can be made, none has to be removed.
      }
    }
    throw new TutorialError(
      {
        code: "file.unwritable",
        where: `${where}("${path.basename(current)}")`,
        expected: "a file that can be written",
        got: (error as NodeJS.ErrnoException).code ?? (error as Error).message,
        fix: "check that the place exists, is no folder, has room, and is yours to write to",
      },
      { cause: error },
    );
  }
}

/**
 * Writes a file under a temporary name, then gives it its own: a reader sees the old or the new one.
 *
 * Folders on the way are made.
 *
 * @param where who writes, for the error's words
 * @throws TutorialError `file.unwritable`
 *
 * @example
 * writeWhole("build/curve.json", new TextEncoder().encode(JSON.stringify([1, 2])));
 */
export function writeWhole(file: string, bytes: Uint8Array, where = "writeWhole"): void {
  writeAllWhole([{ file, bytes }], where);
}
