/** Lesson 07, mending. */
import type { Question } from "../question";

export const questions7: readonly Question[] = [
  {
    id: "7.q1",
    question: "Four seconds were asked for, a blip came. What is wrong?",
    choices: {
      a: {
        answer: "The sampler stopped too early.",
        because: "Then the blip would be noisy. It is clean music, only of the wrong length.",
      },
      b: {
        answer: "A length in seconds went where latent frames are counted.",
        because: "4 frames of 1,024 samples are 0.26 s: exactly what the player shows.",
      },
      c: {
        answer: "The decoder drops most frames.",
        because: "It has decoded all it was given. Look at the first number of the latent's shape.",
      },
    },
    right: "b",
  },
  {
    id: "7.q2",
    question: "As it is, the music is fine; guided, it falls apart. What is wrong?",
    choices: {
      a: {
        answer: "The text encoder does not know these words.",
        because: "At w = 1 the words are followed, so it does know them.",
      },
      b: {
        answer: "Too few sampling steps for so strong a guidance.",
        because: "The healthy model has as many steps and the same strength.",
      },
      c: {
        answer: "The answer without text was never learned.",
        because:
          "Guidance goes away from that answer. If no text was ever taken away in training, it is an answer to a vector that the network has never seen.",
      },
    },
    right: "c",
  },
  {
    id: "7.q3",
    question: "The deep network begins worse than zeros, and leaps. What is wrong?",
    choices: {
      a: {
        answer: "The knobs of its blocks begin at random.",
        because:
          "Each block adds something from the start; the bars show how much, and that it is not so if the gates begin at zero.",
      },
      b: {
        answer: "It has too few weights.",
        because: "Its healthy twin has just as many of them.",
      },
      c: {
        answer: "The data are not shuffled.",
        because: "Both see the same batches in the same order.",
      },
    },
    right: "a",
  },
  {
    id: "7.q4",
    question: "It learned well and plays badly. What is wrong?",
    choices: {
      a: {
        answer: "The weights are damaged.",
        because: "The same weights are good where noise is mixed as in training: see the curves.",
      },
      b: {
        answer: "The sampler walks another schedule than the network was trained on.",
        because:
          "At the same t the network meets another mix of music and noise than it was taught, and is wrong about how much to take away.",
      },
      c: {
        answer: "The prompt is too long.",
        because: "The prompt is the same in both.",
      },
    },
    right: "b",
  },
  {
    id: "7.q5",
    question: "Good music, but never what was asked for. Which test shows it best?",
    choices: {
      a: {
        answer: "To look at the training loss.",
        because:
          "It is low: most of the music can be guessed from the noisy music itself. How much the text is worth drowns in it.",
      },
      b: {
        answer: "To listen to one prompt very closely.",
        because:
          "One sound may fit its prompt by luck. A model that always plays the harp is right whenever a harp is asked for.",
      },
      c: {
        answer: "To deal the prompts to other sounds, and see whether they fit any worse.",
        because:
          "If strangers' prompts fit as well as one's own, the words did nothing, whatever the loss says.",
      },
    },
    right: "c",
  },
  {
    id: "7.q6",
    question: "The same prompt sounds different beside a long one. What is wrong?",
    choices: {
      a: {
        answer: "The padding of the shorter prompt is listened to.",
        because:
          "In a batch all texts are made as long as the longest. The map shows how much attention the padding takes.",
      },
      b: {
        answer: "The two prompts share their noise.",
        because:
          "They may, and still the same prompt with the same noise must give the same music.",
      },
      c: {
        answer: "Floating-point numbers are not exact.",
        because: "They are off in the seventh digit. This is off in the first.",
      },
    },
    right: "a",
  },
  {
    id: "7.q7",
    question:
      "A variation of a clip comes out as something else, and far too loud for its latent. What is wrong?",
    choices: {
      a: {
        answer: "The noise has the wrong seed.",
        because: "Any seed is as good as another.",
      },
      b: {
        answer: "The latent was quieter than the schedule takes it to be.",
        because:
          "The schedule is made for numbers of standard deviation 1. A latent of 0.18 has 15 dB less signal under the same noise, and the network is never told.",
      },
      c: {
        answer: "The clip was louder than a file can hold.",
        because: "The clip is fine; look at the histogram of its latent.",
      },
    },
    right: "b",
  },
  {
    id: "7.q8",
    question: "The loss is calm; what is drawn depends on when you stop. What was forgotten?",
    choices: {
      a: {
        answer: "To train for longer.",
        because: "The average of the very same steps is better already.",
      },
      b: {
        answer: "To shuffle the points.",
        because: "They were drawn at random, as all weights are at first.",
      },
      c: {
        answer: "To sample with the running average of the weights.",
        because:
          "At a high learning rate the weights jump about the valley. Their average lies near its bottom: see the right curve.",
      },
    },
    right: "c",
  },
  {
    id: "7.q9",
    question: "The music is perfect, and after an hour the process is gone. What is wrong?",
    choices: {
      a: {
        answer: "Tensors are made in every step and never released.",
        because:
          "JavaScript's garbage collector cannot see them: they live in TensorFlow's memory, and must be released by hand or by tf.tidy.",
      },
      b: {
        answer: "The model is too large for this machine.",
        because: "Then the first prompt would have failed, too.",
      },
      c: {
        answer: "The players keep the sounds.",
        because: "The number of tensors rises within a single walk, before anything is played.",
      },
    },
    right: "a",
  },
];
