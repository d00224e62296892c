/** 5.6: the words run beside the music. */
import { tf } from "../../../tensor/tf";
import type { Tensor2D } from "../../../tensor/tf";
import { normalTensor, whole } from "../../draws";
import { formula } from "../../exercise";

/** Music and, beside frame n, the word that a rule names. */
function beside(music: Tensor2D, words: Tensor2D, which: (n: number) => number): Tensor2D {
  const rows = words.arraySync();
  const chosen = Array.from({ length: music.shape[0] }, (_, n) => rows[which(n)]);
  return tf.concat([music, tf.tensor2d(chosen)], 1);
}
const stretched = (music: Tensor2D, words: Tensor2D) => (n: number) =>
  Math.floor((n * words.shape[0]) / music.shape[0]);

export const channelConcat = formula<[Tensor2D, Tensor2D], Tensor2D>({
  id: "5.6",
  title: "Words beside the music",
  goal: "Stretch L words to N frames, frame n gets word ⌊n·L/N⌋, and put them beside the music: [N, D + D].",
  signature: "(music: Tensor2D, words: Tensor2D) => Tensor2D",
  inputs: ["music", "words"],
  answer: { quantity: "number of a frame", unit: "1" },
  draw: (random) => [
    normalTensor(random, [whole(random, 5, 9), 2]),
    normalTensor(random, [whole(random, 2, 4), 2]),
  ],
  truth: (music, words) => beside(music, words, stretched(music, words)),
  mistakes: [
    {
      name: "words repeated in turn",
      says: "The words came again and again, one after the other. Stretched means that each is held: the first for the first frames, the last for the last.",
      make: (music, words) => beside(music, words, (n) => n % words.shape[0]),
    },
    {
      name: "off by one: rounded up",
      says: "⌊n·L/N⌋ is rounded down. Rounded to the nearest, the first word gets half of its time.",
      make: (music, words) =>
        beside(music, words, (n) =>
          Math.min(words.shape[0] - 1, Math.round((n * words.shape[0]) / music.shape[0])),
        ),
    },
    {
      name: "words before the music",
      says: "The music comes first in each frame, then the word: the linear layer behind reads them in this order.",
      make: (music, words) => {
        const [frames, width] = music.shape;
        const both = beside(music, words, stretched(music, words));
        return tf.concat([both.slice([0, width]), both.slice([0, 0], [frames, width])], 1);
      },
    },
    {
      name: "longer in place of wider",
      says: "Along time they stand before or after the music: temporal concatenation. Here each frame gets wider, so concat along axis 1.",
      make: (music, words) => tf.concat([music, words], 0),
    },
    {
      name: "the last words cut off",
      says: "Word n for frame n, and the last word held: with more frames than words everything is said at the very beginning.",
      make: (music, words) => beside(music, words, (n) => Math.min(n, words.shape[0] - 1)),
    },
  ],
  hints: [
    "First a list of N whole numbers: which word falls on frame n?",
    'tf.gather(words, indices) picks rows, with the indices as tf.tensor1d(list, "int32"); tf.concat([music, picked], 1) puts them beside.',
  ],
});
