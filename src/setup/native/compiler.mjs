/** Which C++ compiler is here. */
import { which } from "../base/files.mjs";

/** The full path of the C++ compiler, `$CXX` first, or `undefined`. */
export function findCompiler(env = process.env) {
  return [env.CXX, "c++", "g++", "clang++"]
    .filter(Boolean)
    .map((name) => which(name, env))
    .find(Boolean);
}
