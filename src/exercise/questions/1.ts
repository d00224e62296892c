/** Lesson 01, noise. */
import type { Question } from "../question";

export const questions1: readonly Question[] = [
  {
    id: "1.q1",
    question: "Why does diffusion run on continuous values and not on tokens?",
    choices: {
      a: {
        answer: "Because tokens need too much memory.",
        because:
          "They need less: a token is one small whole number. The trouble is what lies between two of them.",
      },
      b: {
        answer:
          "Because between two sounds there is always another, and between two tokens there is nothing.",
        because:
          "A walk in small steps needs somewhere to step. Half-way between two symbols is a number that names some third symbol, because a token is a name and not a quantity.",
      },
      c: {
        answer: "Because tokens cannot hold a melody.",
        because:
          "They can: lesson 01 writes a jig as tokens, and language models of music emit just that.",
      },
    },
    right: "b",
  },
  {
    id: "1.q2",
    question: "Two processes stand at the same signal-to-noise ratio. How do their x_t differ?",
    choices: {
      a: {
        answer: "In nothing but scale.",
        because:
          "α·x_0 + σ·ε with the same α/σ is the same mixture, louder or softer. A schedule chooses when each ratio is passed, and not what happens there.",
      },
      b: {
        answer: "One of them has lost the high frequencies, the other the low ones.",
        because:
          "Both add white noise. Which frequencies drown depends on the ratio, and that is the same.",
      },
      c: {
        answer: "In the random path that led there.",
        because:
          "Paths differ, but the marginal forgets them: started at x_0, it is N(α·x_0, σ²) and nothing else.",
      },
    },
    right: "a",
  },
  {
    id: "1.q3",
    question: "In which sense is diffusion a relative of autoregression?",
    choices: {
      a: {
        answer: "It writes one sample of sound after the other.",
        because: "Every step changes all samples at once.",
      },
      b: {
        answer: "Its steps depend on one another, so it must be trained one step after the other.",
        because: "Training needs no order at all: one jump gives x_t at any t.",
      },
      c: {
        answer:
          "It goes from coarse to fine in the spectrum: each stage is made up given what is already above the noise.",
        because:
          "White noise drowns the weakest frequencies of music first, which are the high ones, so the way back builds low before high.",
      },
    },
    right: "c",
  },
];
