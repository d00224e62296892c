/** Encoded clips on disk: what several trainings share is made once. */
import { createHash } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";
import { decodeSafetensors, encodeSafetensors } from "../../tensor/safetensors";
import { writeWhole } from "../../writeWhole";

/** Beside the library, and never in the repository. */
const cacheFolder = path.join(__dirname, "..", "..", "..", "build", "latents");

/** What the cached numbers depend on: another answer to any of it, another file. */
export interface CacheKey {
  readonly representation: string;
  /** Of the encoder. */
  readonly weights: Uint8Array;
  readonly split: string;
  readonly seconds: number;
  readonly clips: number;
  readonly seed: number;
  /** A clip as it is rendered now: it changes when the corpus does. */
  readonly witness: Float32Array;
}

function fileFor({ weights, witness, ...plain }: CacheKey): string {
  const hash = createHash("sha256")
    .update(JSON.stringify(plain))
    .update(weights)
    .update(new Uint8Array(witness.buffer, witness.byteOffset, witness.byteLength));
  const { representation, split, seconds, clips } = plain;
  const name = `${representation}-${split}-${clips}x${seconds}s-${hash.digest("hex").slice(0, 16)}`;
  return path.join(cacheFolder, `${name}.safetensors`);
}

function read(file: string): Float32Array | undefined {
  if (!fs.existsSync(file)) return undefined;
  try {
    return decodeSafetensors(fs.readFileSync(file)).tensors.get("latents")?.data as Float32Array;
  } catch {
    return undefined; // damaged: it is made again
  }
}

/**
 * The numbers that were kept for such a key, or those that are made now, and then kept.
 *
 * @param make called only if there is no such file, or a damaged one
 * @returns in half precision, whether read or made
 * @internal
 */
export async function cachedLatents(
  key: CacheKey,
  make: () => Promise<Float32Array>,
): Promise<Float32Array> {
  const file = fileFor(key);
  const known = read(file);
  if (known) return known;
  const data = await make();
  const bytes = encodeSafetensors({ latents: { shape: [data.length], data, dtype: "F16" } });
  writeWhole(file, bytes, "cachedLatents");
  return decodeSafetensors(bytes).tensors.get("latents")!.data as Float32Array;
}
