/** Cross-attention: frames ask something else than themselves, such as the words of a text. */
import { tf } from "../tensor/tf";
import type { Tensor3D, Tensor4D } from "../tensor/tf";
import { attend, checkHeads, fromHeads, toHeads } from "./attention";
import type { AttentionOptions, Heads } from "./attention";
import { dense } from "./dense";
import type { Parameters } from "./parameters";

/** What there is to listen to, laid out by head: twice [B, H, L, D/H]. (A type, for `tf.tidy`.) */
export type KeysAndValues = {
  readonly key: Tensor4D;
  readonly value: Tensor4D;
};

/**
 * Keys and values of a context. As long as the context stays the same, so do they: a walk from noise to
 * music makes them once.
 *
 * The weight is `NAME.toKv` [Dc, 2·D], the keys of head 0, 1, …, then the values.
 *
 * @param context [B, L, Dc]
 * @param width D, of those who will ask
 * @throws TutorialError `nn.attention.heads`
 *
 * @example
 * const parameters = new Parameters(7);
 * const context = keysAndValues(parameters, "cross", tf.ones([1, 5, 64]), { width: 128, heads: 4 });
 */
export function keysAndValues(
  parameters: Parameters,
  name: string,
  context: Tensor3D,
  { width, heads }: { readonly width: number; readonly heads: number },
): KeysAndValues {
  checkHeads(width, heads, `keysAndValues "${name}"`);
  return tf.tidy(() => {
    const both = toHeads(dense(parameters, `${name}.toKv`, context, 2 * width), width / heads);
    const [key, value] = tf.split<Tensor4D>(both, 2, 1); // each [B, H, L, D/H]
    return { key, value };
  });
}

/**
 * Each frame asks the context: softmax(q·kᵀ/√(D/H))·v with q of the frames, k and v of the context.
 *
 * Its weights are `NAME.toQ` [D, D] and `NAME.toOut` [D, D], beside those of {@link keysAndValues}. It costs
 * 8·T·D² for the two products and 4·T·L·D for asking: more the longer both are.
 *
 * @param x [B, T, D]
 * @returns [B, T, D]
 * @throws TutorialError `nn.attention.heads`
 *
 * Source: Vaswani et al. 2017, §3.2.3, "encoder-decoder attention".
 *
 * @example
 * const parameters = new Parameters(7);
 * const context = keysAndValues(parameters, "cross", tf.ones([1, 5, 64]), { width: 128, heads: 4 });
 * const y = crossAttention(parameters, "cross", tf.ones([1, 64, 128]), context, { heads: 4 }); // [1, 64, 128]
 */
export function crossAttention(
  parameters: Parameters,
  name: string,
  x: Tensor3D,
  context: KeysAndValues,
  { heads, bias, observe, lastInitializer }: AttentionOptions,
): Tensor3D {
  const width = x.shape[2];
  checkHeads(width, heads, `crossAttention "${name}"`);
  return tf.tidy(() => {
    const query = toHeads(dense(parameters, `${name}.toQ`, x, width), width / heads); // [B, H, T, D/H]
    const asked: Heads = { query, ...context, bias };
    const heard = fromHeads(attend(asked, observe)); // [B, T, D]
    return dense(parameters, `${name}.toOut`, heard, width, { initializer: lastInitializer });
  });
}
