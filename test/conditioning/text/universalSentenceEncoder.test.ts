import { afterAll, beforeAll, expect, test } from "vitest";
import { embedPieces } from "../../../src/conditioning/text/embedPieces";
import { openUniversalSentenceEncoder } from "../../../src/conditioning/text/universalSentenceEncoder";
import type { TextBackbone } from "../../../src/conditioning/text/textBackbone";
import type { TextEmbedding } from "../../../src/conditioning/textEmbedding";
import { prepareBackend } from "../../../src/tensor/backend";
import { countTensors } from "../../../src/tensor/budget";
import { tf } from "../../../src/tensor/tf";

let backbone: TextBackbone;
beforeAll(async () => {
  await prepareBackend();
  backbone = await openUniversalSentenceEncoder();
});
afterAll(() => backbone.dispose());

/** The numbers of an embedding, which is disposed of. */
function numbers(embedding: TextEmbedding): {
  global: number[][];
  tokens: number[][][];
  mask: number[][];
} {
  const { global, tokens, mask } = embedding;
  const read = { global: global.arraySync(), tokens: tokens.arraySync(), mask: mask.arraySync() };
  tf.dispose([global, tokens, mask]);
  return read;
}

const embed = async (texts: readonly string[]): Promise<ReturnType<typeof numbers>> =>
  numbers(await backbone.embed(texts));

const norm = (vector: readonly number[]): number => Math.hypot(...vector);
const farthest = (a: readonly number[], b: readonly number[]): number =>
  Math.max(...a.map((value, index) => Math.abs(value - b[index])));
const cosine = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, value, index) => sum + value * b[index], 0) / norm(a) / norm(b);

const music = ["a slow sad violin melody", "a reel", "the flute plays in a minor key, quickly"];

test("shapes and sizes: norm √512 where there is a token, 0 elsewhere", async () => {
  const { global, tokens, mask } = await embed(music);
  const counts = music.map((text) => backbone.read(text).ids.length);
  const longest = Math.max(...counts);
  expect(global.map(({ length }) => length)).toEqual([512, 512, 512]);
  for (const vector of global) expect(norm(vector)).toBeCloseTo(Math.sqrt(512), 3);
  for (const [text, count] of counts.entries()) {
    const expected = Array.from({ length: longest }, (_, place) => Number(place < count));
    expect(mask[text]).toEqual(expected);
    tokens[text].forEach((vector, place) => {
      expect(norm(vector)).toBeCloseTo(Math.sqrt(512) * expected[place], 3);
    });
  }
});

test("a text alone says the same as in a batch, and beside a longer one", async () => {
  const texts = [...music, "x", "a 快 reel 🎻", "violin ".repeat(20)];
  const together = await embed(texts);
  for (const [index, text] of texts.entries()) {
    const alone = await embed([text]);
    expect(farthest(alone.global[0], together.global[index])).toBeLessThan(1e-4);
    alone.tokens[0].forEach((vector, place) => {
      expect(farthest(vector, together.tokens[index][place])).toBeLessThan(1e-4);
    });
  }
});

test("the same text says the same each time, bit for bit", async () => {
  expect(await embed(music)).toEqual(await embed(music));
});

test("more texts than go through at once come out in their order", async () => {
  const texts = Array.from({ length: 70 }, (_, index) => `tune number ${index}`);
  const all = await embed(texts);
  expect(all.global).toHaveLength(70);
  for (const index of [0, 31, 32, 69]) {
    const alone = await embed([texts[index]]);
    expect(farthest(alone.global[0], all.global[index])).toBeLessThan(1e-4);
  }
});

test("a text without words is zeros with an empty mask, alone and among others", async () => {
  const alone = await embed(["", " "]);
  expect(alone.mask).toEqual([[0], [0]]);
  expect(norm(alone.global.flat())).toBe(0);
  expect(norm(alone.tokens.flat(2))).toBe(0);
  const among = await embed(["", music[0], " "]);
  expect(among.global.map((vector) => norm(vector) > 0)).toEqual([false, true, false]);
  expect(norm([...among.tokens[0].flat(), ...among.tokens[2].flat()])).toBe(0);
});

test("hears what is like what", async () => {
  const pairs = [
    ["How do I cook rice?", "boil the rice in water"],
    ["the stock market fell today", "shares lost much of their price"],
    ["a melody for the piano", "piano music"],
    ["the dog barks at the cat", "a puppy is chasing kittens"],
    ["heavy rain is expected tomorrow", "the weather will be wet"],
    ["he fixed the engine of the car", "a mechanic repairs vehicles"],
  ];
  const texts = pairs.flat();
  const { global } = await embed(texts);
  const nearest = texts.map((_, index) => {
    const others = texts.map((__, other) =>
      other === index ? -1 : cosine(global[index], global[other]),
    );
    return others.indexOf(Math.max(...others));
  });
  expect(nearest).toEqual(texts.map((_, index) => (index % 2 === 0 ? index + 1 : index - 1)));
});

test("tokens know what is around them and where they are", async () => {
  const { tokens } = await embed(["slow slow music", "slow food"]);
  expect(farthest(tokens[0][0], tokens[0][1])).toBeGreaterThan(0.1);
  expect(farthest(tokens[0][0], tokens[1][0])).toBeGreaterThan(0.1);
});

test("leaves no tensor behind but the three; opened twice, the weights are there once", async () => {
  await embed(music);
  const { result, leaked } = await countTensors(() => backbone.embed([...music, ""]));
  expect(leaked).toBe(3);
  tf.dispose([result.global, result.tokens, result.mask]);

  const again = await countTensors(openUniversalSentenceEncoder);
  expect(again.leaked).toBe(0);
  again.result.dispose();
  again.result.dispose();
  expect((await embed(["a reel"])).mask).toEqual([[1, 1, 1]]);
});

test("the last to dispose releases the weights", async () => {
  backbone.dispose();
  const { leaked } = await countTensors(async () => {
    const opened = await openUniversalSentenceEncoder();
    tf.dispose({ ...(await opened.embed(["", "a reel"])) });
    opened.dispose();
  });
  expect(leaked).toBe(0);
  backbone = await openUniversalSentenceEncoder();
});

test("a run that fails leaves no tensor behind", async () => {
  const vector = (): Promise<never> => Promise.reject(new Error("out of memory"));
  const { leaked } = await countTensors(() =>
    expect(embedPieces({ run: vector, dispose: () => undefined }, [[7]])).rejects.toThrow("memory"),
  );
  expect(leaked).toBe(0);
});

test("refuses no texts, and work after dispose", async () => {
  await expect(backbone.embed([])).rejects.toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: TextBackbone.embed: expected one text or more, got none; pass [""] for music without a text]`,
  );
  const other = await openUniversalSentenceEncoder();
  other.dispose();
  await expect(other.embed(["a"])).rejects.toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: TextBackbone.embed: expected an open backbone, got one that was disposed of; open it again]`,
  );
});

test("sounds the same on plain JavaScript and WebAssembly", async () => {
  const here = await embed([music[1], ""]);
  const before = tf.getBackend();
  try {
    for (const name of ["cpu", "wasm"] as const) {
      await prepareBackend(name);
      const there = await embed([music[1], ""]);
      expect(farthest(there.global.flat(), here.global.flat()), name).toBeLessThan(1e-4);
      expect(farthest(there.tokens.flat(2), here.tokens.flat(2)), name).toBeLessThan(1e-3);
    }
  } finally {
    await tf.setBackend(before);
  }
});
