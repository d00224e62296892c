/** A folder as the publishers have it, whose weights are zeros that take no place on the disk. */
import * as fs from "node:fs";
import * as path from "node:path";
import { stableAudioToolsPlan } from "../../../src/stableAudio/open/planStableAudioTools";
import { shapesOf } from "../../../src/stableAudio/open/sources";
import type { WeightShapes } from "../../../src/stableAudio/open/weightShapes";
import { t5BaseConfig } from "../../../src/stableAudio/t5/config";
import { t5Shapes } from "../../../src/stableAudio/t5/shapes";
import { tiny } from "../open/places";

const t5BaseJson = {
  vocab_size: 32128,
  d_model: 768,
  d_kv: 64,
  d_ff: 3072,
  num_layers: 12,
  num_heads: 12,
  feed_forward_proj: "relu",
};

/** Number formats with their bytes. */
const bytesOf = { F32: 4, BF16: 2 } as const;

/** Returns how many numbers there are. */
function writeZeros(file: string, shapes: WeightShapes, dtype: keyof typeof bytesOf): number {
  let count = 0;
  const entries = [...shapes].map(([name, shape]) => {
    const from = count;
    count += shape.reduce((product, size) => product * size, 1);
    const offsets = [from, count].map((at) => at * bytesOf[dtype]);
    return [name, { dtype, shape, data_offsets: offsets }] as const;
  });
  const json = Buffer.from(JSON.stringify(Object.fromEntries(entries)));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(json.length));
  fs.writeFileSync(file, Buffer.concat([length, json]));
  fs.truncateSync(file, 8 + json.length + count * bytesOf[dtype]);
  return count;
}

/**
 * Fills a folder with a model of stable-audio-tools and its T5-base, whose words are those of the tiny model. Returns
 * how many numbers its weights have.
 *
 * @param config model_config.json
 */
export function writeSparseFolder(
  folder: string,
  config: object,
  dtype: keyof typeof bytesOf,
): number {
  const text = path.join(folder, "text_encoder");
  fs.mkdirSync(text);
  fs.cpSync(path.join(tiny, "tokenizer"), path.join(folder, "tokenizer"), { recursive: true });
  fs.writeFileSync(path.join(folder, "model_config.json"), JSON.stringify(config));
  fs.writeFileSync(path.join(text, "config.json"), JSON.stringify(t5BaseJson));
  const parts = Object.values(shapesOf(stableAudioToolsPlan(config), t5BaseConfig.width));
  const shapes = new Map(parts.flatMap((part) => [...part]));
  return (
    writeZeros(path.join(folder, "model.safetensors"), shapes, dtype) +
    writeZeros(path.join(text, "model.safetensors"), t5Shapes(t5BaseConfig), dtype)
  );
}
