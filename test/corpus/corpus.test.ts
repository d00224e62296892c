import { setTimeout } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import { openCorpus } from "../../src/corpus/corpus";
import { meanPitch, registerCentres } from "../../src/corpus/register";
import { tuneSplits } from "../../src/corpus/split";
import { tempoRanges } from "../../src/corpus/tempo";
import { planTune, tuneClip } from "../../src/corpus/tuneClip";
import { findTune } from "../../src/corpus/tuneBook";

test("any clip can be had alone, in any order, and is always the same", async () => {
  const corpus = await openCorpus({ count: 6, seconds: 0.5, seed: 3 });
  const inOrder = [...corpus];
  expect(inOrder).toHaveLength(6);
  const again = await openCorpus({ count: 1000, seconds: 0.5, seed: 3 });
  for (const index of [5, 0, 3]) expect(again.clipAt(index)).toEqual(inOrder[index]);
  expect((await openCorpus({ seed: 4, seconds: 0.5 })).planAt(0)).not.toEqual(again.planAt(0));
});

test("what the facts say is what the notes are", async () => {
  for (const split of ["train", "validation", "test"] as const) {
    const corpus = await openCorpus({ split, count: 400, seed: 1 });
    const seen = { major: 0, instruments: new Set<string>() };
    for (let i = 0; i < corpus.count; i++) {
      const { facts, notes } = corpus.planAt(i);
      expect(tuneSplits().get(facts.tuneId)).toBe(split);
      expect(facts.split).toBe(split);
      expect(facts.meanPitch).toBe(meanPitch(notes));
      expect(Math.abs(facts.meanPitch - registerCentres[facts.register!])).toBeLessThanOrEqual(3);
      const { low, high } = tempoRanges[facts.tempo!];
      expect(facts.bpm >= low && facts.bpm <= high).toBe(true);
      expect(facts.tempoHeard).toBe(true);
      expect(notes[0].start).toBe(0);
      expect(Math.max(...notes.map((n) => n.start + n.duration))).toBeLessThanOrEqual(4.096 + 1e-9);
      if (facts.mode === "major") seen.major++;
      seen.instruments.add(facts.instrument);
    }
    // Half major: within four standard deviations of 400 throws of a coin.
    expect(Math.abs(seen.major - 200)).toBeLessThan(40);
    expect(seen.instruments.size).toBe(16);
  }
});

test("as found, the tunes are mostly major", async () => {
  const corpus = await openCorpus({ count: 400, balanceModes: false });
  const major = Array.from({ length: 400 }, (_, i) => corpus.planAt(i).facts.mode === "major");
  expect(major.filter(Boolean).length).toBeGreaterThan(320);
});

test("only what was asked for", async () => {
  const corpus = await openCorpus({
    count: 30,
    instruments: ["koto", "oboe"],
    tempos: ["slow"],
    registers: ["high"],
    wording: "heldOut",
  });
  for (let i = 0; i < 30; i++) {
    const { facts } = corpus.planAt(i);
    expect(["koto", "oboe"]).toContain(facts.instrument);
    expect([facts.tempo, facts.register]).toEqual(["slow", "high"]);
  }
});

test("300 clips take no more memory than one", async () => {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  // Buffers are freed beside the collector, some time after it: the least of several looks is what stays.
  const used = async (): Promise<number> => {
    const looks: number[] = [];
    for (let look = 0; look < 5; look++) {
      collect();
      await setTimeout(20);
      const { heapUsed, external } = process.memoryUsage();
      looks.push((heapUsed + external) / 2 ** 20);
    }
    return Math.min(...looks);
  };
  const corpus = await openCorpus({ count: 300, seconds: 1, seed: 2 });
  // The instruments' own samples are decoded at their first note and kept: a bounded sum, paid in the first round.
  for (let i = 0; i < corpus.count; i++) corpus.clipAt(i);
  const before = await used();
  let heard = 0;
  for (const { clip } of corpus) heard += clip.channels[0].length;
  expect(heard).toBe(300 * 16000);
  // Kept, they would be 18 MB at 16 kHz, and 55 MB at the rate they are played.
  expect((await used()) - before).toBeLessThan(10);
}, 60_000);

