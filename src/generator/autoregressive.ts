/** The autoregressive model: a point is a sentence of two words, and each word is guessed from those before it. */
import { TutorialError } from "../error";
import { embedding } from "../nn/embedding";
import { mlp } from "../nn/mlp";
import type { Parameters } from "../nn/parameters";
import { Random } from "../tensor/random";
import { tf } from "../tensor/tf";
import type { Tensor2D } from "../tensor/tf";
import { checkCount } from "./pointGenerator";
import type { PointGenerator } from "./pointGenerator";

/** The words and the network. */
export interface AutoregressiveOptions {
  /** Each coordinate is cut into this many tokens; 64 unless given. */
  readonly bins?: number;
  /** Tokens reach from −limit to +limit; 2 unless given. What lies beyond counts as the outermost. */
  readonly limit?: number;
  /** Length of the vector that stands for a token; 20 unless given. */
  readonly embeddingSize?: number;
  /** Widths of the hidden layers; two of 56 unless given. */
  readonly hidden?: readonly number[];
}

/** An autoregressive model of points. */
export interface Autoregressive extends PointGenerator {
  /** The tokens of points, one for each coordinate, row after row. */
  readonly tokensOf: (points: ArrayLike<number>) => number[];
  /** log-odds of the next token after each of B tokens, [B, bins]; `bins` is the token before the first. */
  readonly logits: (previous: readonly number[]) => Tensor2D;
  /** The mean loss of a batch [B, 2]. */
  readonly loss: (x: Tensor2D) => tf.Scalar;
}

/** One draw from each row of probabilities, by where a uniform number falls among them. */
function drawTokens(probabilities: Float32Array, bins: number, random: Random): number[] {
  return Array.from({ length: probabilities.length / bins }, (_, row) => {
    let left = random.uniform();
    for (let bin = 0; bin < bins - 1; bin++) {
      left -= probabilities[row * bins + bin];
      if (left < 0) return bin;
    }
    return bins - 1;
  });
}

/**
 * An autoregressive model over discrete tokens. Two calls a sample, for x, then for y given x.
 *
 * p(x, y) = p(x)·p(y | x), each a categorical: softmax of what the network says of the token before.
 * Training makes −ln p(token | tokens before) small, the cross-entropy. Nothing blurs and no mode is lost,
 * since every token has a probability of its own; the price is a call a token, one after the other, and
 * that what lies within a bin is forgotten: a draw is uniform in it.
 *
 * Source: Bengio et al. 2003, eq. 1; van den Oord et al. 2016, "Pixel Recurrent Neural Networks", §3.
 *
 * @throws TutorialError `generator.autoregressive.tokens`
 *
 * @example
 * const model = autoregressive(new Parameters(7), { bins: 32 });
 * const [column, row] = model.tokensOf([0.5, -2]); // 20, 0
 * const x = model.sample(100, 1); // [100, 2]
 */
export function autoregressive(
  parameters: Parameters,
  { bins = 64, limit = 2, embeddingSize = 20, hidden = [56, 56] }: AutoregressiveOptions = {},
): Autoregressive {
  if (!(Number.isInteger(bins) && bins >= 2 && limit > 0)) {
    throw new TutorialError({
      code: "generator.autoregressive.tokens",
      where: "autoregressive",
      expected: "a whole number of bins, at least 2, and a limit above 0",
      got: `${bins} bins up to ${limit}`,
      fix: "pass e.g. {bins: 64, limit: 2}",
    });
  }
  const start = bins;
  const width = (2 * limit) / bins;
  const tokenOf = (value: number): number =>
    Math.min(bins - 1, Math.max(0, Math.floor((value + limit) / width)));
  const tokensOf = (points: ArrayLike<number>): number[] => Array.from(points, tokenOf);

  const logits = (previous: readonly number[]): Tensor2D =>
    tf.tidy(() => {
      const size = { count: bins + 1, size: embeddingSize };
      const vectors = embedding(parameters, "token", previous, size); // [B, E]
      return mlp(parameters, "next", vectors, { sizes: [...hidden, bins] });
    });
  const drawNext = (previous: readonly number[], random: Random): number[] => {
    const chances = tf.tidy(() => tf.softmax(logits(previous)).dataSync<"float32">());
    return drawTokens(chances, bins, random);
  };

  return {
    name: "autoregressive",
    callsPerSample: 2,
    tokensOf,
    logits,
    loss: (x) =>
      tf.tidy(() => {
        const tokens = tokensOf(x.dataSync());
        // At the first place stands "start", at the second the token of x: both are asked at once.
        const previous = tokens.map((_, i) => (i % 2 === 0 ? start : tokens[i - 1]));
        const asOneHot = tf.oneHot(tf.tensor1d(tokens, "int32"), bins); // [2B, bins]
        const said = tf.logSoftmax(logits(previous)).mul(asOneHot).sum(1);
        return said.mean().mul<tf.Scalar>(-2); // two tokens a point
      }),
    sample: (count, seed) => {
      checkCount("autoregressive.sample", count);
      const random = new Random(seed, "autoregressive");
      const columns = drawNext(new Array<number>(count).fill(start), random);
      const rows = drawNext(columns, random);
      const inBin = (token: number): number => (token + random.uniform()) * width - limit;
      return tf.tensor2d(
        columns.map((column, i) => [inBin(column), inBin(rows[i])]),
        [count, 2],
      );
    },
  };
}
