import { beforeAll, expect, test } from "vitest";
import { caption, statedCaption } from "../../src/corpus/caption";
import { withArticle } from "../../src/corpus/captions/captionParts";
import { instrumentWords } from "../../src/corpus/captions/instrumentWords";
import { registerWords } from "../../src/corpus/captions/registerWords";
import { tempoWords } from "../../src/corpus/captions/tempoWords";
import { wordings } from "../../src/corpus/captionWords";
import type { WaysByWording, Wording } from "../../src/corpus/captionWords";
import { openCorpus } from "../../src/corpus/corpus";
import type { ClipFacts } from "../../src/corpus/facts";
import { instrumentNames } from "../../src/corpus/instruments";
import { loadTunes } from "../../src/corpus/tuneBook";

interface Captioned {
  readonly facts: ClipFacts;
  readonly caption: string;
}
const captions: Record<Wording, Captioned[]> = { train: [], heldOut: [] };

beforeAll(async () => {
  const corpus = await openCorpus({ count: 600, audibleTempo: false, seed: 5 });
  const plans = Array.from({ length: corpus.count }, (_, i) => corpus.planAt(i));
  for (const wording of wordings) {
    captions[wording] = [1, 2, 3, 4, 5].flatMap((seed) =>
      plans.map(({ facts }, i) => ({
        facts,
        caption: caption(facts, { wording, seed: 10 * i + seed }),
      })),
    );
  }
});

/** A word or phrase, and the class that it claims. */
interface Claim {
  readonly kind: "tempo" | "register";
  readonly name: string;
  readonly pattern: RegExp;
}

/** All claims that the words of both tables can make, the longest first: "high speed" is not high. */
function claimsOf(wording: Wording): Claim[] {
  const tables = { tempo: tempoWords, register: registerWords };
  const ways = (["tempo", "register"] as const).flatMap((kind) =>
    Object.entries<WaysByWording>(tables[kind]).flatMap(([name, by]) => {
      const { adjectives, phrases, asides } = by[wording];
      return [...adjectives, ...phrases, ...asides].map((way) => ({ kind, name, way }));
    }),
  );
  ways.sort((a, b) => b.way.length - a.way.length);
  return ways.map(({ kind, name, way }) => ({
    ...{ kind, name },
    pattern: new RegExp(`(?<![\\w-])${way}(?![\\w-])`, "gi"),
  }));
}

/** The classes that a text claims; what is part of a longer phrase claims nothing by itself. */
function claimed(text: string, claims: readonly Claim[]): Claim[] {
  const found: Claim[] = [];
  let rest = text;
  for (const claim of claims) {
    const apart = rest.replace(claim.pattern, "*");
    if (apart !== rest) found.push(claim);
    rest = apart;
  }
  return found;
}

