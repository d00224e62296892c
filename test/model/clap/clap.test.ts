import { beforeAll, expect, test } from "vitest";
import type { TextBackbone } from "../../../src/conditioning/text/textBackbone";
import { clapBackbone } from "../../../src/model/clap/clapBackbone";
import { clapOf, openClap } from "../../../src/model/clap/clap";
import { callClap } from "../../../src/model/clap/clapNetwork";
import { keepTexts } from "../../../src/model/textStore";
import { nearestRows } from "../../../src/model/clap/zeroShot";
import { Parameters } from "../../../src/nn/parameters";
import { prepareBackend } from "../../../src/tensor/backend";
import { countTensors } from "../../../src/tensor/budget";
import { Random } from "../../../src/tensor/random";
import { tf } from "../../../src/tensor/tf";
import { tones } from "../../representation/sounds";

beforeAll(async () => {
  await prepareBackend();
});

/** Reads letters as noise of their own: as small as a backbone can be. */
const letters: TextBackbone = {
  name: "letters",
  globalSize: 6,
  tokenSize: 4,
  maxTokens: 32,
  read: (text) => ({ text, pieces: [...text], ids: [], notices: [] }),
  embed: (texts) => {
    const longest = Math.max(1, ...texts.map(({ length }) => length));
    const vector = (key: string, size: number): number[] =>
      Array.from(new Random(1, key).normals(size));
    const tokens = texts.map((text) =>
      Array.from({ length: longest }, (_, i) =>
        i < text.length ? vector(text[i], 4) : [0, 0, 0, 0],
      ),
    );
    const mask = texts.map((text) =>
      Array.from({ length: longest }, (_, i) => Number(i < text.length)),
    );
    return Promise.resolve({
      global: tf.tensor2d(texts.map((text) => vector(text, 6))),
      tokens: tf.tensor3d(tokens),
      mask: tf.tensor2d(mask),
    });
  },
  dispose: () => undefined,
};

test("unit vectors of texts and sounds, their cosines as scores; nothing is left behind", async () => {
  const { leaked } = await countTensors(async () => {
    const clap = clapOf(new Parameters(7), letters);
    const sounds = tones([220, 440], 20000);
    const [said, heard] = [await clap.embedText(["slow", "fast"]), clap.embedSound(sounds)];
    for (const one of [said, heard]) {
      expect(one.shape).toEqual([2, 128]);
      const lengths = tf.tidy(() => one.square().sum(1).dataSync<"float32">());
      for (const length of lengths) expect(length).toBeCloseTo(1, 4);
    }
    const cosines = tf.tidy(() => said.mul(heard).sum(1).dataSync<"float32">());
    const scores = await clap.score(["slow", "fast"], sounds);
    scores.forEach((score, i) => expect(score).toBeCloseTo(cosines[i], 5));
    tf.dispose([said, heard, sounds]);
    clap.dispose();
  });
  expect(leaked).toBe(0);
});

test("a score needs a sound for each text", async () => {
  const clap = clapOf(new Parameters(7), letters);
  const sound = tones([220], 20000);
  await expect(clap.score(["a", "b"], sound)).rejects.toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: Clap.score: expected a sound for each text, waveforms [B, S] for B texts, got [1, 20000] for 2 texts; repeat the sound for each text that it is to be compared with: tf.tile(waveform, [B, 1])]`,
  );
  sound.dispose();
});

test("the audio tower has at most half a million weights", () => {
  const parameters = new Parameters(7);
  callClap(parameters);
  const audio = Object.entries(parameters.values()).filter(([name]) => !name.startsWith("text."));
  expect(audio.reduce((sum, [, { size }]) => sum + size, 0)).toBeLessThan(5e5);
  parameters.dispose();
});

test("as a backbone it has a vector, √128 long, and tokens of variance 1", async () => {
  const parameters = new Parameters(7);
  callClap(parameters, letters);
  const clap = clapOf(parameters, letters);
  const backbone = clapBackbone(clap, letters);
  expect([backbone.globalSize, backbone.tokenSize]).toEqual([128, 128]);
  const { result: read, leaked } = await countTensors(() => backbone.embed(["ab", "c"]));
  expect(leaked).toBe(3);
  expect([read.global.shape, read.tokens.shape, read.mask.shape]).toEqual([[2, 128], [2, 2, 128], [2, 2]]); // prettier-ignore
  const length = tf.tidy(() => read.global.square().sum(1).sqrt().dataSync()[0]);
  expect(length).toBeCloseTo(Math.sqrt(128), 3);
  const sizes = tf.tidy(() => Array.from(read.tokens.square().mean(2).dataSync()));
  [1, 1, 1, 0].forEach((size, i) => expect(sizes[i]).toBeCloseTo(size, 2));
  tf.dispose(read);
  backbone.dispose();
});

test("texts that were kept come back in any order, 1 % off at most", async () => {
  const texts = ["abc", "", "ab"];
  const store = await keepTexts(letters, texts);
  expect(store.count).toBe(3);
  const [again, fresh] = [store.take([2, 0]), await letters.embed(["ab", "abc"])];
  expect(again.tokens.shape).toEqual([2, 3, 4]);
  tf.tidy(() => {
    expect(again.mask.arraySync()).toEqual(fresh.mask.arraySync());
    for (const part of ["global", "tokens"] as const) {
      const error = again[part].sub(fresh[part]).abs().max().dataSync()[0];
      expect(error).toBeLessThan(0.01 * fresh[part].abs().max().dataSync()[0]);
    }
  });
  const empty = store.take([1]);
  expect(empty.tokens.shape).toEqual([1, 1, 4]);
  tf.dispose([again, fresh, empty]);
});

test("the nearest row is that of the largest product", () => {
  tf.tidy(() => {
    const rows = tf.tensor2d([[1, 0], [0.6, 0.8], [-1, 0.1]]); // prettier-ignore
    expect(nearestRows(rows, tf.tensor2d([[0, 1], [1, 0]]))).toEqual([1, 0, 0]); // prettier-ignore
  });
});

test("without weights it says how to get them", async () => {
  await expect(
    openClap({ folder: "/nowhere", backbone: letters }),
  ).rejects.toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: readTrained("clap"): expected a file clap/card.json among the trained weights, got no such file; train it with: npm run train -- clap]`,
  );
});
