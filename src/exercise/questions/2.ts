/** Lesson 02, the way back. */
import type { Question } from "../question";

export const questions2: readonly Question[] = [
  {
    id: "2.q1",
    question: "The SDE and the ODE lead back through the same p_t. What differs?",
    choices: {
      a: {
        answer: "The ODE is faster because it needs no score.",
        because: "Both need it: without the score there is no way back. The ODE uses half of it.",
      },
      b: {
        answer:
          "For the ODE each noise means one sample; the SDE throws dice on the way, and washes old errors out.",
        because:
          "Same seed, same sound, is what the ODE gives. What the SDE pays for in steps it gets back in that each new noise makes it forget where it went wrong.",
      },
      c: {
        answer: "The SDE arrives at other data than the ODE.",
        because:
          "One by one the ends differ; as a distribution they are the same, which is Anderson's and Song's point.",
      },
    },
    right: "b",
  },
  {
    id: "2.q2",
    question: "A network matched the exact score of 48 clips at every t. What would it make?",
    choices: {
      a: {
        answer: "New music in the style of the 48.",
        because:
          "That is what one hopes for; but the exact score of points leads back to these very points.",
      },
      b: {
        answer: "The mean of the 48.",
        because:
          "Only a single leap from pure noise lands there. Many small steps decide, and end at one clip.",
      },
      c: {
        answer: "Copies of the 48.",
        because:
          "In so many dimensions hardly any noise makes one clip look like another. What is new in generated music comes from how a network fails to memorise.",
      },
    },
    right: "c",
  },
  {
    id: "2.q3",
    question: "Why do twenty small steps beat one leap, with the same network?",
    choices: {
      a: {
        answer:
          "Because each step asks again: the best guess from pure noise is a mean, and gets sharper as noise goes away.",
        because: "One leap lands on the mean of all that might be meant, between the clouds.",
      },
      b: {
        answer: "Because twenty calls have twenty times the weights.",
        because: "The weights are the same at each call; it is the question that changes.",
      },
      c: {
        answer: "Because the rounding errors of twenty steps cancel.",
        because:
          "Rounding plays no part here; a single exact leap would still land between the clouds.",
      },
    },
    right: "a",
  },
];