/** The key that a text names, as {@link ClipFacts} spell it. */
function keyIn(text: string): string | undefined {
  // "in a minor key" names no tonic A.
  const key =
    /\b([a-g])(#|b|[ -]sharp|[ -]flat)? (major|minor|mixolydian|dorian)\b(?!-| (key|mode|scale)\b)/i;
  const match = key.exec(text);
  if (!match) return undefined;
  const sign = (match[2] ?? "")
    .toLowerCase()
    .replace(/[ -]?sharp/, "#")
    .replace(/[ -]?flat/, "b");
  return `${match[1].toUpperCase()}${sign} ${match[3].toLowerCase()}`;
}

/** The rhythms that a text names. */
const rhythms = [...new Set(loadTunes().map((tune) => tune.rhythm))];
const rhythmsIn = (text: string): string[] =>
  rhythms.filter((rhythm) => new RegExp(`\\b${rhythm}\\b`, "i").test(text));

/** A caption whose register phrase says "high" must not be read as tempo "at high speed", and so on. */
test.each(wordings)("%s captions claim nothing that is not so", (wording) => {
  let instruments = 0;
  const said = { tempo: 0, register: 0, key: 0, mode: 0, count: 0, rhythm: 0 };
  const claims = claimsOf(wording);
  for (const { facts, caption: text } of captions[wording]) {
    for (const { kind, name } of claimed(text, claims)) {
      if (kind === "tempo") expect(facts.tempoHeard, text).toBe(true);
      expect(name, text).toBe(facts[kind]);
      said[kind]++;
    }
    const key = keyIn(text);
    if (key) {
      expect(facts.keyHeard && key === facts.key, text).toBe(true);
      said.key++;
    }
    const mode = /\b(major|minor|mixolydian|dorian)\b/i.exec(text);
    if (mode) {
      expect(facts.keyHeard && facts.mode === mode[1].toLowerCase(), text).toBe(true);
      said.mode++;
    }
    // What minor sounds like is no fact by itself.
    if (/\b(dark|bright)\b/i.test(text)) expect(text).toMatch(/dark minor|bright major/i);
    const count = /(\d+) (\w+)/.exec(text.toLowerCase());
    if (count) {
      expect(facts.tempoHeard && Number(count[1]) === facts.bpm, text).toBe(true);
      if (/bpm|beats/.test(count[2])) expect(facts.meter, text).toMatch(/\/4$/);
      said.count++;
    }
    const names = instrumentWords(facts.instrument, wording);
    if (names.some((name) => text.toLowerCase().includes(name.toLowerCase()))) instruments++;
    const named = rhythmsIn(text);
    // A slip jig is a jig.
    for (const rhythm of named) expect(facts.rhythm.endsWith(rhythm), text).toBe(true);
    if (named.length > 0) said.rhythm++;
  }
  // Who plays is nearly always said.
  expect(instruments / captions[wording].length).toBeGreaterThan(wording === "train" ? 0.9 : 0.999);
  // Every other kind of fact is said often, and left out often.
  for (const [kind, times] of Object.entries(said)) {
    expect(times, kind).toBeGreaterThan(kind === "count" ? 50 : 400);
    expect(times, kind).toBeLessThan(2400);
  }
});

test("what a caption states is what its words claim", () => {
  for (const wording of wordings) {
    const claims = claimsOf(wording);
    for (const [i, { facts }] of captions[wording].entries()) {
      const { text, states } = statedCaption(facts, { wording, seed: i });
      const found = claimed(text, claims).map(({ kind }) => kind);
      expect([text, states.includes("tempo")]).toEqual([text, found.includes("tempo")]);
      expect([text, states.includes("register")]).toEqual([text, found.includes("register")]);
      expect(states.includes("tonic"), text).toBe(keyIn(text) !== undefined);
    }
  }
});

test("no instrument is named in another's caption", () => {
  const all = instrumentNames.flatMap((instrument) =>
    instrumentWords(instrument, "train").map((name) => ({
      instrument,
      pattern: new RegExp(`\\b${name}\\b`),
    })),
  );
  const wrong = captions.train.filter(({ facts, caption: text }) => {
    // "fiddle" may also name the book, "organ" is part of "church organ".
    const plain = text.toLowerCase().replace(/fiddle tunes/, "");
    return all.some(
      ({ instrument, pattern }) => instrument !== facts.instrument && pattern.test(plain),
    );
  });
  expect(wrong.map(({ caption: text }) => text)).toEqual([]);
});

test("articles are right", () => {
  expect([withArticle("unhurried oboe"), withArticle("koto")]).toEqual([
    "an unhurried oboe",
    "a koto",
  ]);
  const wrong = [
    ...[/\ba [aeiou]/i, /\ban [^aeiou]/i, / {2}| ,|,,| \.|undefined/],
    // No word spoken otherwise than it is spelled.
    /\b(a|an) (uni|eu|one|hour|honest)/i,
  ];
  const texts = [...captions.train, ...captions.heldOut].map(({ caption: text }) => text);
  for (const pattern of wrong) expect(texts.filter((text) => pattern.test(text))).toEqual([]);
});

test("many captions for one clip, and the same one for the same seed", () => {
  const [{ facts }] = captions.train;
  const texts = Array.from({ length: 200 }, (_, seed) => caption(facts, { seed }));
  expect(new Set(texts).size).toBeGreaterThan(120);
  expect(caption(facts, { seed: 3 })).toBe(texts[3]);
  expect(texts.slice(0, 6)).toMatchInlineSnapshot(`
    [
      "would a clarinet play a tune for me?",
      "at 67 quarter notes a minute, a ponderous melody in F minor on the clarinet",
      "mid-range reel in f minor, clarinet, unhurriedly, at an average pitch",
      "at an average pitch, without any rush, a reel in the key of f minor on the clarinet",
      "Not low, not high, taken very slowly, a clarinet plays a tune in the key of F minor.",
      "can I get something rather unhurried, medium-pitched on clarinet in F minor, a reel, pitched in the middle?",
    ]
  `);
  expect(() => caption(facts, { wording: "test" as Wording })).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: caption: expected a wording "train" | "heldOut", got "test"; pass one of these names]`,
  );
});
