import { beforeAll, expect, test } from "vitest";
import { monoClip } from "../../src/audio/clip";
import { openCorpus } from "../../src/corpus/corpus";
import { matchTimes, onsetAgreement } from "../../src/evaluation/onsetAgreement";
import { onsets } from "../../src/evaluation/onsets";
import { prepareBackend } from "../../src/tensor/backend";
import { countTensors } from "../../src/tensor/budget";
import { noisy, sampleRate, scale, tune } from "./sounds";

beforeAll(async () => void (await prepareBackend()));

test("plucked notes are found where they are, all of them and nothing else", async () => {
  const { result, leaked } = await countTensors(() => onsets(tune(scale, 2)));
  expect(result).toHaveLength(scale.length);
  result.forEach((time, n) => expect(Math.abs(time - scale[n][1])).toBeLessThan(0.015));
  expect(leaked).toBe(0);
});

test("a steady tone, a vibrato and silence have none", () => {
  const tone = (depth: number) =>
    Float32Array.from({ length: 16000 }, (_, i) => {
      const t = i / sampleRate;
      return 0.3 * Math.sin(2 * Math.PI * 440 * t + depth * Math.sin(2 * Math.PI * 6 * t));
    });
  expect(onsets(monoClip(tone(0), sampleRate)).filter((t) => t > 0.1 && t < 0.9)).toEqual([]);
  expect(onsets(monoClip(new Float32Array(16000), sampleRate))).toEqual([]);
});

test.each(["piano", "harp", "banjo", "koto", "nylon guitar", "vibraphone"] as const)(
  "notes of %s are found within 30 ms",
  async (instrument) => {
    const options = { split: "test", seed: 3, count: 3, instruments: [instrument] } as const;
    let [written, found, matched] = [0, 0, 0];
    for (const { clip, notes } of await openCorpus(options)) {
      // Before the first note there is nothing that could change.
      const starts = notes.map(({ start }) => start).filter((start) => start > 0.03);
      const heard = onsets(clip).filter((time) => time > 0.03);
      written += starts.length;
      found += heard.length;
      matched += matchTimes(starts, heard, 0.03);
    }
    expect(matched / written).toBeGreaterThan(0.97);
    expect(matched / found).toBeGreaterThan(0.9);
  },
);

test("matching uses each time once, and as many as can be", () => {
  expect(matchTimes([1, 2, 3], [1.02, 2.5, 3.03], 0.03)).toBe(2);
  expect(matchTimes([1, 1.02], [1.01], 0.03)).toBe(1);
  expect(matchTimes([1, 1.04], [1.02, 1.05], 0.03)).toBe(2);
  expect(matchTimes([], [1], 0.03)).toBe(0);
});

test("agreement: noise keeps the onsets, a delay of 60 ms loses them, a missing note is missed", () => {
  const original = tune(scale, 2);
  expect(onsetAgreement(original, noisy(original, 0.001))).toMatchObject({
    recall: 1,
    survived: 4,
  });
  const late = scale.map(([f, start]) => [f, start + 0.06] as const);
  expect(onsetAgreement(original, tune(late, 2)).recall).toBe(0);
  const three = onsetAgreement(original, tune(scale.slice(0, 3), 2));
  expect(three).toMatchObject({ recall: 0.75, precision: 1 });
});

test("an onset that got softer, and no longer stands out by itself, is still there", () => {
  const original = tune(scale, 2);
  /** The third note with so much of its growth laid into the note before it. */
  const softened = (share: number) =>
    monoClip(
      original.channels[0].map((x, i) => {
        const t = i / sampleRate;
        if (t < 0.6 || t >= 1) return x;
        return (1 - share) * x + share * original.channels[0][i + 0.4 * sampleRate];
      }),
      sampleRate,
    );
  const threshold = 0.5;
  const soft = softened(0.3);
  const near = (times: readonly number[]) => times.filter((t) => Math.abs(t - 1) < 0.03);
  expect(near(onsets(original, { threshold }))).toHaveLength(1);
  expect(near(onsets(soft, { threshold }))).toHaveLength(0);
  expect(onsetAgreement(original, soft, { threshold }).recall).toBe(1);
});
