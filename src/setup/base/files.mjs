/** Files written so that whoever reads them sees the old or the new one, never half of one. */
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";

/** Writes a file under a temporary name, then renames it into place. */
export function writeWhole(file, text) {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  const temporary = `${file}.${process.pid}.tmp`;
  fs.writeFileSync(temporary, text);
  fs.renameSync(temporary, file);
}

/** Writes a value as JSON, whole or not at all. */
export function writeJson(file, value) {
  writeWhole(file, `${JSON.stringify(value, null, 2)}\n`);
}

/** The JSON in a file, or `undefined` when it is missing or damaged. */
export function readJson(file) {
  try {
    return JSON.parse(fs.readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}

/** Removes a file, a link or a whole folder; a link's target stays. */
export function remove(target) {
  fs.rmSync(target, { recursive: true, force: true, maxRetries: 3 });
}

/** Every file under a folder that `keep` accepts, sorted, as absolute paths. */
export function filesUnder(folder, keep = () => true) {
  return fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath ?? entry.path, entry.name))
    .filter(keep)
    .sort();
}

/** One hash over the names (relative to `base`) and contents of files. */
export function hashFiles(base, files) {
  const hash = createHash("sha256");
  for (const file of files) {
    hash.update(`${path.relative(base, file)}\0`);
    hash.update(fs.readFileSync(file));
  }
  return hash.digest("hex");
}

/** The bytes a folder takes on disk, links not followed; 0 when it is missing. */
export function folderSize(folder) {
  if (!fs.existsSync(folder)) return 0;
  return filesUnder(folder).reduce((sum, file) => sum + fs.lstatSync(file).size, 0);
}

/** The bytes still free on the disk that holds `folder` (or its nearest existing parent). */
export function freeSpace(folder) {
  let existing = path.resolve(folder);
  while (!fs.existsSync(existing)) existing = path.dirname(existing);
  const { bavail, bsize } = fs.statfsSync(existing);
  return bavail * bsize;
}

/** The full path of a program on the PATH, or `undefined`. */
export function which(program, env = process.env) {
  const endings =
    process.platform === "win32" ? (env.PATHEXT ?? ".EXE;.CMD;.BAT").split(";") : [""];
  for (const folder of (env.PATH ?? env.Path ?? "").split(path.delimiter).filter(Boolean)) {
    for (const ending of endings) {
      const candidate = path.join(folder, program + ending);
      try {
        fs.accessSync(candidate, fs.constants.X_OK);
        if (fs.statSync(candidate).isFile()) return candidate;
      } catch {
        // Not here; the next folder may have it.
      }
    }
  }
  return undefined;
}
