/** 5.7: the words stand before the music. */
import { tf } from "../../../tensor/tf";
import type { Tensor2D } from "../../../tensor/tf";
import { normalTensor, whole } from "../../draws";
import { formula } from "../../exercise";

type Blocks = (sequence: Tensor2D) => Tensor2D;

/** Blocks in which everybody hears those before and, more softly, those after; so it matters where words stand. */
const listening =
  (loud: number): Blocks =>
  (sequence) => {
    const [length] = sequence.shape;
    const weights = Array.from({ length }, (_, n) =>
      Array.from({ length }, (_, m) => (m <= n ? loud : 0.1) / (1 + Math.abs(n - m))),
    );
    return tf.matMul(tf.tensor2d(weights), sequence);
  };
const from = (x: Tensor2D, start: number, count: number): Tensor2D =>
  x.slice([start, 0], [count, x.shape[1]]);

export const prefix = formula<[Tensor2D, Tensor2D, Blocks], Tensor2D>({
  id: "5.7",
  title: "Words before the music",
  goal: "Put L words before N frames, send the longer sequence through the blocks, and take the words away again.",
  signature:
    "(words: Tensor2D, music: Tensor2D, blocks: (sequence: Tensor2D) => Tensor2D) => Tensor2D",
  inputs: ["words", "music", "blocks"],
  answer: { quantity: "number of a frame", unit: "1" },
  draw: (random) => [
    normalTensor(random, [whole(random, 2, 3), 3]),
    normalTensor(random, [whole(random, 4, 6), 3]),
    listening(0.5 + random.uniform()),
  ],
  truth: (words, music, blocks) => {
    const [length, [frames]] = [words.shape[0], music.shape];
    return from(blocks(tf.concat([words, music], 0)), length, frames);
  },
  mistakes: [
    {
      name: "the wrong end taken away",
      says: "The words stand first, so the first L rows are theirs. You kept those, and cut off the end of the music.",
      make: (words, music, blocks) => from(blocks(tf.concat([words, music], 0)), 0, music.shape[0]),
    },
    {
      name: "words behind the music",
      says: "They were put after the music. It would work as well, but the network that was trained has heard them before it.",
      make: (words, music, blocks) => from(blocks(tf.concat([music, words], 0)), 0, music.shape[0]),
    },
    {
      name: "words not taken away",
      says: "What comes out has L rows too many: the words have done their work and must go.",
      make: (words, music, blocks) => blocks(tf.concat([words, music], 0)),
    },
    {
      name: "words unheard",
      says: "The music went through the blocks alone.",
      make: (_words, music, blocks) => blocks(music),
    },
    {
      name: "only the first word",
      says: "One row was put before the music. All L words go there, each as a token of its own.",
      make: (words, music, blocks) =>
        from(blocks(tf.concat([from(words, 0, 1), music], 0)), 1, music.shape[0]),
    },
  ],
  hints: [
    "Three steps: concat along time (axis 0), blocks, slice.",
    "The music begins at row L = words.shape[0] and has N rows: sequence.slice([L, 0], [N, D]).",
  ],
});