test("bad options are refused", async () => {
  const open = (options: object) => () => openCorpus(options);
  await expect(open({ split: "dev" })).rejects.toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: openCorpus: expected a split "train" | "validation" | "test", got "dev"; pass one of these names]`,
  );
  await expect(open({ instruments: ["lute"] })).rejects.toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: openCorpus: expected an instrument "piano" | "vibraphone" | "church organ" | "accordion" | "nylon guitar" | "violin" | "cello" | "harp" | "trumpet" | "oboe" | "clarinet" | "flute" | "whistle" | "banjo" | "koto" | "bagpipe", got "lute"; did you mean "flute"?]`,
  );
  await expect(open({ instruments: [] })).rejects.toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: openCorpus: expected at least one instrument, got an empty list; leave the option out to have them all]`,
  );
  await expect(open({ tempos: ["presto"] })).rejects.toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: openCorpus: expected a tempo "slow" | "medium" | "fast", got "presto"; pass one of these names]`,
  );
  await expect(open({ registers: ["middle"] })).rejects.toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: openCorpus: expected a register "low" | "mid" | "high", got "middle"; did you mean "mid"?]`,
  );
  await expect(open({ wording: "test" })).rejects.toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: openCorpus: expected a wording "train" | "heldOut", got "test"; pass one of these names]`,
  );
  await expect(open({ seconds: -1 })).rejects.toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: openCorpus: expected a length above 0 and up to 600 seconds, got -1; pass for example {seconds: 4.096}]`,
  );
  await expect(open({ count: 0 })).rejects.toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: openCorpus: expected a whole number of clips above 0, got 0; pass for example {count: 1000}]`,
  );
  await expect(open({ sampleRate: 100 })).rejects.toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: openCorpus: expected a whole sample rate of 4,000 to 96,000 Hz, got 100; pass for example {sampleRate: 16000}]`,
  );
  const corpus = await openCorpus({ count: 10 });
  expect(() => corpus.clipAt(10)).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: Corpus.clipAt: expected a whole index of 0 to 9, got 10; open the corpus with a larger count, or ask for an earlier clip]`,
  );
  expect(() => corpus.clipAt(0.5)).toThrow("got 0.5");
  const brief = await openCorpus({ seconds: 0.05, tempos: ["slow"] });
  expect(() => brief.planAt(0)).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: openCorpus: expected segments of 0.05 s whose tempo can be heard, got none in 500 tries at 62 quarter notes a minute; ask for more seconds, or pass {audibleTempo: false}]`,
  );
});

test("one tune, played as asked", async () => {
  const tune = findTune("o1561");
  const high = planTune(tune, { instrument: "flute", bpm: 160, register: "high", bar: 4 });
  const low = planTune(tune, { instrument: "flute", bpm: 160, register: "low", bar: 4 });
  expect([high.facts.register, low.facts.register]).toEqual(["high", "low"]);
  expect(new Set(high.notes.map(({ pitch }, i) => pitch - low.notes[i].pitch)).size).toBe(1);
  expect(planTune(tune).facts.key).toBe(`${tune.tonic} ${tune.mode}`);
  const { clip, facts } = await tuneClip(tune, { instrument: "koto", bpm: 90, seconds: 0.5 });
  expect(clip.channels[0]).toHaveLength(8000);
  expect([facts.tempo, facts.instrument]).toEqual([undefined, "koto"]);
  expect(() => planTune(tune, { register: "middle" as "mid" })).toThrow('did you mean "mid"?');
  expect(() => planTune(tune, { bpm: 0 })).toThrow("20 to 400");
});
