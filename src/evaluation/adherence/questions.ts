/** What is asked of a sound, who answers, and how many answers are right. */
import { Random } from "../../tensor/random";
import type { HeardSound } from "./hearSounds";
import type { Truths } from "./truths";
import { wilsonShare } from "./wilson";
import type { Share } from "./wilson";

/** A truth that a prompt may state, and one way to hear it. */
export interface Question {
  readonly truth: "instrument" | "register" | "tempo" | "mode";
  /** `"classifier"`: the trained listener. `"signal"`: the notes alone, with nothing learnt. */
  readonly judge: "classifier" | "signal";
  readonly answer: (heard: HeardSound) => string | undefined;
}

/** All of them; no judge of the dance is among them, see {@link adherence}. */
export const questions: readonly Question[] = [
  { truth: "instrument", judge: "classifier", answer: ({ listener }) => listener.instrument },
  { truth: "register", judge: "classifier", answer: ({ listener }) => listener.register },
  { truth: "register", judge: "signal", answer: ({ signal }) => signal.register },
  { truth: "tempo", judge: "classifier", answer: ({ listener }) => listener.tempo },
  { truth: "tempo", judge: "signal", answer: ({ signal }) => signal.tempo },
  { truth: "mode", judge: "signal", answer: ({ signal }) => signal.mode },
];

/**
 * The share of sounds that are heard as what was stated, of those for which it was stated. No answer is a wrong one.
 *
 * @param truths one for each sound
 */
export function shareRight(
  { truth, answer }: Question,
  heard: readonly HeardSound[],
  truths: readonly Truths[],
): Share {
  const asked = heard.filter((_, i) => truths[i][truth] !== undefined);
  const right = heard.filter((sound, i) => {
    const stated = truths[i][truth];
    return stated !== undefined && answer(sound) === stated;
  });
  return wilsonShare(right.length, asked.length);
}

/**
 * What {@link shareRight} is on average if sounds and prompts are dealt at random:
 * Σ over words of (share of prompts that state it) · (share of sounds that are heard as it).
 *
 * With answers as even as the prompts it is 1 over the number of words; a model that always plays one thing gets the
 * share of prompts that ask for it.
 *
 * @returns NaN if no prompt states it
 */
export function chanceRight(
  { truth, answer }: Question,
  heard: readonly HeardSound[],
  truths: readonly Truths[],
): number {
  const stated = truths.flatMap((one) => one[truth] ?? []);
  const answers = heard.map(answer);
  const shareOf = (word: string): number =>
    answers.filter((one) => one === word).length / answers.length;
  return stated.reduce((sum, word) => sum + shareOf(word), 0) / stated.length;
}

/** The prompts dealt to other sounds at random. */
export function shuffledPrompts<P>(prompts: readonly P[], seed: number): P[] {
  return new Random(seed, "shuffled prompts").shuffle(prompts);
}
