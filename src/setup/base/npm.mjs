/** The npm that belongs to the running Node, as a program and its first arguments. */
import fs from "node:fs";
import path from "node:path";

/**
 * npm says in `npm_execpath` where it is; started without it, the one beside Node is taken. Run as a
 * script of this very Node, since on Windows `npm` itself is a batch file.
 */
export function npmCommand(env = process.env, execPath = process.execPath) {
  const asked = env.npm_execpath;
  if (asked && path.basename(asked).startsWith("npm-cli")) return [execPath, asked];
  const folder = path.dirname(fs.realpathSync(execPath));
  const inside = path.join("node_modules", "npm", "bin", "npm-cli.js");
  const beside = [path.join(folder, inside), path.join(folder, "..", "lib", inside)];
  const found = beside.find((file) => fs.existsSync(file));
  return found ? [execPath, found] : ["npm"];
}
