/** Prompts out of the corpus: held-out captions of tunes that nothing was trained on, with what each states. */
import { statedCaption } from "../../corpus/caption";
import { openCorpus } from "../../corpus/corpus";
import type { CorpusOptions } from "../../corpus/corpus";
import { truthsOf } from "./realClips";
import type { PromptWithTruths } from "./truths";

/**
 * Captions in wording that no training caption has, each with those truths that it states.
 *
 * @param options `{split: "test", count: 256}` unless given
 * @throws TutorialError those of {@link openCorpus}
 *
 * @example
 * for (const { prompt, truths } of await corpusPrompts({ count: 3 })) console.log(prompt, truths.tempo);
 */
export async function corpusPrompts(options: CorpusOptions = {}): Promise<PromptWithTruths[]> {
  const corpus = await openCorpus({ split: "test", count: 256, ...options });
  return Array.from({ length: corpus.count }, (_, index) => {
    const { facts } = corpus.planAt(index);
    const wording = { seed: index, wording: "heldOut" } as const;
    const { text, states } = statedCaption(facts, wording);
    const stated: readonly string[] = states;
    const truths = Object.entries(truthsOf(facts)).filter(([name]) => stated.includes(name));
    return { prompt: text, truths: Object.fromEntries(truths) };
  });
}
