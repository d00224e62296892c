/** Attention: every frame asks all others what it should know of them. */
import { TutorialError } from "../error";
import { tf } from "../tensor/tf";
import type { Tensor2D, Tensor3D, Tensor4D } from "../tensor/tf";
import { dense } from "./dense";
import type { Initializer } from "./initializers";
import type { Parameters } from "./parameters";
import { rotate } from "./rotary";
import type { Rotary } from "./rotary";

/** Queries, keys and values, laid out by head: [B, H, T, D/H] and twice [B, H, L, D/H]. */
export interface Heads {
  readonly query: Tensor4D;
  readonly key: Tensor4D;
  readonly value: Tensor4D;
  /** Added to the scores, [B, 1, 1, L]: see {@link hiddenKeys}. */
  readonly bias?: Tensor4D;
}

/** Is shown who listens to whom, [B, H, T, L]: each row sums to 1. The map lives only during the call. */
export type MapObserver = (map: Tensor4D) => void;

/**
 * What to add to scores so that nothing listens to padding: 0 where the mask is 1, −10⁹ where it is 0.
 *
 * @param mask [B, L]
 * @returns [B, 1, 1, L]
 *
 * @example
 * const bias = hiddenKeys(tf.tensor2d([[1, 1, 0]])); // 0, 0, −10⁹
 */
export function hiddenKeys(mask: Tensor2D): Tensor4D {
  return tf.tidy(() => mask.sub(1).mul(1e9).reshape([mask.shape[0], 1, 1, mask.shape[1]]));
}

/**
 * Scaled dot-product attention of each head by itself, softmax(q·kᵀ/√(D/H))·v.
 *
 * @returns [B, H, T, D/H]
 *
 * Source: Vaswani et al. 2017, eq. 1.
 *
 * @example
 * const [query, key, value] = [1, 2, 3].map((seed) => seededNoise<tf.Rank.R4>([1, 4, 16, 8], seed));
 * const mixed = attend({ query, key, value }); // [1, 4, 16, 8]
 */
export function attend({ query, ...others }: Heads, observe?: MapObserver): Tensor4D {
  return tf.tidy(() => {
    const asked = query.mul<Tensor4D>(1 / Math.sqrt(query.shape[3])); // fewer numbers than the scores
    return attendScaled({ query: asked, ...others }, observe);
  });
}

/** 16 MB of scores: more fall out of the processor's cache between one operation and the next. */
const mostScores = 2 ** 22;

function isLarge({ query, key }: Heads): boolean {
  const [batch, heads, length] = query.shape;
  return batch * heads > 1 && batch * heads * length * key.shape[2] > mostScores;
}

/** {@link attendScaled} for each head of each item by itself: the same numbers, and never more than one map at a time. */
function attendByHead({ query, key, value, bias }: Heads): Tensor4D {
  const [batch, heads, length, size] = query.shape;
  return tf.tidy(() => {
    const flat = (x: Tensor4D): Tensor4D[] =>
      tf.split(x.reshape<Tensor4D>([batch * heads, 1, x.shape[2], x.shape[3]]), batch * heads);
    const [queries, keys, values] = [flat(query), flat(key), flat(value)];
    const biases = bias && tf.split<Tensor4D>(bias, batch);
    const mixed = queries.map((one, i) =>
      attendScaled({
        query: one,
        key: keys[i],
        value: values[i],
        bias: biases?.[Math.floor(i / heads)],
      }),
    );
    return tf.concat(mixed).reshape<Tensor4D>([batch, heads, length, size]);
  });
}

/** {@link attend} with queries that were scaled before: softmax(q·kᵀ)·v. @internal */
export function attendScaled(heads: Heads, observe?: MapObserver): Tensor4D {
  if (!observe && isLarge(heads)) return attendByHead(heads);
  const { query, key, value, bias } = heads;
  return tf.tidy(() => {
    const scores = tf.matMul<Tensor4D>(query, key, false, true); // [B, H, T, L]
    const map = tf.softmax(bias ? scores.add<Tensor4D>(bias) : scores);
    observe?.(map);
    return tf.matMul(map, value); // [B, H, T, D/H]
  });
}

