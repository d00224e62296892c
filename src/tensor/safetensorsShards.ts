/** Weights in several files, as large models are published: an index says which array is in which. */
import * as fs from "node:fs";
import * as path from "node:path";
import { TutorialError } from "../error";
import type { NamedArray } from "./safetensors";
import { openSafetensors } from "./safetensorsFile";
import type { SafetensorsSource } from "./safetensorsFile";

function wrong(where: string, got: string, cause?: unknown): TutorialError {
  return new TutorialError(
    {
      code: "safetensors.index",
      where,
      expected: "an index whose weight_map names for each array the file it is in",
      got,
      fix: "download the index and all files that it names again, of one version",
    },
    { cause },
  );
}

function readIndex(index: string, where: string): Map<string, string> {
  let json: unknown;
  try {
    json = JSON.parse(fs.readFileSync(index, "utf8"));
  } catch (error) {
    throw wrong(where, (error as Error).message, error);
  }
  const map = (json as { weight_map?: unknown } | null)?.weight_map;
  if (map === null || typeof map !== "object" || Array.isArray(map)) throw wrong(where, "none");
  const files = new Map(Object.entries(map as Record<string, unknown>));
  for (const [name, file] of files) {
    // A name, not a way out of the folder.
    const isName = typeof file === "string" && /^[^/\\]+\.safetensors$/.test(file);
    if (!isName) throw wrong(where, `${JSON.stringify(file)} for "${name}"`);
  }
  return files as Map<string, string>;
}

/**
 * Opens the files of a `*.safetensors.index.json` as if they were one.
 *
 * @param index the index, which lies beside the files
 * @throws TutorialError `safetensors.index`, also where index and files disagree, and those of {@link openSafetensors}
 *
 * @example
 * import * as fs from "node:fs";
 * import { encodeSafetensors, openSafetensorsShards } from "noise-to-music";
 *
 * fs.writeFileSync("part-1.safetensors", encodeSafetensors({ gain: { shape: [1], data: [2] } }));
 * const index = { weight_map: { gain: "part-1.safetensors" } };
 * fs.writeFileSync("model.safetensors.index.json", JSON.stringify(index));
 * const weights = openSafetensorsShards("model.safetensors.index.json");
 * console.log([...weights.arrays.keys()]); // gain
 * weights.close();
 */
export function openSafetensorsShards(index: string): SafetensorsSource {
  const where = `openSafetensorsShards("${path.basename(index)}")`;
  const files = readIndex(index, where);
  const shards = new Map<string, SafetensorsSource>();
  const close = (): void => shards.forEach((shard) => shard.close());
  try {
    for (const file of new Set(files.values())) {
      shards.set(file, openSafetensors(path.join(path.dirname(index), file)));
    }
    const arrays = new Map<string, NamedArray>();
    for (const [name, file] of files) {
      const array = shards.get(file)!.arrays.get(name);
      if (!array) throw wrong(where, `no "${name}" in ${file}`);
      arrays.set(name, array);
    }
    for (const [file, shard] of shards) {
      const stray = [...shard.arrays.keys()].find((name) => files.get(name) !== file);
      if (stray !== undefined)
        throw wrong(where, `"${stray}" in ${file}, of which it says nothing`);
    }
    const metadata = Object.assign(
      {},
      ...[...shards.values()].map((one) => one.metadata),
    ) as object;
    return { arrays, metadata: metadata as Record<string, string>, close };
  } catch (error) {
    close();
    throw error;
  }
}
