/** Captions are many, short, and leave the held-out words alone. */
import { beforeAll, expect, test } from "vitest";
import { caption } from "../../src/corpus/caption";
import { registerWords } from "../../src/corpus/captions/registerWords";
import { tempoWords } from "../../src/corpus/captions/tempoWords";
import { captionFrames } from "../../src/corpus/captionFrames";
import { wordings } from "../../src/corpus/captionWords";
import type { Ways, Wording } from "../../src/corpus/captionWords";
import { openCorpus } from "../../src/corpus/corpus";

const captions: Record<Wording, string[]> = { train: [], heldOut: [] };

beforeAll(async () => {
  const corpus = await openCorpus({ count: 400, seed: 6 });
  const plans = Array.from({ length: corpus.count }, (_, i) => corpus.planAt(i));
  for (const wording of wordings) {
    captions[wording] = [1, 2, 3, 4, 5].flatMap((seed) =>
      plans.map(({ facts }, i) => caption(facts, { wording, seed: 10 * i + seed })),
    );
  }
});

/** Without capitals and hyphens: "slow moving" is as held out as "slow-moving". */
const plain = (text: string): string => text.toLowerCase().replaceAll("-", " ");
const waysOf = (ways: Ways): string[] =>
  [...ways.adjectives, ...ways.phrases, ...ways.asides].map(plain);
const tables = [...Object.values(tempoWords), ...Object.values(registerWords)];

/** Parts of which every one can be found again. */
const parts = {
  instrument: "zither",
  qualities: "quiet",
  noun: "polka",
  isRhythm: true,
  attributes: "in blue",
  tune: "a quiet polka in blue",
  remarks: "at noon",
  ending: " at noon",
  tags: ["polka", "at noon", "in blue", "quiet"],
};

test("every class of tempo and register is said in many ways", () => {
  for (const [table, least] of [
    [tempoWords, 25],
    [registerWords, 15],
  ] as const) {
    for (const { train } of Object.values(table)) {
      for (const list of [train.adjectives, train.phrases, train.asides])
        expect(new Set(list).size).toBeGreaterThanOrEqual(least);
    }
  }
});

test("no word or phrase stands for two classes", () => {
  for (const wording of wordings) {
    const all = tables.flatMap((by) => [...new Set(waysOf(by[wording]))]);
    expect(all.filter((way, i) => all.indexOf(way) !== i)).toEqual([]);
  }
});

test("no training caption has a held-out word or phrase", () => {
  const kept = tables.flatMap((by) => waysOf(by.heldOut));
  const usual = [...tables.flatMap((by) => waysOf(by.train)), ...captions.train.map(plain)];
  for (const way of kept) {
    const pattern = new RegExp(`\\b${way}\\b`);
    expect(usual.filter((text) => pattern.test(text))).toEqual([]);
  }
  const train = new Set(captions.train.map(plain));
  // But for names: "nylon guitar" is a whole caption.
  const sentences = captions.heldOut.filter((text) => text.split(" ").length > 3);
  expect(sentences.filter((text) => train.has(plain(text)))).toEqual([]);
});

test("no sentence is in both wordings, and each says everything", () => {
  const sentences = { train: new Set<string>(), heldOut: new Set<string>() };
  for (const wording of wordings) {
    for (const frame of captionFrames[wording]) {
      const text = frame(parts);
      sentences[wording].add(text);
      for (const part of [parts.instrument, ...parts.tags]) expect(text).toContain(part);
    }
    expect(sentences[wording].size).toBe(captionFrames[wording].length);
  }
  expect(sentences.train.size).toBeGreaterThanOrEqual(60);
  expect([...sentences.heldOut].filter((text) => sentences.train.has(text))).toEqual([]);
});

test("captions are short, and hardly any is like another", () => {
  for (const wording of wordings) {
    const lengths = captions[wording].map((text) => text.split(/\s+/).length);
    expect(Math.max(...lengths)).toBeLessThanOrEqual(30);
    const share = (least: number, most: number): number =>
      lengths.filter((n) => n >= least && n <= most).length / lengths.length;
    expect(share(1, 20)).toBeGreaterThan(0.9);
    // As terse as "slow flute".
    expect(share(1, 4)).toBeGreaterThan(wording === "train" ? 0.05 : 0.02);
    expect(new Set(captions[wording]).size).toBeGreaterThan(1850);
  }
});

test("some are shouted, some asked, some all in lower case", () => {
  const times = (pattern: RegExp): number =>
    captions.train.filter((text) => pattern.test(text)).length;
  expect(times(/^[^a-z]+$/)).toBeGreaterThan(10);
  expect(times(/^[^A-Z]+$/)).toBeGreaterThan(300);
  expect(times(/\?/)).toBeGreaterThan(80);
  expect(times(/!/)).toBeGreaterThan(150);
});
