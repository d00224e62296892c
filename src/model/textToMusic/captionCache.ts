/** Captions that were read, on disk: a training that goes on need not read them again. */
import { createHash } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";
import type { TextBackbone } from "../../conditioning/text/textBackbone";
import { decodeSafetensors, encodeSafetensors } from "../../tensor/safetensors";
import { tf } from "../../tensor/tf";
import { writeWhole } from "../../writeWhole";
import { packTexts, textStore } from "../textStore";
import type { PackedTexts, TextStore } from "../textStore";

/** Beside the library, and never in the repository. */
const cacheFolder = path.join(__dirname, "..", "..", "..", "build", "captions");

/** Other texts, or another reader of them, and it is another file: the reader is known by what it says of one. */
async function fileFor(backbone: TextBackbone, texts: readonly string[]): Promise<string> {
  const witness = await backbone.embed(texts.slice(0, 1));
  const [global, tokens] = [witness.global.dataSync(), witness.tokens.dataSync()];
  tf.dispose(witness);
  const hash = createHash("sha256").update(JSON.stringify([backbone.name, texts]));
  for (const one of [global, tokens]) hash.update(new Uint8Array(Float32Array.from(one).buffer));
  return path.join(cacheFolder, `${texts.length}-${hash.digest("hex").slice(0, 16)}.safetensors`);
}

function encode({ globals, tokens, starts }: PackedTexts): Uint8Array {
  const flat = (data: Int8Array | Float32Array | Int32Array, dtype: "I8" | "F32" | "I32") => ({
    ...{ shape: [data.length], data, dtype },
  });
  return encodeSafetensors({
    globals: flat(globals.values, "I8"),
    globalSteps: flat(globals.steps, "F32"),
    tokens: flat(tokens.values, "I8"),
    tokenSteps: flat(tokens.steps, "F32"),
    starts: flat(starts, "I32"),
  });
}

function read(file: string): PackedTexts | undefined {
  if (!fs.existsSync(file)) return undefined;
  try {
    const { tensors } = decodeSafetensors(fs.readFileSync(file));
    const data = <T>(name: string): T => tensors.get(name)!.data as T;
    return {
      globals: { values: data("globals"), steps: data("globalSteps") },
      tokens: { values: data("tokens"), steps: data("tokenSteps") },
      starts: data("starts"),
    };
  } catch {
    return undefined; // damaged: it is made again
  }
}

/**
 * The texts as they were read before, from `build/captions`, or as they are read now, and then kept.
 *
 * @internal
 */
export async function cachedTexts(
  backbone: TextBackbone,
  texts: readonly string[],
  say?: (words: string) => void,
): Promise<TextStore> {
  const file = await fileFor(backbone, texts);
  const known = read(file);
  if (known) return textStore(known, backbone);
  const packed = await packTexts(backbone, texts, say);
  writeWhole(file, encode(packed), "cachedTexts");
  return textStore(packed, backbone);
}
