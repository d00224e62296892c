/** The files of the house, as tests walk them. */
import * as fs from "node:fs";
import * as path from "node:path";

export const root = path.join(__dirname, "..", "..");

/** Every file below a folder of the project whose name ends so, with absolute paths, in order. */
export function filesBelow(folder: string, ending: string): string[] {
  const start = path.join(root, folder);
  if (!fs.existsSync(start)) return [];
  return fs
    .readdirSync(start, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(ending) && !/(^|[/\\])(node_modules|\.)/.test(name))
    .map((name) => path.join(start, name))
    .sort();
}
