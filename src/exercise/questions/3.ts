/** Lesson 03, what diffusion runs on. */
import type { Question } from "../question";

export const questions3: readonly Question[] = [
  {
    id: "3.q1",
    question: "What does the bottleneck of a variational autoencoder buy for diffusion?",
    choices: {
      a: {
        answer: "A better sound than the vocoder alone could make.",
        because:
          "It costs sound: what the code does not hold, nobody brings back. A model on this latent never sounds better than its round trip.",
      },
      b: {
        answer:
          "A short code near N(0, I) in which nearby codes mean similar sounds, so that a little noise does a little harm.",
        because:
          "The KL term and the noise in training smooth the space, and diffusion walks in smooth spaces: nearly right must mean nearly the same sound.",
      },
      c: {
        answer: "Tokens, over which a model can put probabilities.",
        because: "That is the quantiser, the discrete sibling. The KL bottleneck stays continuous.",
      },
    },
    right: "b",
  },
  {
    id: "3.q2",
    question: "Why is diffusion on raw waveforms hard?",
    choices: {
      a: {
        answer: "Waveforms cannot be scaled to variance 1.",
        because:
          "Ten times as loud, and they are; the house's waveform representation does just that.",
      },
      b: {
        answer: "A waveform has no phase, so it must be made up.",
        because: "It has all phases; it is the mel spectrogram that has none.",
      },
      c: {
        answer:
          "White noise has the same power everywhere and music has not: high frequencies drown at once and are left for the last steps.",
        because:
          "For most of the way the network works on the loudest few hundred hertz. In a latent, every channel was brought to the same power and counts at every level.",
      },
    },
    right: "c",
  },
  {
    id: "3.q3",
    question: "A mel spectrogram is turned into sound. What has to be made up?",
    choices: {
      a: {
        answer: "The phases, and where within a band a partial lies.",
        because:
          "Both were thrown away. Griffin and Lim search for phases that fit each other; a trained vocoder knows what partials look like.",
      },
      b: {
        answer: "Only the loudness, since pitch is kept.",
        because: "Loudness is just what a mel spectrogram keeps, band by band.",
      },
      c: {
        answer: "Nothing, if the window is long enough.",
        because: "No window brings back what lumping bins into bands has thrown away.",
      },
    },
    right: "a",
  },
];
