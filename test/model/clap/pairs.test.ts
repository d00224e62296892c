import { beforeAll, expect, test } from "vitest";
import { caption, statedCaption } from "../../../src/corpus/caption";
import { openClipPool } from "../../../src/corpus/clipPool";
import type { ClipFacts } from "../../../src/corpus/facts";
import type { TextBackbone } from "../../../src/conditioning/text/textBackbone";
import { pairsOf } from "../../../src/model/clap/pairs";
import { isTrueOf } from "../../../src/model/clap/statedFacts";
import { prepareBackend } from "../../../src/tensor/backend";
import { countTensors } from "../../../src/tensor/budget";
import { Random } from "../../../src/tensor/random";
import { tf } from "../../../src/tensor/tf";

beforeAll(async () => {
  await prepareBackend();
});

/** Of a text it knows the number of its words. */
const wordCounter: TextBackbone = {
  name: "word counter",
  globalSize: 1,
  tokenSize: 1,
  maxTokens: 1,
  read: (text) => ({ text, pieces: [text], ids: [0], notices: [] }),
  embed: (texts) => {
    const counts = texts.map((text) => text.split(" ").length);
    const shape: [number, number] = [texts.length, 1];
    return Promise.resolve({
      global: tf.tensor2d(counts, shape),
      tokens: tf.tensor3d(counts, [texts.length, 1, 1]),
      mask: tf.ones(shape),
    });
  },
  dispose: () => undefined,
};

async function someFacts(): Promise<ClipFacts> {
  const pool = await openClipPool({ split: "train", count: 1, instruments: ["violin"] });
  return { ...pool.factsAt(0), tempo: "fast", bpm: 160, tempoHeard: true, register: "low" };
}

test("a fact is stated where the caption's words speak of it", async () => {
  const facts = await someFacts();
  const silent = { ...facts, tempo: undefined, tempoHeard: false, register: undefined };
  let [tempo, bpm] = [0, 0];
  for (let seed = 0; seed < 60; seed++) {
    const options = { seed, wording: "heldOut" } as const;
    const { text, states: stated } = statedCaption(facts, options);
    expect(stated).toContain("instrument");
    // 160 is how many quarter notes a minute there are, and nothing else.
    expect(stated.includes("bpm")).toBe(text.includes("160"));
    if (stated.includes("tempo")) tempo++;
    if (stated.includes("bpm")) bpm++;
    expect(caption(silent, options)).not.toMatch(/160/);
  }
  expect(tempo).toBeGreaterThan(20);
  expect(tempo).toBeLessThan(60);
  expect(bpm).toBeLessThan(tempo);
});

test("a caption is true of a clip that differs only in what it does not state", async () => {
  const facts = await someFacts();
  const other = { ...facts, register: "high" as const };
  expect(isTrueOf(["instrument", "tempo"], facts, other)).toBe(true);
  expect(isTrueOf(["instrument", "register"], facts, other)).toBe(false);
  expect(isTrueOf([], facts, other)).toBe(true);
});

test("a batch is of few instruments and of different clips, each with a caption that is true of it", async () => {
  const pool = await openClipPool({
    split: "train",
    count: 12,
    seconds: 1.024,
    audibleTempo: false,
    instruments: ["violin", "koto", "oboe"],
  });
  const pairs = await pairsOf(pool, wordCounter, 2);
  const { leaked } = await countTensors(() => {
    tf.tidy(() => {
      const batch = { pairs: 4, instruments: 2, samples: 8000, wordings: 3 };
      const { waveform, captions } = pairs.draw(new Random(3), batch);
      expect(waveform.shape[1]).toBe(8000);
      const [count] = waveform.shape;
      expect(count).toBeGreaterThanOrEqual(3);
      expect(captions).toHaveLength(3);
      for (const { text, matches } of captions) {
        expect(text.global.shape).toEqual([count, 1]);
        const rows = matches.arraySync();
        rows.forEach((row, i) => expect(row[i]).toBe(1));
        // Between instruments nothing matches: clips come instrument by instrument.
        expect([rows[0][count - 1], rows[count - 1][0]]).toEqual([0, 0]);
      }
      const again = pairs.draw(new Random(3), batch);
      expect(again.waveform.sub(waveform).abs().max().dataSync()[0]).toBe(0);
      const sounds = waveform.arraySync().map((one) => one.slice(0, 50).join());
      expect(new Set(sounds).size).toBe(count);
    });
  });
  expect(leaked).toBe(0);
});
