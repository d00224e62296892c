import { beforeAll, expect, test } from "vitest";
import { caption } from "../../src/corpus/caption";
import { captionFrames, withArticle } from "../../src/corpus/captionFrames";
import {
  instrumentWords,
  registerWords,
  tempoWords,
  wordings,
} from "../../src/corpus/captionWords";
import type { Wording } from "../../src/corpus/captionWords";
import { openCorpus } from "../../src/corpus/corpus";
import type { ClipFacts } from "../../src/corpus/facts";

interface Captioned {
  readonly facts: ClipFacts;
  readonly caption: string;
}
const captions: Record<Wording, Captioned[]> = { train: [], heldOut: [] };

beforeAll(async () => {
  for (const wording of wordings) {
    const corpus = await openCorpus({ count: 3000, wording, audibleTempo: false, seed: 5 });
    captions[wording] = Array.from({ length: corpus.count }, (_, i) => corpus.planAt(i));
  }
});

/** All classes that a text claims by the words of a table, longest words first. */
function claims(
  text: string,
  table: Readonly<
    Record<
      string,
      Readonly<Record<Wording, { adjectives: readonly string[]; phrases: readonly string[] }>>
    >
  >,
  wording: Wording,
): string[] {
  const ways = Object.entries(table).flatMap(([name, by]) =>
    [...by[wording].adjectives, ...by[wording].phrases].map((way) => ({ name, way })),
  );
  ways.sort((a, b) => b.way.length - a.way.length);
  const found: string[] = [];
  let rest = text.toLowerCase();
  for (const { name, way } of ways) {
    const pattern = new RegExp(`(?<![\\w-])${way}(?![\\w-])`);
    if (pattern.test(rest)) {
      found.push(name);
      rest = rest.replace(pattern, "*");
    }
  }
  return found;
}

/** A caption whose register phrase says "high" must not be read as tempo "at high speed", and so on. */
test.each(wordings)("%s captions claim nothing that is not so", (wording) => {
  const said = { tempo: 0, register: 0, key: 0, count: 0, rhythm: 0 };
  for (const { facts, caption: text } of captions[wording]) {
    for (const name of claims(text, tempoWords, wording)) {
      expect(facts.tempoHeard && name === facts.tempo, text).toBe(true);
      said.tempo++;
    }
    for (const name of claims(text, registerWords, wording)) {
      expect(name, text).toBe(facts.register);
      said.register++;
    }
    const key = /\b([A-G])(#|b|[ -]sharp|[ -]flat)? (major|minor|mixolydian|dorian)\b/.exec(text);
    if (key) {
      const sign =
        { "#": "#", b: "b", sharp: "#", flat: "b" }[key[2]?.replace(/^[ -]/, "") ?? ""] ?? "";
      expect(facts.keyHeard && `${key[1]}${sign} ${key[3]}` === facts.key, text).toBe(true);
      said.key++;
    }
    const mode = /\b(major|minor|mixolydian|dorian)\b/.exec(text);
    if (mode) expect(facts.keyHeard && facts.mode === mode[1], text).toBe(true);
    const count = /(\d+) (\w+)/.exec(text);
    if (count) {
      expect(facts.tempoHeard && Number(count[1]) === facts.bpm, text).toBe(true);
      if (/bpm|beats/.test(count[2])) expect(facts.meter, text).toMatch(/\/4$/);
      said.count++;
    }
    expect(
      instrumentWords[facts.instrument].some((name) => text.toLowerCase().includes(name)),
      text,
    ).toBe(true);
    if (text.toLowerCase().includes(facts.rhythm)) said.rhythm++;
    else expect(text).toMatch(/tune|melody/i);
  }
  // Every kind of fact is said often, and left out often.
  for (const [kind, times] of Object.entries(said)) {
    expect(times, kind).toBeGreaterThan(kind === "count" ? 50 : 600);
    expect(times, kind).toBeLessThan(2400);
  }
});

test("no instrument is named in another's caption", () => {
  const all = Object.entries(instrumentWords).flatMap(([instrument, names]) =>
    names.map((name) => ({ instrument, name })),
  );
  for (const { facts, caption: text } of captions.train) {
    for (const { instrument, name } of all) {
      // "fiddle" may also name the book, "organ" is part of "church organ".
      const plain = text.toLowerCase().replace(/fiddle tunes/, "");
      if (instrument !== facts.instrument) expect(plain).not.toMatch(new RegExp(`\\b${name}\\b`));
    }
  }
});

test("articles are right", () => {
  expect([withArticle("unhurried oboe"), withArticle("koto")]).toEqual([
    "an unhurried oboe",
    "a koto",
  ]);
  for (const { caption: text } of [...captions.train, ...captions.heldOut]) {
    expect(text).not.toMatch(/\ba [aeiou]/i);
    expect(text).not.toMatch(/\ban [^aeiou]/i);
    expect(text).not.toMatch(/ {2}| ,|,,| \.|undefined/);
    // No word spoken otherwise than it is spelled.
    expect(text).not.toMatch(/\b(a|an) (uni|eu|one|hour|honest)/i);
  }
});

test("held-out sentences and synonyms are in no training caption", () => {
  const train = new Set(captions.train.map(({ caption: text }) => text.toLowerCase()));
  const heldOut = captions.heldOut.map(({ caption: text }) => text.toLowerCase());
  expect(heldOut.filter((text) => train.has(text))).toHaveLength(0);
  for (const table of [tempoWords, registerWords]) {
    for (const { train: usual, heldOut: kept } of Object.values(table)) {
      const shared = [...kept.adjectives, ...kept.phrases].filter((way) =>
        [...usual.adjectives, ...usual.phrases].includes(way),
      );
      expect(shared).toHaveLength(0);
    }
  }
  const frames = { train: 0, heldOut: 0 };
  const blank = { instrument: "I", tune: "T", remarks: "R", tags: ["X"] };
  for (const wording of wordings)
    frames[wording] = new Set(captionFrames[wording].map((f) => f(blank))).size;
  expect(frames).toEqual({ train: 8, heldOut: 6 });
  const usual = new Set(captionFrames.train.map((frame) => frame(blank)));
  expect(captionFrames.heldOut.some((frame) => usual.has(frame(blank)))).toBe(false);
});

test("many captions for one clip, and the same one for the same seed", () => {
  const [{ facts }] = captions.train;
  const texts = Array.from({ length: 200 }, (_, seed) => caption(facts, { seed }));
  expect(new Set(texts).size).toBeGreaterThan(120);
  expect(caption(facts, { seed: 3 })).toBe(texts[3]);
  expect(texts.slice(0, 6)).toMatchInlineSnapshot(`
    [
      "Clarinet playing a medium-pitched reel in F minor.",
      "clarinet playing a slow-paced melody in F minor in the mid-range",
      "A clarinet plays a mid-range tune in F minor from a book of Irish-American fiddle tunes taken slowly.",
      "Solo clarinet: a melody in a minor key at a medium pitch.",
      "play a medium-pitched reel in F minor on the clarinet",
      "A leisurely melody in the key of F minor for solo clarinet.",
    ]
  `);
  expect(() => caption(facts, { wording: "test" as Wording })).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: caption: expected a wording "train" | "heldOut", got "test"; pass one of these names]`,
  );
});
