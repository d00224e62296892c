/** Lesson 05, the words. */
import type { Question } from "../question";

export const questions5: readonly Question[] = [
  {
    id: "5.q1",
    question: "“First the flute, then the harp.” Which form of the text can say that?",
    choices: {
      a: {
        answer: "The global vector, since it stands for the whole text.",
        because:
          "It stands for the whole, and has no order: “first the harp, then the flute” is nearly the same vector.",
      },
      b: {
        answer: "The sequence of tokens.",
        because:
          "At the same place stands another word when the order changes. Who reads only the global vector knows what was said, not in which order.",
      },
      c: {
        answer: "Neither, because a network sees only numbers.",
        because: "The order is in the numbers: tokens are one vector each, in their order.",
      },
    },
    right: "b",
  },
  {
    id: "5.q2",
    question: "Why does AdaLN cost next to nothing beyond what is there?",
    choices: {
      a: {
        answer:
          "Because the text is added to the vector of the noise level, whose layers make shifts, scales and gates anyway.",
        because:
          "One more summand, and the layers that read it are there. Nothing grows with the number of frames or of words.",
      },
      b: {
        answer: "Because it acts only in the first block.",
        because: "It turns the knobs in every block.",
      },
      c: {
        answer: "Because it has no weights at all.",
        because:
          "The layers that make its vectors have many; they are merely there for the noise level already.",
      },
    },
    right: "a",
  },
  {
    id: "5.q3",
    question: "For which condition is channel concatenation just right?",
    choices: {
      a: {
        answer: "“A slow tune on the harp.”",
        because:
          "That holds for the whole piece; beside the music it would be said during a stretch of frames only.",
      },
      b: {
        answer: "The title of the piece.",
        because:
          "A title has no time. Stretched along the music, its first word is heard at the beginning only.",
      },
      c: {
        answer: "A melody to accompany.",
        because: "It has a time of its own, and each frame gets just what falls on it.",
      },
    },
    right: "c",
  },
  {
    id: "5.q4",
    question: "With guidance w = 8 the music gets harsh and loud. What has happened?",
    choices: {
      a: {
        answer: "The text was misunderstood.",
        because: "It was understood, and then exaggerated eight times.",
      },
      b: {
        answer:
          "The difference that the text makes was carried on past any real music, to latents that the decoder has never seen.",
        because:
          "Too much guidance is like shouting. Rescaling brings the loudness back, an interval leaves guidance out where it harms.",
      },
      c: {
        answer: "Too few steps were taken.",
        because: "More steps lead to the same overdone place, only more exactly.",
      },
    },
    right: "b",
  },
];
