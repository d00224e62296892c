/** True captions: facts put into varied words, and never more than is so. */
import { Random } from "../tensor/random";
import { captionFrames, withArticle } from "./captionFrames";
import {
  instrumentWords,
  regionPhrases,
  registerWords,
  tempoWords,
  wordings,
} from "./captionWords";
import type { Ways, Wording } from "./captionWords";
import type { ClipFacts } from "./facts";
import { oneOf } from "./oneOf";

/** How {@link caption} words the facts. */
export interface CaptionOptions {
  /** Another seed, another wording of the same facts. Default 0. */
  readonly seed?: number;
  /** Default `"train"`; `"heldOut"` has sentences and synonyms that no training caption has. */
  readonly wording?: Wording;
}

/** How often a fact that is so is also said. */
const mentioned = 0.65;
/** How often a tempo is said in numbers. */
const counted = 0.2;

/** A caption as it grows. */
interface Draft {
  readonly adjectives: string[];
  /** Directly after the noun: "in D major". */
  readonly attributes: string[];
  /** After everything: "at a brisk pace". */
  readonly remarks: string[];
  readonly tags: string[];
}

/** A quality as adjective or as remark. */
function sayQuality(draft: Draft, ways: Ways, random: Random): void {
  const adjective = random.choice(ways.adjectives);
  draft.tags.push(adjective);
  if (random.uniform() < 0.5) draft.adjectives.push(adjective);
  else draft.remarks.push(random.choice(ways.phrases));
}

/** "F#" as people write it and as they say it. */
function spellTonic(tonic: string, wording: Wording, random: Random): string {
  const accidental = tonic.endsWith("#") ? "sharp" : "flat";
  if (tonic.length === 1 || (wording === "train" && random.uniform() < 0.5)) return tonic;
  return `${tonic[0]}${wording === "train" ? " " : "-"}${accidental}`;
}

function sayKey(draft: Draft, facts: ClipFacts, wording: Wording, random: Random): void {
  const { tonic, mode } = facts;
  const modeOnly =
    mode === "major" || mode === "minor" ? `in a ${mode} key` : `in the ${mode} mode`;
  const key = `${spellTonic(tonic, wording, random)} ${mode}`;
  const lead = wording === "train" ? ["in", "in the key of"] : ["keyed in", "with its tonality in"];
  const whole = random.uniform() < 0.7;
  draft.attributes.push(whole ? `${random.choice(lead)} ${key}` : modeOnly);
  draft.tags.push(whole ? key : modeOnly.replace(/^in (a|the) /, ""));
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
  draft.remarks.push(`at ${count}`);
  draft.tags.push(count);
}

/**
 * Words a clip's facts: the instrument always, any of the others at random, if they can be heard.
 *
 * Not said: a key that this segment does not show, a tempo that its notes do not show, a tempo or register between the
 * classes. Synonyms and sentences are listed in `captionWords.ts` and `captionFrames.ts`.
 *
 * @throws TutorialError `corpus.wording.unknown`
 *
 * @example
 * const clips = await openCorpus({ split: "test", count: 1 });
 * console.log(caption(clips.planAt(0).facts, { seed: 1 }), caption(clips.planAt(0).facts, { wording: "heldOut" }));
 */
export function caption(facts: ClipFacts, options: CaptionOptions = {}): string {
  const wording = oneOf(options.wording ?? "train", wordings, {
    code: "corpus.wording.unknown",
    where: "caption",
    kind: "a wording",
  });
  const random = new Random(options.seed ?? 0, "caption", wording, facts.tuneId);
  const say = (): boolean => random.uniform() < mentioned;
  const draft: Draft = { adjectives: [], attributes: [], remarks: [], tags: [] };
  const noun = say() ? facts.rhythm : random.choice(["tune", "melody"]);
  draft.tags.push(noun);
  if (facts.tempoHeard && say()) {
    if (facts.tempo) sayQuality(draft, tempoWords[facts.tempo][wording], random);
    if (!facts.tempo || random.uniform() < counted) sayCount(draft, facts, wording, random);
  }
  if (facts.register && say()) sayQuality(draft, registerWords[facts.register][wording], random);
  if (facts.keyHeard && say()) sayKey(draft, facts, wording, random);
  if (random.uniform() < mentioned / 3) {
    const region = random.choice(regionPhrases(facts.region, wording));
    draft.attributes.push(region);
    draft.tags.push(region);
  }
  const names = instrumentWords[facts.instrument];
  const text = random.choice(captionFrames[wording])({
    instrument: random.uniform() < 0.6 ? names[0] : random.choice(names),
    tune: [
      withArticle([draft.adjectives.join(", "), noun].join(" ").trim()),
      ...draft.attributes,
    ].join(" "),
    remarks: random.shuffle(draft.remarks).join(", "),
    tags: random.shuffle(draft.tags),
  });
  return random.uniform() < 0.4 ? `${text[0].toUpperCase()}${text.slice(1)}.` : text;
}
