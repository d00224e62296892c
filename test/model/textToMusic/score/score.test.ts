/** Scores beside a latent: written, joined, read again. */
import { describe, expect, it, test } from "vitest";
import { openCorpus } from "../../../../src/corpus/corpus";
import { scoreChannels, scoreSize } from "../../../../src/model/textToMusic/score/channels";
import { leading, scoreLead } from "../../../../src/model/textToMusic/score/leading";
import { readScore } from "../../../../src/model/textToMusic/score/readScore";
import { writeScore } from "../../../../src/model/textToMusic/score/writeScore";
import { seededNoise } from "../../../../src/tensor/random";
import { tf } from "../../../../src/tensor/tf";
import { channels, fakeRepresentation } from "../fakes";

const layout = { frames: 64, seconds: 0.064 };
const plans = async (count: number) => {
  const corpus = await openCorpus({ split: "test", count, seed: 3 });
  return Array.from({ length: count }, (_, i) => corpus.planAt(i));
};

describe("writeScore", () => {
  it("gives every channel a mean near 0 and a variance near 1", async () => {
    const scores = (await plans(300)).map((plan) => writeScore(plan, layout));
    for (let k = 0; k < scoreSize; k++) {
      const values = scores.flatMap((score) =>
        Array.from({ length: layout.frames }, (_, f) => score[f * scoreSize + k]),
      );
      const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
      const variance = values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / values.length;
      expect(Math.abs(mean)).toBeLessThan(0.3);
      expect(variance).toBeGreaterThan(0.6);
      expect(variance).toBeLessThan(1.8);
    }
  });

  it("turns once a quarter note, from the first sample on", async () => {
    const [plan] = await plans(1);
    const score = writeScore({ ...plan, facts: { ...plan.facts, bpm: 60 / (16 * 0.064) } }, layout);
    const at = (frame: number) => score[frame * scoreSize + scoreChannels.beat];
    expect(at(0)).toBeCloseTo(Math.SQRT2 * Math.cos(Math.PI / 16), 5);
    expect(at(16)).toBeCloseTo(at(0), 5);
    expect(at(8)).toBeCloseTo(-at(0), 5);
  });
});

describe("readScore", () => {
  it("finds tempo, key signature and notes that were written", async () => {
    let [written, found] = [0, 0];
    for (const plan of await plans(60)) {
      const read = readScore(writeScore(plan, layout), layout);
      expect(Math.abs(read.bpm - plan.facts.bpm)).toBeLessThan(0.6);
      for (const { pitch, start } of plan.notes.filter((note) => note.start < 4)) {
        written++;
        const same = read.notes.find((one) => Math.abs(one.start - start) < 0.02);
        if (same?.pitch === pitch) found++;
      }
    }
    expect(found / written).toBeGreaterThan(0.97);
  });

  it("knows the sharps of a key", async () => {
    const [plan] = await plans(1);
    const sharps = (tonic: string, mode: typeof plan.facts.mode) =>
      readScore(writeScore({ ...plan, facts: { ...plan.facts, tonic, mode } }, layout), layout)
        .sharps;
    expect(sharps("C", "major")).toBe(0);
    expect(sharps("D", "major")).toBe(2);
    expect(sharps("A", "minor")).toBe(0);
    expect(sharps("E", "dorian")).toBe(2);
    expect(sharps("G", "mixolydian")).toBe(0);
    expect(sharps("Bb", "major")).toBe(-2);
  });
});

describe("scoredLatent", () => {
  const scored = fakeRepresentation;

  it("lies beside the latent, and does not sound", () => {
    const before = tf.memory().numTensors;
    const sound = seededNoise<tf.Rank.R2>([2, 16 * channels], 1);
    const [latent, x0] = [scored.latent.encode(sound), scored.encode(sound)];
    expect(x0.shape).toEqual([2, 16, channels + scoreSize]);
    const score = Float32Array.from({ length: 16 * scoreSize }, (_, i) => i);
    const joined = scored.join(latent, [score, score]);
    expect(scored.scoresOf(joined)).toEqual([score, score]);
    const largest = tf.tidy(() => joined.slice([0, 0, channels]).max().dataSync()[0]);
    expect(largest).toBeCloseTo(scoreLead * (16 * scoreSize - 1), 1);
    const [heard, alone] = [scored.decode(joined), scored.latent.decode(latent)];
    expect(heard.dataSync()).toEqual(alone.dataSync());
    tf.dispose([sound, latent, x0, joined, heard, alone]);
    expect(tf.memory().numTensors).toBe(before);
  });

  it("is as long as its latent, and wider", () => {
    expect(scored.shapeFor(4.096)).toEqual([64, channels + scoreSize]);
    expect(scored.frameSeconds).toBeCloseTo(0.064, 6);
  });
});

test("a leading network sees scores of variance 1 at all times, and answers with leading ones", () => {
  const before = tf.memory().numTensors;
  const written = seededNoise<tf.Rank.R3>([1, 500, scoreSize], 1);
  const noise = seededNoise<tf.Rank.R3>([1, 500, scoreSize], 2);
  for (const t of [0.05, 0.5, 0.9, 0.99]) {
    const variances = tf.tidy(() => {
      const xt = written.mul(scoreLead * (1 - t)).add(noise.mul(t));
      let seen = 0;
      const network = leading((x) => {
        seen = x.square().mean().dataSync()[0];
        return written;
      });
      const answer = network(xt, t).sub(written.mul(scoreLead)).abs().max().dataSync()[0];
      return { seen, answer };
    });
    expect(variances.seen).toBeCloseTo(1, 1);
    expect(variances.answer).toBeLessThan(1e-5);
  }
  tf.dispose([written, noise]);
  expect(tf.memory().numTensors).toBe(before);
});
