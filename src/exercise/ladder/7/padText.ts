/** 7.6: a text made longer, and a mask that says so. */
import { tf } from "../../../tensor/tf";
import type { Tensor2D, Tensor3D } from "../../../tensor/tf";
import { normalTensor, whole } from "../../draws";
import { formula } from "../../exercise";

/** A text as attention takes it. (A type, for `formula`.) */
type Padded = { readonly tokens: Tensor3D; readonly mask: Tensor2D };
type Pairs = [number, number][];

const along = (before: number, after: number): Pairs => [
  [0, 0],
  [before, after],
];
const longer = (tokens: Tensor3D, before: number, after: number): Tensor3D =>
  tf.pad(tokens, [...along(before, after), [0, 0]]);

export const padText = formula<[Tensor3D, Tensor2D, number], Padded>({
  id: "7.6",
  title: "Whoever listens to padding",
  goal: "Make texts [B, L, D] so many tokens long by zeros at their end, and their mask [B, L] with them, so that nobody listens to the zeros.",
  signature:
    "(tokens: Tensor3D, mask: Tensor2D, length: number) => { tokens: Tensor3D, mask: Tensor2D }",
  inputs: ["tokens", "mask", "length"],
  answer: { quantity: "number of a text", unit: "1" },
  draw: (random) => {
    const mask = tf.tensor2d([
      [1, 1, 1],
      [1, 1, 0],
    ]);
    return [normalTensor(random, [2, 3, 2]), mask, whole(random, 4, 7)];
  },
  truth: (tokens, mask, length) => {
    const more = length - tokens.shape[1];
    return { tokens: longer(tokens, 0, more), mask: tf.pad(mask, along(0, more)) };
  },
  mistakes: [
    {
      name: "padding that counts as words",
      says: "Where the mask is 1, attention listens. Your padding has a mask of 1, so its zeros take a share of the attention, and the more of them the larger. It must be 0 there.",
      make: (tokens, mask, length) => {
        const more = length - tokens.shape[1];
        return { tokens: longer(tokens, 0, more), mask: tf.pad(mask, along(0, more), 1) };
      },
    },
    {
      name: "a mask of ones",
      says: "The shorter text of the batch had padding already, and its mask said so. You have overwritten that.",
      make: (tokens, _mask, length) => ({
        tokens: longer(tokens, 0, length - tokens.shape[1]),
        mask: tf.ones([tokens.shape[0], length]),
      }),
    },
    {
      name: "mask turned round",
      says: "1 is for words and 0 for padding. Yours has it the other way round: all listen to the padding alone.",
      make: (tokens, mask, length) => {
        const more = length - tokens.shape[1];
        const hidden = tf.pad(mask, along(0, more));
        return { tokens: longer(tokens, 0, more), mask: tf.sub(1, hidden) };
      },
    },
    {
      name: "mask at the wrong end",
      says: "The zeros stand at the end of the tokens, but at the beginning of the mask: the first words are not heard.",
      make: (tokens, mask, length) => {
        const more = length - tokens.shape[1];
        return { tokens: longer(tokens, 0, more), mask: tf.pad(mask, along(more, 0)) };
      },
    },
  ],
  hints: [
    "tf.pad takes a third argument: with what to fill. For the tokens there is none, so they are filled with 0.",
    "The mask of what is not there is 0: tf.pad(mask, [[0, 0], [0, more]]).",
  ],
});
