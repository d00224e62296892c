/** How much of tempo and key a heading understands. */
import { statedCaption } from "../../../corpus/caption";
import { openCorpus } from "../../../corpus/corpus";
import type { ClipFacts } from "../../../corpus/facts";
import { tempoClassOf } from "../../../corpus/tempo";
import type { HeadChances } from "./drawHead";
import { keyNumberOf, tempoOfStep } from "./head";
import type { Heading } from "./heading";

const examined = 1024;
const batch = 64;

/** What is asked: is the likeliest answer of those that are meant the right one? */
const questions = {
  tempo: { of: "tempo", meant: (step: number) => tempoClassOf(tempoOfStep(step)) },
  mode: { of: "key", meant: (key: number) => Math.floor(key / 12) },
  tonic: { of: "key", meant: (key: number) => key % 12 },
} as const;
type Question = keyof typeof questions;

function likeliest(logits: readonly number[], meant: (i: number) => unknown): unknown {
  const most = Math.max(...logits);
  const sums = new Map<unknown, number>();
  logits.forEach((one, i) => {
    const meaning = meant(i);
    if (meaning !== undefined) sums.set(meaning, (sums.get(meaning) ?? 0) + Math.exp(one - most));
  });
  return [...sums].reduce((a, b) => (b[1] > a[1] ? b : a))[0];
}

function truth(question: Question, facts: ClipFacts): unknown {
  return question === "tempo" ? facts.tempo : questions[question].meant(keyNumberOf(facts));
}

/**
 * Validation captions in held-out wording, of those that state it: how often is the likeliest tempo class, mode or tonic
 * the one that is meant?
 */
export async function measureHeading(heading: Heading): Promise<Record<string, number>> {
  const corpus = await openCorpus({ split: "validation", count: examined });
  const asked = Array.from({ length: examined }, (_, i) => {
    const { facts } = corpus.planAt(i);
    return { facts, ...statedCaption(facts, { seed: i, wording: "heldOut" }) };
  });
  const chances: HeadChances[] = [];
  for (let first = 0; first < examined; first += batch) {
    const some = asked.slice(first, first + batch);
    chances.push(...(await heading.chances(some.map(({ text }) => text))));
  }
  const share = (question: Question): number => {
    const { of, meant } = questions[question];
    const right = asked.flatMap(({ facts, states }, i) =>
      states.includes(question)
        ? [likeliest(chances[i][of], meant) === truth(question, facts)]
        : [],
    );
    return right.filter(Boolean).length / right.length;
  };
  return {
    tempoRight: share("tempo"),
    modeRight: share("mode"),
    tonicRight: share("tonic"),
    captions: examined,
  };
}
