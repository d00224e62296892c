import { beforeAll, describe, expect, test } from "vitest";
import { modeNames } from "../../../src/conditioning/modes/mode";
import type { ModeName } from "../../../src/conditioning/modes/mode";
import { enterModes } from "../../../src/conditioning/modes/modes";
import type { TextEmbedding } from "../../../src/conditioning/textEmbedding";
import { Parameters } from "../../../src/nn/parameters";
import { prepareBackend } from "../../../src/tensor/backend";
import { tf } from "../../../src/tensor/tf";
import type { Tensor, Tensor2D, Tensor3D } from "../../../src/tensor/tf";
import { apart, music, networks, textOf, told, wake } from "./hosts";

beforeAll(async () => void (await prepareBackend()));

/** A network that a text has entered by one mode, with nothing silent in it. */
function hearing(kind: string, mode: ModeName): (text: TextEmbedding) => Tensor {
  const parameters = new Parameters(3);
  told(parameters, networks[kind], [mode], textOf([4, 2])).dispose();
  wake(parameters);
  return (text) => told(parameters, networks[kind], [mode], text);
}

/** The first text of two words, the second of all four; the words that are missing are loud nonsense. */
function padded(text: TextEmbedding, more: number): TextEmbedding {
  const [texts, , size] = text.tokens.shape;
  return {
    global: text.global,
    tokens: tf.concat<Tensor3D>([text.tokens, tf.fill([texts, more, size], 9)], 1),
    mask: tf.concat<Tensor2D>([text.mask, tf.zeros([texts, more])], 1),
  };
}

/** A text with its words in another order, or some of them, by their places. */
function only(text: TextEmbedding, places: readonly number[]): TextEmbedding {
  return {
    global: text.global,
    tokens: tf.gather<Tensor3D>(text.tokens, [...places], 1),
    mask: tf.gather<Tensor2D>(text.mask, [...places], 1),
  };
}

const muted = (text: TextEmbedding, place: number): TextEmbedding => ({
  ...text,
  mask: text.mask.mul(tf.oneHot(place, text.mask.shape[1]).cast("float32").mul(-1).add(1)),
});

describe.each(Object.keys(networks))("%s", (kind) => {
  test("padding changes nothing", () => {
    const text = textOf([4, 2]);
    for (const mode of modeNames) {
      const hear = hearing(kind, mode);
      expect(apart(hear(text), hear(padded(text, 3))), mode).toBeLessThan(1e-5);
    }
  });

  test("another text is another answer, and each item hears its own", () => {
    for (const mode of modeNames) {
      const hear = hearing(kind, mode);
      const [first, second] = [textOf([4, 4]), textOf([4, 4], 5)];
      expect(apart(hear(first), hear(second)), mode).toBeGreaterThan(1e-3);
      const item = (x: TextEmbedding, i: number): Tensor[] =>
        [x.global, x.tokens, x.mask].map((part) => part.slice([i], [1]));
      const [global, tokens, mask] = [0, 1, 2].map((part) =>
        tf.concat([item(first, 0)[part], item(second, 1)[part]]),
      );
      const mixed = { global, tokens, mask } as TextEmbedding;
      expect(apart(hear(mixed).slice([0], [1]), hear(first).slice([0], [1])), mode).toBeLessThan(
        1e-5,
      );
      expect(apart(hear(mixed).slice([1], [1]), hear(second).slice([1], [1])), mode).toBeLessThan(
        1e-5,
      );
    }
  });

  test("attention finds words wherever they stand; a concatenation with time hears their order", () => {
    const text = textOf([4, 4]);
    const turned = only(text, [2, 0, 3, 1]);
    for (const mode of ["crossAttention", "temporalConcat", "film", "adaLnZero"] as const) {
      const hear = hearing(kind, mode);
      expect(apart(hear(text), hear(turned)), mode).toBeLessThan(1e-5);
    }
    const hear = hearing(kind, "channelConcat");
    expect(apart(hear(text), hear(turned))).toBeGreaterThan(1e-3);
  });

  test("a word that is muted is as one that was never there", () => {
    const text = textOf([4, 4]);
    for (const mode of ["crossAttention", "temporalConcat", "channelConcat"] as const) {
      const hear = hearing(kind, mode);
      const without = hear(only(text, [0, 2, 3]));
      expect(apart(hear(muted(text, 1)), without), mode).toBeLessThan(1e-5);
      expect(apart(hear(text), without), mode).toBeGreaterThan(1e-4);
    }
  });

  test("cross-attention shows how every frame divides its attention among the words", () => {
    const parameters = new Parameters(3);
    const [network, text] = [networks[kind], textOf([4, 2])];
    const entered = enterModes(parameters, "text", ["crossAttention"], text, network.host);
    const maps: { block: number; shape: number[] }[] = [];
    network.call(parameters, {
      entered,
      x: music(2),
      observe({ at, block, value }) {
        if (at !== "crossAttention") return;
        maps.push({ block: block!, shape: value.shape });
        expect(apart(value.sum(3), tf.onesLike(value.sum(3)))).toBeLessThan(1e-5);
        expect(value.slice([1, 0, 0, 2]).max().dataSync()[0]).toBe(0); // padding
      },
    });
    const { blockFrames = [7, 7] } = network.host;
    expect(maps.map(({ shape }) => shape)).toEqual(blockFrames.map((n) => [2, 2, n, 4]));
    expect(new Set(maps.map(({ block }) => block)).size).toBe(maps.length);
  });
});

test("in a text of many words each falls on the frames whose turn it is", () => {
  const { host } = networks.dit;
  const parameters = new Parameters(1);
  const ask = (text: TextEmbedding): number[] => {
    const [entered] = enterModes(parameters, "text", ["channelConcat"], text, {
      ...host,
      frames: 6,
    });
    const [overTime] = entered.held as readonly Tensor3D[];
    const same = (a: Tensor, b: Tensor): boolean => apart(a, b) < 1e-6;
    const frames = tf.split(overTime.slice([0], [1]), 6, 1);
    return frames.map((frame) => frames.findIndex((other) => same(frame, other)));
  };
  expect(ask(textOf([3, 3]))).toEqual([0, 0, 2, 2, 4, 4]);
  expect(ask(muted(textOf([3, 3]), 1))).toEqual([0, 0, 0, 3, 3, 3]);
  expect(ask(textOf([1, 3]))).toEqual([0, 0, 0, 0, 0, 0]);
});
