/** Lesson 06, Stable Audio Open. */
import type { Question } from "../question";

export const questions6: readonly Question[] = [
  {
    id: "6.q1",
    question:
      "Stable Audio is told where in a piece its sound begins and how long the piece is. What for?",
    choices: {
      a: {
        answer: "So that the autoencoder knows how many frames to write.",
        because: "The length of the latent is chosen before; the autoencoder takes any.",
      },
      b: {
        answer:
          "So that it can make pieces of any length that begin and end as pieces do, although it works on a window of fixed size.",
        because:
          "It was trained on windows cut out of pieces, each with its place told. Asked for 20 seconds, it fills the rest of the window with silence, and ends in time.",
      },
      c: {
        answer: "So that sampling takes fewer steps for short pieces.",
        because: "Steps have to do with noise levels, not with seconds.",
      },
    },
    right: "b",
  },
  {
    id: "6.q2",
    question:
      "Ping-pong sampling throws the old noise away at each step. Which network can stand that?",
    choices: {
      a: {
        answer: "Any, because the noise is random anyway.",
        because:
          "A network that says the mean of all that may be meant only blurs when it is asked anew from fresh noise.",
      },
      b: {
        answer: "One without text.",
        because: "Text has no part in it: what counts is what the guess stands for.",
      },
      c: {
        answer: "One that was distilled, so that its guess is a sample and not a mean.",
        because:
          "Then each ping lands on a piece of music, and each pong leaves a little less of it to be decided again.",
      },
    },
    right: "c",
  },
  {
    id: "6.q3",
    question: "What does predicting v buy over predicting ε?",
    choices: {
      a: {
        answer:
          "It is as hard at all noise levels: never do the data, or the noise, have to be found by dividing by something small.",
        because:
          "From ε the data are (x_t − σ·ε)/α, which blows every error up where α is near 0, at the very start of the way. From v they are α·x_t − σ·v.",
      },
      b: {
        answer: "It needs no noise level as an input.",
        because: "It does: what v is depends on the level.",
      },
      c: {
        answer: "It makes the network smaller.",
        because: "The network is the same; only what it is asked for differs.",
      },
    },
    right: "a",
  },
];
