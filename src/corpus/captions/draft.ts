/** Which facts a caption says, and in which words. */
import type { Random } from "../../tensor/random";
import type { Ways, Wording } from "../captionWords";
import type { ClipFacts } from "../facts";
import { sayKey } from "./keyWords";
import { registerWords } from "./registerWords";
import { tempoWords } from "./tempoWords";
import { plainNouns, regionPhrases, rhythmNouns, rhythmTags } from "./tuneWords";

/** What a caption may say of a clip. */
export type SaidFact = keyof Pick<
  ClipFacts,
  "instrument" | "tempo" | "bpm" | "register" | "rhythm" | "tonic" | "mode" | "region"
>;

/** Words that say a fact, if the sentence takes them up. */
export interface SaidWords {
  readonly fact: SaidFact;
  readonly words: string;
}

/** A caption's words before a sentence is chosen for them. */
export interface Draft {
  noun: string;
  isRhythm: boolean;
  readonly adjectives: string[];
  /** Directly after the noun: "in D major". */
  readonly attributes: string[];
  /** After everything: "at a brisk pace". */
  readonly remarks: string[];
  /** On their own, before or after the sentence: "take your time". */
  readonly asides: string[];
  /** All facts again, for a caption that is no sentence. */
  readonly tags: string[];
  /** Which of all these words say which fact. */
  readonly meanings: SaidWords[];
}

/** How often a fact that is so is also said: for each caption one of these, from terse to full. */
const talkativeness: readonly number[] = [0.25, 0.6, 0.7, 0.9];
/** How often a tempo is said in numbers. */
const counted = 0.12;
/** How often a quality is said twice, in two ways. */
const twice = { tempo: 0.3, register: 0.12 };
/** So many words may be said besides the instrument; a sentence around them has 9 at most. */
const room = 14;

/** Adds words if there is room for them. */
function put(draft: Draft, list: string[], words: string): boolean {
  const said = [draft.noun, ...draft.adjectives, ...draft.attributes, ...draft.remarks];
  const count = [...said, ...draft.asides, words].join(" ").split(" ").length;
  if (count > room) return false;
  list.push(words);
  return true;
}

/** A quality as adjective, as remark or as aside; now and then as two of these. */
function sayQuality(draft: Draft, fact: "tempo" | "register", ways: Ways, random: Random): void {
  const forms = [
    { list: draft.adjectives, words: random.choice(ways.adjectives) },
    { list: draft.remarks, words: random.choice(ways.phrases) },
    { list: draft.asides, words: random.choice(ways.asides) },
  ];
  draft.meanings.push(...forms.map(({ words }) => ({ fact, words })));
  const first = random.choice([0, 0, 0, 1, 1, 1, 2]);
  const second = (first + 1 + random.integer(2)) % 3;
  const chosen = random.uniform() < twice[fact] ? [first, second] : [first];
  for (const form of chosen) put(draft, forms[form].list, forms[form].words);
  const asTags = random
    .choice([
      [0, 2],
      [0, 1],
      [2, 0],
      [2, 1],
      [2, 0],
    ])
    .slice(0, chosen.length);
  for (const form of asTags) draft.tags.push(forms[form].words);
}

/**
 * The tempo in numbers. "bpm" only where the quarter note is the beat: a jig counts dotted quarters, a reel in 2/2 halves.
 */
function sayCount(draft: Draft, facts: ClipFacts, wording: Wording, random: Random): void {
  const bpm = Math.round(facts.bpm);
  const general =
    wording === "train"
      ? [`${bpm} quarter notes a minute`]
      : [`${bpm} quarter notes per minute`, `${bpm} crotchets a minute`];
  const beats =
    wording === "train" ? [`${bpm} bpm`, `${bpm} beats a minute`] : [`${bpm} beats per minute`];
  const count = random.choice(facts.meter.endsWith("/4") ? [...general, ...beats] : general);
  draft.meanings.push({ fact: "bpm", words: count });
  if (put(draft, draft.remarks, `at ${count}`)) draft.tags.push(count);
}

function sayTempo(draft: Draft, facts: ClipFacts, wording: Wording, random: Random): void {
  if (!facts.tempoHeard) return;
  if (facts.tempo) sayQuality(draft, "tempo", tempoWords[facts.tempo][wording], random);
  if (!facts.tempo || random.uniform() < counted) sayCount(draft, facts, wording, random);
}

/** Draws which facts to say, and words for them. */
export function draftOf(facts: ClipFacts, wording: Wording, random: Random): Draft {
  const talk = random.choice(talkativeness);
  const say = (share = 1): boolean => random.uniform() < talk * share;
  const isRhythm = say();
  const nouns = isRhythm ? rhythmNouns(facts.rhythm, wording) : plainNouns(wording);
  const draft: Draft = {
    noun: random.choice(nouns),
    isRhythm,
    adjectives: [],
    attributes: [],
    remarks: [],
    asides: [],
    tags: [],
    meanings: [],
  };
  const rhythmTag = random.choice(rhythmTags(facts.rhythm, wording));
  if (isRhythm) {
    draft.tags.push(rhythmTag);
    draft.meanings.push(
      { fact: "rhythm", words: draft.noun },
      { fact: "rhythm", words: rhythmTag },
    );
  }
  if (!isRhythm && random.uniform() < 0.3) draft.tags.push(draft.noun);
  const facets = [
    () => {
      if (say(1.1)) sayTempo(draft, facts, wording, random);
    },
    () => {
      if (!facts.register || !say()) return;
      sayQuality(draft, "register", registerWords[facts.register][wording], random);
    },
    () => {
      if (!facts.keyHeard || !say()) return;
      const key = sayKey(facts.tonic, facts.mode, wording, random);
      for (const words of [key.attribute, key.tag]) {
        draft.meanings.push({ fact: "mode", words });
        if (key.whole) draft.meanings.push({ fact: "tonic", words });
      }
      if (put(draft, draft.attributes, key.attribute)) draft.tags.push(key.tag);
    },
  ];
  for (const facet of random.shuffle(facets)) facet();
  const region = random.choice(regionPhrases(facts.region, wording));
  draft.meanings.push({ fact: "region", words: region });
  if (say(0.2) && put(draft, draft.attributes, region)) draft.tags.push(region);
  return draft;
}
