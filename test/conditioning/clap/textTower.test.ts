import { beforeAll, expect, test } from "vitest";
import { attentionPooling } from "../../../src/conditioning/clap/attentionPooling";
import { clapTextTower } from "../../../src/conditioning/clap/textTower";
import type { TextEmbedding } from "../../../src/conditioning/textEmbedding";
import { normal } from "../../../src/nn/initializers";
import { Parameters } from "../../../src/nn/parameters";
import { prepareBackend } from "../../../src/tensor/backend";
import { countTensors } from "../../../src/tensor/budget";
import { Random, seededNoise } from "../../../src/tensor/random";
import { tf } from "../../../src/tensor/tf";
import type { Rank } from "../../../src/tensor/tf";
import { gradientError } from "../../nn/gradients";

beforeAll(async () => {
  await prepareBackend();
});

/** Two texts, of 3 tokens and of 2, with `padding` places after the longer. */
function texts(padding: number): TextEmbedding {
  const length = 3 + padding;
  const mask = [3, 2].map((own) => Array.from({ length }, (_, i) => Number(i < own)));
  const tokens = seededNoise<Rank.R3>([2, 3, 32], 1);
  return {
    global: seededNoise<Rank.R2>([2, 32], 2),
    // What lies after the last token is not zero here, so that it would be noticed.
    tokens: tf.concat([tokens, tf.ones<Rank.R3>([2, padding, 32])], 1),
    mask: tf.tensor2d(mask, [2, length]),
  };
}

test("128 numbers a text, whatever stands after its last token; nothing is left behind", async () => {
  const { leaked } = await countTensors(() => {
    const parameters = new Parameters(7);
    tf.tidy(() => {
      const features = clapTextTower(parameters, texts(0));
      expect(features.shape).toEqual([2, 128]);
      const padded = clapTextTower(parameters, texts(4));
      expect(features.sub(padded).abs().max().dataSync()[0]).toBeLessThan(1e-5);
    });
    parameters.dispose();
  });
  expect(leaked).toBe(0);
});

test("a text without a token has features too", () => {
  const parameters = new Parameters(7);
  tf.tidy(() => {
    const empty = { global: tf.zeros<Rank.R2>([1, 32]), tokens: tf.zeros<Rank.R3>([1, 1, 32]) };
    const features = clapTextTower(parameters, { ...empty, mask: tf.zeros<Rank.R2>([1, 1]) });
    expect(features.isFinite().all().dataSync()[0]).toBe(1);
  });
  parameters.dispose();
});

test("both what the tokens say and what the whole says counts; it drops numbers in training only", () => {
  const parameters = new Parameters(7);
  tf.tidy(() => {
    const text = texts(0);
    const plain = clapTextTower(parameters, text);
    const differs = (other: TextEmbedding, random?: Random): boolean =>
      clapTextTower(parameters, other, random).sub(plain).abs().max().dataSync()[0] > 1e-3;
    expect(differs(text)).toBe(false);
    expect(differs({ ...text, tokens: text.tokens.add(1) })).toBe(true);
    expect(differs({ ...text, global: text.global.add(1) })).toBe(true);
    expect(differs(text, new Random(1))).toBe(true);
  });
  parameters.dispose();
});

test("the sizes of the real backbone: at most 0.4 million weights", () => {
  const parameters = new Parameters(7);
  tf.tidy(() => {
    const global = tf.zeros<Rank.R2>([1, 512]);
    const tokens = tf.zeros<Rank.R3>([1, 4, 512]);
    clapTextTower(parameters, { global, tokens, mask: tf.ones([1, 4]) });
  });
  expect(parameters.count()).toBeLessThan(4e5);
  parameters.dispose();
});

test("pooling is a mean where all tokens are alike, and its gradient is right", () => {
  const parameters = new Parameters(7);
  tf.tidy(() => {
    const one = seededNoise<Rank.R3>([1, 1, 8], 3);
    const options = (length: number) => ({ mask: tf.ones<Rank.R2>([1, length]), heads: 2 });
    const single = attentionPooling(parameters, "pool", one, options(1));
    const many = attentionPooling(parameters, "pool", one.tile([1, 5, 1]), options(5));
    expect(single.sub(many).abs().max().dataSync()[0]).toBeLessThan(1e-5);
  });
  parameters.dispose();
  const learned = new Parameters(8);
  const mask = tf.tensor2d([[1, 1, 0], [1, 1, 1]]); // prettier-ignore
  const error = gradientError(learned, () => {
    const x = learned.get<Rank.R3>("x", [2, 3, 4], normal(1));
    return attentionPooling(learned, "pool", x, { mask, heads: 2 }).square().sum().asScalar();
  });
  expect(error).toBeLessThan(1e-2);
  learned.dispose();
  mask.dispose();
});
