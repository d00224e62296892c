/** The null condition: what a network is told when it is told nothing. */
import { TutorialError } from "../error";
import { normal } from "../nn/initializers";
import type { Parameters } from "../nn/parameters";
import { tf } from "../tensor/tf";
import type { Tensor1D, Tensor2D, Tensor3D } from "../tensor/tf";
import type { TextEmbedding } from "./textEmbedding";

/** 1 in the first of L places, [1, L]. */
function first(length: number): Tensor2D {
  const places = new Float32Array(length);
  places[0] = 1;
  return tf.tensor2d(places, [1, length]);
}

/**
 * Takes some texts away, and puts in their place a learned vector `NAME.global` and a learned token `NAME.token`.
 *
 * A network that learns with some of its texts taken away knows both answers that guidance compares: what sounds
 * like music, and what sounds like this text. Zeros would not do as well: they are a text, too.
 *
 * @param gone for each text whether to take it away; as a tensor, 1 for yes and 0 for no, [B]
 * @returns as long as before; a text that is gone is one token
 * @throws TutorialError `conditioning.rows` when there are not as many answers as texts
 *
 * Source: Ho & Salimans 2022, §3.2.
 *
 * @example
 * const text = { global: tf.ones([2, 512]), tokens: tf.ones([2, 5, 512]), mask: tf.ones([2, 5]) } as TextEmbedding;
 * const { mask } = withoutText(new Parameters(7), "null", text, [false, true]); // 1 1 1 1 1, then 1 0 0 0 0
 */
export function withoutText(
  parameters: Parameters,
  name: string,
  { global, tokens, mask }: TextEmbedding,
  gone: readonly boolean[] | Tensor1D,
): TextEmbedding {
  const [texts, length, size] = tokens.shape;
  const answers = gone instanceof tf.Tensor ? gone.size : gone.length;
  if (answers !== texts) {
    throw new TutorialError({
      code: "conditioning.rows",
      where: "withoutText",
      expected: `an answer for each of ${texts} texts`,
      got: String(answers),
      fix: "pass one boolean for each row: true takes its text away",
    });
  }
  const nothing = parameters.get<tf.Rank.R2>(`${name}.global`, [1, global.shape[1]], normal(1));
  const token = parameters.get<tf.Rank.R3>(`${name}.token`, [1, 1, size], normal(1));
  return tf.tidy(() => {
    const out = gone instanceof tf.Tensor ? gone : tf.tensor1d(gone.map(Number)); // [B]
    const [out2, out3] = [out.reshape([-1, 1]), out.reshape([-1, 1, 1])];
    const here = first(length); // [1, L]
    const nulls = token.mul<Tensor3D>(here.reshape([1, length, 1])); // [1, L, Dt]
    return {
      global: global.mul(tf.sub(1, out2)).add<Tensor2D>(nothing.mul(out2)),
      tokens: tokens.mul(tf.sub(1, out3)).add<Tensor3D>(nulls.mul(out3)),
      mask: mask.mul(tf.sub(1, out2)).add<Tensor2D>(here.mul(out2)),
    };
  });
}
