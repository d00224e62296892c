/** True captions: facts put into varied words, and never more than is so. */
import { Random } from "../tensor/random";
import { anonymousFrames } from "./captions/anonymousFrames";
import { spaced, withArticle } from "./captions/captionParts";
import type { CaptionParts } from "./captions/captionParts";
import { decorate } from "./captions/decorate";
import { draftOf } from "./captions/draft";
import type { Draft, SaidFact, SaidWords } from "./captions/draft";
import { instrumentWords } from "./captions/instrumentWords";
import { captionFrames } from "./captionFrames";
import { wordings } from "./captionWords";
import type { Wording } from "./captionWords";
import type { ClipFacts } from "./facts";
import { oneOf } from "./oneOf";

/** How {@link caption} words the facts. */
export interface CaptionOptions {
  /** Another seed, another wording of the same facts. Default 0. */
  readonly seed?: number;
  /** Default `"train"`; `"heldOut"` has sentences and synonyms that no training caption has. */
  readonly wording?: Wording;
}

/** How often a training caption keeps the instrument to itself. */
const anonymous = 0.06;

/** How two adjectives stand side by side. */
const between: Readonly<Record<Wording, readonly string[]>> = {
  train: [", ", ", ", " ", " and "],
  heldOut: [", "],
};

/** The remarks as they end a sentence: those that begin with a preposition may do without a comma. */
function endingOf(remarks: string, random: Random): string {
  if (remarks === "") return "";
  const bare = /^(at|in|with|played|taken) /.test(remarks) && random.uniform() < 0.7;
  return `${bare ? " " : ", "}${remarks}`;
}

function partsOf(draft: Draft, instrument: string, wording: Wording, random: Random): CaptionParts {
  const qualities = random.shuffle(draft.adjectives).join(random.choice(between[wording]));
  const attributes = draft.attributes.join(" ");
  const remarks = random.shuffle(draft.remarks).join(", ");
  return {
    instrument,
    qualities,
    noun: draft.noun,
    isRhythm: draft.isRhythm,
    attributes,
    tune: spaced(withArticle(spaced(qualities, draft.noun)), attributes),
    remarks,
    ending: endingOf(remarks, random),
    tags: random.shuffle(draft.tags),
  };
}

/** A caption, and which facts it states. */
export interface StatedCaption {
  readonly text: string;
  readonly states: readonly SaidFact[];
}

/** Is it there, whole words only? "high" is not in "high-speed". */
function contains(text: string, words: string): boolean {
  const plain = words.toLowerCase().replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`(?<![\\w-])${plain}(?![\\w-])`).test(text.toLowerCase());
}

/**
 * The same caption as {@link caption}'s, with the facts that it states: what a clip made for it can be held against.
 *
 * @throws TutorialError `corpus.wording.unknown`
 *
 * @example
 * const { facts } = (await openCorpus({ split: "test", count: 1 })).planAt(0);
 * const { text, states } = statedCaption(facts, { wording: "heldOut" });
 * console.log(text, states.includes("tempo"));
 */
export function statedCaption(facts: ClipFacts, options: CaptionOptions = {}): StatedCaption {
  const wording = oneOf(options.wording ?? "train", wordings, {
    code: "corpus.wording.unknown",
    where: "caption",
    kind: "a wording",
  });
  const random = new Random(options.seed ?? 0, "caption", wording, facts.tuneId);
  const draft = draftOf(facts, wording, random);
  const names = instrumentWords(facts.instrument, wording);
  const instrument = random.uniform() < 0.5 ? names[0] : random.choice(names);
  const parts = partsOf(draft, instrument, wording, random);
  const unnamed = wording === "train" && random.uniform() < anonymous;
  const plain = random.choice(unnamed ? anonymousFrames : captionFrames[wording])(parts);
  const unsaid = draft.asides.filter((aside) => !contains(plain, aside));
  const text = decorate(plain, unsaid, random);
  const meanings: SaidWords[] = [...draft.meanings, { fact: "instrument", words: instrument }];
  const said = meanings.filter(({ words }) => contains(text, words)).map(({ fact }) => fact);
  return { text, states: [...new Set(said)] };
}

/**
 * Words a clip's facts: the instrument nearly always, any of the others at random, if they can be heard; some captions
 * name the instrument alone, some say everything, none is longer than 30 words.
 *
 * Not said: a key that this segment does not show, a tempo that its notes do not show, a tempo or register between the
 * classes. Synonyms and sentences are listed in `captions/`.
 *
 * @throws TutorialError `corpus.wording.unknown`
 *
 * @example
 * const clips = await openCorpus({ split: "test", count: 1 });
 * console.log(caption(clips.planAt(0).facts, { seed: 1 }), caption(clips.planAt(0).facts, { wording: "heldOut" }));
 */
export function caption(facts: ClipFacts, options: CaptionOptions = {}): string {
  return statedCaption(facts, options).text;
}
