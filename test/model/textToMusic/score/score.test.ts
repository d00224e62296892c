/** Scores beside a latent: written, joined, read again. */
import { describe, expect, it, test } from "vitest";
import { openCorpus } from "../../../../src/corpus/corpus";
import type { Mode } from "../../../../src/corpus/tune";
import { TutorialError } from "../../../../src/error";
import {
  headChannels,
  headSize,
  scoreSize,
} from "../../../../src/model/textToMusic/score/channels";
import { checkHead, drawHead } from "../../../../src/model/textToMusic/score/drawHead";
import {
  keyCount,
  keyNumberOf,
  tempoStepOf,
  tempoSteps,
  writeHead,
} from "../../../../src/model/textToMusic/score/head";
import { leading, scoreLead } from "../../../../src/model/textToMusic/score/leading";
import { readScore } from "../../../../src/model/textToMusic/score/readScore";
import { writeScore } from "../../../../src/model/textToMusic/score/writeScore";
import { Random, seededNoise } from "../../../../src/tensor/random";
import { tf } from "../../../../src/tensor/tf";
import { channels, fakeRepresentation } from "../fakes";

const layout = { frames: 64, seconds: 0.064 };
const plans = async (count: number) => {
  const corpus = await openCorpus({ split: "test", count, seed: 3 });
  return Array.from({ length: count }, (_, i) => corpus.planAt(i));
};

describe("writeScore", () => {
  it("gives every channel a mean near 0 and a variance near 1", async () => {
    const scores = (await plans(300)).map(({ notes }) => writeScore(notes, layout));
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
});

describe("writeHead", () => {
  const head = { bpm: 60 / (16 * 0.064), tonic: "A", mode: "minor" } as const;

  it("turns once a quarter note, from the first sample on", () => {
    const at = (written: Float32Array, frame: number) =>
      written[frame * headSize + headChannels.beat];
    const whole = writeHead(head, layout);
    expect(at(whole, 0)).toBeCloseTo(Math.SQRT2 * Math.cos(Math.PI / 16), 5);
    expect(at(whole, 16)).toBeCloseTo(at(whole, 0), 5);
    expect(at(whole, 8)).toBeCloseTo(-at(whole, 0), 5);
    const later = writeHead(head, { ...layout, from: 5 });
    expect(at(later, 0)).toBeCloseTo(at(whole, 5), 5);
  });

  it("puts keys of one signature at one place", () => {
    const place = (tonic: string, mode: Mode) =>
      writeHead({ bpm: 100, tonic, mode }, layout).slice(
        headChannels.signature,
        headChannels.tonic,
      );
    expect(place("A", "minor")).toEqual(place("C", "major"));
    expect(place("E", "dorian")).toEqual(place("D", "major"));
    expect(place("G", "mixolydian")).toEqual(place("C", "major"));
    expect(place("G", "major")).not.toEqual(place("C", "major"));
  });
});

describe("drawHead", () => {
  const sure = (count: number, at: number) =>
    Array.from({ length: count }, (_, i) => (i === at ? 20 : 0));

  it("draws what is likely, and keeps what is settled", () => {
    const chances = {
      tempo: sure(tempoSteps.count, tempoStepOf(160)),
      key: sure(keyCount, keyNumberOf({ tonic: "F#", mode: "dorian" })),
    };
    const random = () => new Random(3);
    expect(drawHead(chances, random())).toEqual({ bpm: 160, tonic: "F#", mode: "dorian" });
    const settled = { bpm: 99, tonic: "Bb", mode: "major" } as const;
    expect(drawHead(chances, random(), settled)).toEqual(settled);
  });

  it("draws all that is open", () => {
    const even = { tempo: sure(tempoSteps.count, -1), key: sure(keyCount, -1) };
    const drawn = Array.from({ length: 200 }, (_, i) => drawHead(even, new Random(i)));
    expect(new Set(drawn.map(({ mode }) => mode)).size).toBe(4);
    expect(new Set(drawn.map(({ tonic }) => tonic)).size).toBeGreaterThanOrEqual(12);
    expect(Math.min(...drawn.map(({ bpm }) => bpm))).toBeLessThan(60);
  });

  it("refuses what no head can say", () => {
    expect(() => checkHead({ bpm: 1000 })).toThrowErrorMatchingInlineSnapshot(
      `[TutorialError: generate: expected a bpm of 40 to 200, a tonic such as "F#" or "Bb", a mode out of major, minor, mixolydian, dorian, got {"bpm":1000}; pass e.g. {head: {bpm: 120, tonic: "D", mode: "dorian"}}, or only some of it]`,
    );
    expect(() => checkHead({ tonic: "H" })).toThrow(TutorialError);
    expect(() => checkHead({ mode: "blues" as Mode })).toThrow(TutorialError);
  });
});

describe("readScore", () => {
  it("finds notes that were written", async () => {
    let [written, found] = [0, 0];
    for (const { notes } of await plans(60)) {
      const read = readScore(writeScore(notes, layout), layout);
      for (const { pitch, start } of notes.filter((note) => note.start < 4)) {
        written++;
        const same = read.find((one) => Math.abs(one.start - start) < 0.02);
        if (same?.pitch === pitch) found++;
      }
    }
    expect(found / written).toBeGreaterThan(0.97);
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
