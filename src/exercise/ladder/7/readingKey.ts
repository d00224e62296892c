/** 7.5, a build: under which name a prompt that was read is kept. */
import { wordFor } from "../../answer";
import { build } from "../../exercise";

/** What is asked for. */
interface Wish {
  readonly prompt: string;
  readonly negative: string;
}
type Key = (wish: Wish) => string;

const law = (a: Wish, b: Wish, differ: boolean) => (key: Key) => {
  const [one, other] = [key({ ...a }), key({ ...b })];
  const said = `“${a.prompt}”${a.negative && `, not “${a.negative}”,`} is kept as “${String(one)}”`;
  return (one !== other) === differ || `${said}, the other as “${String(other)}”`;
};
const wish = (prompt: string, negative = ""): Wish => ({ prompt, negative });

let calls = 0;

export const readingKey = build<Key>({
  id: "7.5",
  title: "The deaf model",
  goal: "Name the reading of a prompt so that it is found again, and no other prompt in its place.",
  signature: "(wish: { prompt: string, negative: string }) => string",
  refuses: (yours) => (typeof yours === "function" ? undefined : wordFor(yours)),
  laws: [
    {
      says: "Another prompt has another key.",
      test: law(wish("a fast reel for violin"), wish("a slow air on the flute"), true),
      mistake: {
        name: "the prompt is not in the key",
        says: "All prompts are kept under one name, so whoever comes second is given what the first has asked for. Put the prompt into the key.",
        make: ({ negative }) => `text, not ${negative}`,
      },
    },
    {
      says: "A prompt that only begins like another has another key.",
      test: law(wish("a fast reel for violin"), wish("a fast reel for harp"), true),
      mistake: {
        name: "only the beginning counts",
        says: "Many prompts begin alike. Take the whole of it.",
        make: ({ prompt, negative }) => `${prompt.slice(0, 8)}, not ${negative}`,
      },
    },
    {
      says: "Another negative prompt has another key.",
      test: law(wish("a fast reel", "harp"), wish("a fast reel", "drums"), true),
      mistake: {
        name: "the negative prompt is not in the key",
        says: "What the music is led away from is a part of the question too.",
        make: ({ prompt }) => prompt,
      },
    },
    {
      says: "The same wish has the same key, whenever it is asked.",
      test: law(wish("a fast reel", "harp"), wish("a fast reel", "harp"), false),
      mistake: {
        name: "a new key at every call",
        says: "Then nothing is ever found again: every prompt is read each time, and the memory grows for ever.",
        make: ({ prompt, negative }) => `${prompt}, not ${negative}, call ${calls++}`,
      },
    },
  ],
  truth: (asked) => JSON.stringify([asked.prompt, asked.negative]),
  hints: [
    "Read the line aloud. Which of the two things that were asked for does the key know nothing of?",
    "Put both into it, so that they cannot run together: JSON.stringify([wish.prompt, wish.negative]).",
  ],
});
