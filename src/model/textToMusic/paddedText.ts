/** Texts of few lengths: a graph that was compiled for some shapes serves those alone. */
import type { TextEmbedding } from "../../conditioning/textEmbedding";
import { tf } from "../../tensor/tf";

/** Lengths are multiples of this. */
const multiple = 8;

/**
 * Texts with padding at their end, so that L is a multiple of 8. Padding is not heard.
 *
 * @returns within `tf.tidy`: it may share tensors with what was given
 * @internal
 */
export function paddedText({ global, tokens, mask }: TextEmbedding): TextEmbedding {
  const length = tokens.shape[1];
  const missing = Math.ceil(length / multiple) * multiple - length;
  const [none, after]: [number, number][] = [
    [0, 0],
    [0, missing],
  ];
  return {
    global,
    tokens: tf.pad(tokens, [none, after, none]),
    mask: tf.pad(mask, [none, after]),
  };
}
