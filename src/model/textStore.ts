/** What a backbone said of many texts, kept in an eighth of the memory: one byte a number, whole tokens only. */
import type { TextBackbone } from "../conditioning/text/textBackbone";
import type { TextEmbedding } from "../conditioning/textEmbedding";
import { tf } from "../tensor/tf";

/** Vectors of one length as bytes: number = byte·step, each vector with a step of its own. */
interface Bytes {
  readonly values: Int8Array;
  readonly steps: Float32Array;
}

/** What a backbone said of texts, end to end. */
export interface PackedTexts {
  /** A vector for each text. */
  readonly globals: Bytes;
  /** Only as many as each text has. */
  readonly tokens: Bytes;
  /** The first token of each text, and where the last text ends. */
  readonly starts: Int32Array;
}

/** Embeddings of texts that can be asked for in any order. */
export interface TextStore {
  readonly count: number;
  /** Some of them as a batch; dispose its three tensors, or ask within `tf.tidy`. */
  take(indices: readonly number[]): TextEmbedding;
}

const largestByte = 127;

function toBytes(vectors: Float32Array, size: number): Bytes {
  const values = new Int8Array(vectors.length);
  const steps = new Float32Array(vectors.length / size);
  for (let row = 0; row < steps.length; row++) {
    let largest = 1e-6;
    for (let i = row * size; i < (row + 1) * size; i++) {
      largest = Math.max(largest, Math.abs(vectors[i]));
    }
    steps[row] = largest / largestByte;
    for (let i = row * size; i < (row + 1) * size; i++) {
      values[i] = Math.round(vectors[i] / steps[row]);
    }
  }
  return { values, steps };
}

/** Rows of bytes as numbers. */
function fromBytes(
  { values, steps }: Bytes,
  size: number,
  rows: { readonly first: number; readonly count: number },
  into: { readonly to: Float32Array; readonly at: number },
): void {
  const begin = rows.first * size;
  for (let i = 0; i < rows.count * size; i++) {
    into.to[into.at + i] = values[begin + i] * steps[rows.first + Math.floor(i / size)];
  }
}

function joined(parts: readonly Bytes[]): Bytes {
  const values = new Int8Array(parts.reduce((sum, one) => sum + one.values.length, 0));
  const steps = new Float32Array(parts.reduce((sum, one) => sum + one.steps.length, 0));
  let [value, step] = [0, 0];
  for (const part of parts) {
    values.set(part.values, value);
    steps.set(part.steps, step);
    [value, step] = [value + part.values.length, step + part.steps.length];
  }
  return { values, steps };
}

/** A batch of an embedding, text by text. */
function unpadded({ global, tokens, mask }: TextEmbedding): { globals: Bytes; tokens: Bytes[] } {
  const [batch, length, size] = tokens.shape;
  const words = tokens.dataSync<"float32">();
  const present = mask.dataSync<"float32">();
  const own = Array.from({ length: batch }, (_, text) => {
    const count = present
      .slice(text * length, (text + 1) * length)
      .reduce((sum, one) => sum + one, 0);
    const from = text * length * size;
    return toBytes(words.slice(from, from + count * size), size);
  });
  return { globals: toBytes(global.dataSync<"float32">(), global.shape[1]), tokens: own };
}

/**
 * Lets a backbone read texts.
 *
 * @param say is told how far it is, now and then
 * @internal
 */
export async function packTexts(
  backbone: TextBackbone,
  texts: readonly string[],
  say: (words: string) => void = () => {},
): Promise<PackedTexts> {
  const globals: Bytes[] = [];
  const tokens: Bytes[] = [];
  const atOnce = 32;
  for (let from = 0; from < texts.length; from += atOnce) {
    const embedding = await backbone.embed(texts.slice(from, from + atOnce));
    const some = unpadded(embedding);
    globals.push(some.globals);
    tokens.push(...some.tokens);
    if (from % (atOnce * 50) === 0) say(`reading captions, ${from} of ${texts.length}`);
    tf.dispose(embedding);
  }
  const starts = new Int32Array(texts.length + 1);
  tokens.forEach(({ steps }, text) => (starts[text + 1] = starts[text] + steps.length));
  return { globals: joined(globals), tokens: joined(tokens), starts };
}

/**
 * Packed texts, to be drawn from.
 *
 * @param sizes of the backbone that read them
 * @internal
 */
export function textStore(
  { globals, tokens, starts }: PackedTexts,
  { globalSize, tokenSize }: Pick<TextBackbone, "globalSize" | "tokenSize">,
): TextStore {
  return {
    count: starts.length - 1,
    take(indices) {
      const lengths = indices.map((index) => starts[index + 1] - starts[index]);
      const [batch, longest] = [indices.length, Math.max(1, ...lengths)];
      const global = new Float32Array(batch * globalSize);
      const words = new Float32Array(batch * longest * tokenSize);
      const mask = new Float32Array(batch * longest);
      indices.forEach((index, row) => {
        const whole = { to: global, at: row * globalSize };
        fromBytes(globals, globalSize, { first: index, count: 1 }, whole);
        const own = { first: starts[index], count: lengths[row] };
        fromBytes(tokens, tokenSize, own, { to: words, at: row * longest * tokenSize });
        mask.fill(1, row * longest, row * longest + lengths[row]);
      });
      return {
        global: tf.tensor2d(global, [batch, globalSize]),
        tokens: tf.tensor3d(words, [batch, longest, tokenSize]),
        mask: tf.tensor2d(mask, [batch, longest]),
      };
    },
  };
}

/**
 * Lets a backbone read texts once, so that a training need not.
 *
 * @param say is told how far it is, now and then
 * @returns rounded to 1/254 of each vector's largest number: a relative error of about 1 %
 *
 * @internal
 */
export async function keepTexts(
  backbone: TextBackbone,
  texts: readonly string[],
  say?: (words: string) => void,
): Promise<TextStore> {
  return textStore(await packTexts(backbone, texts, say), backbone);
}
