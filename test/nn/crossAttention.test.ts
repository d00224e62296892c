import { beforeAll, expect, test } from "vitest";
import { hiddenKeys } from "../../src/nn/attention";
import { crossAttention, keysAndValues } from "../../src/nn/crossAttention";
import { zeros } from "../../src/nn/initializers";
import { Parameters } from "../../src/nn/parameters";
import { prepareBackend } from "../../src/tensor/backend";
import { countTensors } from "../../src/tensor/budget";
import { seededNoise } from "../../src/tensor/random";
import { tf } from "../../src/tensor/tf";
import type { Tensor3D, Tensor4D } from "../../src/tensor/tf";
import { gradientError } from "./gradients";

beforeAll(async () => void (await prepareBackend()));

const noise = (shape: [number, number, number], seed: number): Tensor3D =>
  seededNoise<tf.Rank.R3>(shape, seed);
const size = { width: 6, heads: 3 };
const x = (): Tensor3D => noise([2, 4, 6], 1);
const words = (): Tensor3D => noise([2, 3, 5], 2);

function ask(parameters: Parameters, context: Tensor3D, bias?: Tensor4D): Tensor3D {
  const both = keysAndValues(parameters, "a", context, size);
  return crossAttention(parameters, "a", x(), both, { heads: 3, bias });
}

/** One item, one head, one frame at a time, in double precision. */
function byHand(frames: number[][], context: number[][], parameters: Parameters): number[][] {
  const weight = (name: string): number[][] =>
    (parameters.values()[`a.${name}.weight`] as unknown as tf.Tensor2D).arraySync();
  const times = (row: number[], w: number[][]): number[] =>
    w[0].map((_, j) => row.reduce((sum, value, i) => sum + value * w[i][j], 0));
  const [toQ, toKv, toOut] = ["toQ", "toKv", "toOut"].map(weight);
  const heard = context.map((word) => times(word, toKv));
  return frames.map((frame) => {
    const query = times(frame, toQ);
    const mixed = [0, 1, 2].flatMap((head) => {
      const own = [2 * head, 2 * head + 1];
      const scores = heard.map((kv) =>
        Math.exp(own.reduce((sum, i) => sum + query[i] * kv[i], 0) / Math.sqrt(2)),
      );
      const total = scores.reduce((a, b) => a + b, 0);
      return own.map((i) => heard.reduce((sum, kv, l) => sum + (scores[l] / total) * kv[6 + i], 0));
    });
    return times(mixed, toOut);
  });
}

test("each frame asks the words, head by head", () => {
  const parameters = new Parameters(3);
  const y = ask(parameters, words());
  const [frames, context] = [x().arraySync(), words().arraySync()];
  const expected = frames.map((item, b) => byHand(item, context[b], parameters));
  expect(y.sub(tf.tensor3d(expected)).abs().max().dataSync()[0]).toBeLessThan(1e-5);
});

test("a single word is heard whole, whatever is asked; hidden words are not heard", () => {
  const parameters = new Parameters(3);
  const one = words().slice([0, 0, 0], [-1, 1, -1]);
  const alone = ask(parameters, one);
  const frames = tf.split(alone, 4, 1);
  expect(frames[3].sub(frames[0]).abs().max().dataSync()[0]).toBeLessThan(1e-6);
  const bias = hiddenKeys(tf.tensor2d([[1, 0, 0], [1, 0, 0]])); // prettier-ignore
  expect([...bias.dataSync()].map((b) => (b < 0 ? -1 : 0))).toEqual([0, -1, -1, 0, -1, -1]);
  expect(ask(parameters, words(), bias).sub(alone).abs().max().dataSync()[0]).toBeLessThan(1e-6);
});

test("a way out that begins at zero says nothing", () => {
  const parameters = new Parameters(3);
  const context = keysAndValues(parameters, "a", words(), size);
  const y = crossAttention(parameters, "a", x(), context, { heads: 3, lastInitializer: zeros });
  expect(y.abs().max().dataSync()[0]).toBe(0);
});

test("its gradients are right and it leaves one tensor, its context two", async () => {
  const parameters = new Parameters(3);
  const loss = (): tf.Scalar => tf.tidy(() => ask(parameters, words()).square().mean().asScalar());
  expect(gradientError(parameters, loss)).toBeLessThan(0.02);
  const context = await countTensors(() =>
    keysAndValues(parameters, "a", tf.ones([1, 3, 5]), size),
  );
  expect(context.leaked).toBe(3); // and the words
  const frames = noise([1, 4, 6], 1);
  const call = () => crossAttention(parameters, "a", frames, context.result, { heads: 3 });
  expect((await countTensors(call)).leaked).toBe(1);
});

test("heads that do not divide the width are refused", () => {
  expect(() =>
    keysAndValues(new Parameters(1), "a", words(), { width: 6, heads: 4 }),
  ).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: keysAndValues "a": expected a number of heads that divides the width 6, got 4; pass e.g. {heads: 1}]`,
  );
});
