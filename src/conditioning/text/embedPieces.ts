/** From the numbers of pieces to vectors of the size that networks like. */
import { tf } from "../../tensor/tf";
import type { Tensor2D, Tensor3D } from "../../tensor/tf";
import type { TextEmbedding } from "../textEmbedding";
import type { SentenceEncoderGraph } from "./sentenceEncoderGraph";

/** Texts that go through the graph at once: more would not be faster, only larger. */
const batchSize = 32;

/** Divides each token by its norm and multiplies by √D, so that its D numbers have a mean square of 1. */
function toUnitVariance(tokens: Tensor3D): Tensor3D {
  const norm = tokens.norm("euclidean", 2, true).maximum(1e-6);
  return tokens.div<Tensor3D>(norm).mul(Math.sqrt(tokens.shape[2]));
}

/** A few texts with `longest` places each. */
async function embedBatch(
  graph: SentenceEncoderGraph,
  ids: readonly (readonly number[])[],
  longest: number,
): Promise<TextEmbedding> {
  // A text without pieces would have no row in the graph: it gets a piece, and its row is set to zero.
  const output = await graph.run(ids.map((row) => (row.length > 0 ? row : [0])));
  const embedding = tf.tidy(() => {
    const places = ids.map(({ length }) =>
      Array.from({ length: longest }, (_, place) => Number(place < length)),
    );
    const mask = tf.tensor2d(places, [ids.length, longest]);
    const missing = longest - output.tokens.shape[1];
    const tokens = toUnitVariance(output.tokens).pad<Tensor3D>([
      [0, 0],
      [0, missing],
      [0, 0],
    ]);
    const hasWords = mask.slice([0, 0], [ids.length, 1]);
    const size = output.global.shape[1];
    return {
      global: output.global.mul<Tensor2D>(hasWords).mul<Tensor2D>(Math.sqrt(size)),
      tokens: tokens.mul<Tensor3D>(mask.expandDims(2)),
      mask,
    };
  });
  tf.dispose(output);
  return embedding;
}

/**
 * The vectors of B texts, of any number: global [B, 512] and tokens [B, L, 512], L the longest or 1.
 *
 * As the graph gives them, the global vector has norm 1 and a token's norm is about 55; here both have
 * norm √512, so that each of their numbers is about as large as the noise that it will stand beside.
 *
 * @param ids the numbers of each text's pieces; B ≥ 1, and a text may have none
 *
 * @internal
 */
export async function embedPieces(
  graph: SentenceEncoderGraph,
  ids: readonly (readonly number[])[],
): Promise<TextEmbedding> {
  const longest = Math.max(1, ...ids.map(({ length }) => length));
  const batches: TextEmbedding[] = [];
  try {
    for (let from = 0; from < ids.length; from += batchSize) {
      batches.push(await embedBatch(graph, ids.slice(from, from + batchSize), longest));
    }
    return tf.tidy(() => ({
      global: tf.concat(batches.map(({ global }) => global)),
      tokens: tf.concat(batches.map(({ tokens }) => tokens)),
      mask: tf.concat(batches.map(({ mask }) => mask)),
    }));
  } finally {
    tf.dispose(batches);
  }
}
