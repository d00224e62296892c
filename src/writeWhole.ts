/** Files that are there wholly or not at all, also after a power cut. */
import { randomUUID } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";
import { TutorialError } from "./error";

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
  const temporary = `${file}.${randomUUID()}.part`;
  try {
    fs.mkdirSync(path.dirname(file), { recursive: true });
    const handle = fs.openSync(temporary, "w");
    try {
      fs.writeFileSync(handle, bytes);
      fs.fsyncSync(handle);
    } finally {
      fs.closeSync(handle);
    }
    fs.renameSync(temporary, file);
  } catch (error) {
    fs.rmSync(temporary, { force: true });
    throw new TutorialError(
      {
        code: "file.unwritable",
        where: `${where}("${path.basename(file)}")`,
        expected: "a file that can be written",
        got: (error as NodeJS.ErrnoException).code ?? (error as Error).message,
        fix: "check that the place exists, is no folder, has room, and is yours to write to",
      },
      { cause: error },
    );
  }
}
