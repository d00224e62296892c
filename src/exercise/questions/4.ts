/** Lesson 04, the network inside. */
import type { Question } from "../question";

export const questions4: readonly Question[] = [
  {
    id: "4.q1",
    question:
      "A diffusion model listens to what is still to come in the piece, a language model must not. Why?",
    choices: {
      a: {
        answer: "Because diffusion models are larger.",
        because: "Size has nothing to do with it; the smallest DiT is bidirectional.",
      },
      b: {
        answer:
          "Because the whole piece is there from the first step on, only noisy; a language model's future is not written yet.",
        because:
          "The mask of a language model keeps it from copying what it is to predict. Here, what is to be predicted is clean, and what is seen is noisy.",
      },
      c: {
        answer: "Because a causal mask would be too slow.",
        because: "A mask costs nothing, and even halves what would have to be computed.",
      },
    },
    right: "b",
  },
  {
    id: "4.q2",
    question:
      "A patch twice as long halves the number of tokens. What becomes of the work of a block?",
    choices: {
      a: {
        answer: "The linear layers take half of it, the maps of attention a quarter.",
        because:
          "Linear layers work on each token by itself; a map has a cell for each pair of tokens.",
      },
      b: {
        answer: "All of it is halved.",
        because:
          "Only what works on each token by itself is halved. A map of attention has N² cells.",
      },
      c: {
        answer: "None of it changes, since each token has twice as many numbers.",
        because:
          "Only at the door: a linear layer brings every token to the same width D, however long its patch.",
      },
    },
    right: "a",
  },
  {
    id: "4.q3",
    question: "Why is adaptive layer normalisation so cheap?",
    choices: {
      a: {
        answer: "Because it has no weights.",
        because:
          "It has: the layer that makes six vectors of the condition, 6·D numbers from Dc. In a DiT that is a good part of a block's weights.",
      },
      b: {
        answer: "Because it is left out after the first steps.",
        because: "It acts in every block at every step.",
      },
      c: {
        answer:
          "Because its vectors are the same for all tokens: made once an item, then multiplied and added.",
        because:
          "The work of making them does not grow with the length of the music; multiplying and adding is nothing beside a product of matrices.",
      },
    },
    right: "c",
  },
];