/** [B, T, n·D/H] to [B, n, T, D/H]: n heads side by side become n sequences. @internal */
export function toHeads(x: Tensor3D, headSize: number): Tensor4D {
  const [batch, length, width] = x.shape;
  return tf.tidy(() =>
    x
      .reshape<Tensor4D>([batch, length, width / headSize, headSize])
      .transpose<Tensor4D>([0, 2, 1, 3]),
  );
}

/** The way back: [B, H, T, D/H] to [B, T, D]. @internal */
export function fromHeads(x: Tensor4D): Tensor3D {
  const [batch, heads, length, headSize] = x.shape;
  return tf.tidy(() =>
    x.transpose<Tensor4D>([0, 2, 1, 3]).reshape<Tensor3D>([batch, length, heads * headSize]),
  );
}

/** How many heads, who is not to be heard, who watches, and how the way out begins. */
export interface AttentionOptions {
  /** H, which divides the width D. */
  readonly heads: number;
  /** Of {@link hiddenKeys}; all are heard unless given. */
  readonly bias?: Tensor4D;
  readonly observe?: MapObserver;
  /** Turns queries and keys: see {@link rotate}. Not at all unless given. */
  readonly rotary?: Rotary;
  /** Of `NAME.toOut`; that of {@link dense} unless given. */
  readonly lastInitializer?: Initializer;
}

/** Refuses heads that do not divide the width. @internal */
export function checkHeads(width: number, heads: number, where: string): void {
  if (Number.isInteger(heads) && heads >= 1 && width % heads === 0) return;
  throw new TutorialError({
    code: "nn.attention.heads",
    where,
    expected: `a number of heads that divides the width ${width}`,
    got: String(heads),
    fix: `pass e.g. {heads: ${width % 32 === 0 ? width / 32 : 1}}`,
  });
}

/**
 * Bidirectional multi-head self-attention: each frame sees all frames, those to come too.
 *
 * By itself it does not know which frame stands where; with `rotary` it knows how far apart any two are.
 *
 * Its weights are `NAME.toQkv` [D, 3·D], whose columns are the queries of head 0, 1, …, then the keys,
 * then the values, and `NAME.toOut` [D, D]. In that order one product, one transpose and one split lay
 * out all heads: the copies cost a small network more time than the arithmetic does.
 *
 * @param x [B, T, D]
 * @returns [B, T, D]
 * @throws TutorialError `nn.attention.heads`, `nn.rotary`
 *
 * Source: Vaswani et al. 2017, §3.2.2; Su et al. 2021 for `rotary`.
 *
 * @example
 * const parameters = new Parameters(7);
 * const y = selfAttention(parameters, "attention", seededNoise([2, 64, 128], 1), { heads: 4 }); // [2, 64, 128]
 */
export function selfAttention(
  parameters: Parameters,
  name: string,
  x: Tensor3D,
  { heads, bias, observe, rotary, lastInitializer }: AttentionOptions,
): Tensor3D {
  const width = x.shape[2];
  checkHeads(width, heads, `selfAttention "${name}"`);
  return tf.tidy(() => {
    const all = toHeads(dense(parameters, `${name}.toQkv`, x, 3 * width), width / heads); // [B, 3·H, T, D/H]
    const [q, k, value] = tf.split<Tensor4D>(all, 3, 1); // each [B, H, T, D/H]
    const [query, key] = rotary ? [rotate(q, rotary), rotate(k, rotary)] : [q, k];
    const mixed = fromHeads(attend({ query, key, value, bias }, observe)); // [B, T, D]
    return dense(parameters, `${name}.toOut`, mixed, width, { initializer: lastInitializer });
  });
}
