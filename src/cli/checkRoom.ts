/** Is there room for a file? Asked before hours of computing, not after. */
import * as fs from "node:fs";
import * as path from "node:path";
import { TutorialError } from "../error";

/** The folder of a file, or the nearest one above it that is there. */
function nearestFolder(file: string): string {
  let folder = path.dirname(path.resolve(file));
  while (!fs.existsSync(folder)) folder = path.dirname(folder);
  return folder;
}

/**
 * Throws unless a file of this size can be made.
 *
 * @throws TutorialError `cli.room`
 * @internal
 */
export function checkRoom(file: string, bytes: number): void {
  const folder = nearestFolder(file);
  const megabytes = (count: number): string => `${(count / 1e6).toFixed(1)} MB`;
  const refuse = (got: string, fix: string): TutorialError => {
    const expected = `room for ${megabytes(bytes)} at ${file}`;
    return new TutorialError({ code: "cli.room", where: "npm run generate", expected, got, fix });
  };
  if (!fs.statSync(folder).isDirectory()) {
    throw refuse(`${folder}, which is a file`, "name another place after --out");
  }
  if (fs.statSync(file, { throwIfNoEntry: false })?.isDirectory()) {
    throw refuse("a folder of that name", "name another file after --out");
  }
  try {
    fs.accessSync(folder, fs.constants.W_OK);
  } catch {
    throw refuse(`${folder}, where you may not write`, "name another place after --out");
  }
  const { bavail, bsize } = fs.statfsSync(folder);
  if (bavail * bsize >= bytes) return;
  throw refuse(`${megabytes(bavail * bsize)} on a disk that is full`, "make room, or name another disk after --out"); // prettier-ignore
}
