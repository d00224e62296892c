/** What a backbone said of many texts, kept in an eighth of the memory: one byte a number, whole tokens only. */
import type { TextBackbone } from "../conditioning/text/textBackbone";
import type { TextEmbedding } from "../conditioning/textEmbedding";
import { tf } from "../tensor/tf";

/** Vectors of one length as bytes: number = byte·step, each vector with a step of its own. */
interface Bytes {
  readonly values: Int8Array;
  readonly steps: Float32Array;
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

function fromBytes({ values, steps }: Bytes, size: number, to: Float32Array, at: number): void {
  for (let i = 0; i < values.length; i++) to[at + i] = values[i] * steps[Math.floor(i / size)];
}

interface Kept {
  readonly global: Bytes;
  /** Only as many as the text has. */
  readonly tokens: Bytes;
}

/** A batch of an embedding, text by text. */
function keep({ global, tokens, mask }: TextEmbedding): Kept[] {
  const [batch, length, size] = tokens.shape;
  const wholes = global.dataSync<"float32">();
  const words = tokens.dataSync<"float32">();
  const present = mask.dataSync<"float32">();
  return Array.from({ length: batch }, (_, text) => {
    const own = present
      .slice(text * length, (text + 1) * length)
      .reduce((sum, one) => sum + one, 0);
    const [from, width] = [text * length * size, global.shape[1]];
    return {
      global: toBytes(wholes.slice(text * width, (text + 1) * width), width),
      tokens: toBytes(words.slice(from, from + own * size), size),
    };
  });
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
  say: (words: string) => void = () => {},
): Promise<TextStore> {
  const { globalSize, tokenSize } = backbone;
  const kept: Kept[] = [];
  const atOnce = 32;
  for (let from = 0; from < texts.length; from += atOnce) {
    const embedding = await backbone.embed(texts.slice(from, from + atOnce));
    kept.push(...keep(embedding));
    if (from % (atOnce * 50) === 0) say(`reading captions, ${from} of ${texts.length}`);
    tf.dispose(embedding);
  }
  return {
    count: kept.length,
    take(indices) {
      const lengths = indices.map((index) => kept[index].tokens.steps.length);
      const [batch, longest] = [indices.length, Math.max(1, ...lengths)];
      const global = new Float32Array(batch * globalSize);
      const tokens = new Float32Array(batch * longest * tokenSize);
      const mask = new Float32Array(batch * longest);
      indices.forEach((index, row) => {
        fromBytes(kept[index].global, globalSize, global, row * globalSize);
        fromBytes(kept[index].tokens, tokenSize, tokens, row * longest * tokenSize);
        mask.fill(1, row * longest, row * longest + lengths[row]);
      });
      return {
        global: tf.tensor2d(global, [batch, globalSize]),
        tokens: tf.tensor3d(tokens, [batch, longest, tokenSize]),
        mask: tf.tensor2d(mask, [batch, longest]),
      };
    },
  };
}
