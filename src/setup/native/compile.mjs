/**
 * Builds tfjs-node's addon against a TensorFlow library: two source files, one compiler call.
 *
 * The package's own way is node-gyp, which wants Python, make, Node's headers (downloaded where Node
 * came without them) and a path without spaces. The addon uses only Node-API, whose four headers are
 * an npm package, so the compiler alone is enough.
 */
import fs from "node:fs";
import path from "node:path";
import { SetupProblem, tail } from "../base/problem.mjs";
import { run } from "../base/run.mjs";

/** The arguments for the compiler. */
export function compilerArguments({ sources, includes, libraryFolder, libraries, napi, output }) {
  return [
    "-std=gnu++17",
    "-O2",
    "-fPIC",
    "-shared",
    `-DNAPI_VERSION=${napi}`,
    ...includes.map((folder) => `-I${folder}`),
    ...sources,
    `-L${libraryFolder}`,
    ...libraries.map((name) => `-l:${name}`),
    // Found beside the addon, wherever the two are moved together.
    "-Wl,-rpath,$ORIGIN/../../deps/lib",
    "-o",
    output,
  ];
}

/**
 * Compiles the addon of the package into `folder`, where `deps/` already lies.
 *
 * @param {{compiler: string, places: ReturnType<import("../base/places.mjs").placesOf>,
 *   folder: string, addon: string, napi: number, libraries: string[]}} job
 */
export async function compileAddon({ compiler, places, folder, addon, napi, libraries }) {
  const output = path.join(folder, addon);
  fs.mkdirSync(path.dirname(output), { recursive: true });
  const sources = path.join(places.tfjsNode, "binding");
  const { code, output: said } = await run(
    compiler,
    compilerArguments({
      sources: ["tfjs_backend.cc", "tfjs_binding.cc"].map((name) => path.join(sources, name)),
      includes: [
        path.join(folder, "deps", "include"),
        path.join(places.nodeModules, "node-api-headers", "include"),
      ],
      libraryFolder: path.join(folder, "deps", "lib"),
      libraries,
      napi,
      output,
    }),
  );
  if (code !== 0) {
    throw new SetupProblem({
      code: "native.compile",
      what: `${compiler} could not build tfjs-node's addon`,
      seen: tail(said),
      fix: "install a current C++ compiler (GCC 9 or Clang 10, or newer)",
    });
  }
}
