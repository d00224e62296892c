import { beforeAll, expect, test } from "vitest";
import { clapLogits, clapLoss, clapLossWithHeads } from "../../../src/conditioning/clap/clapLoss";
import { normal } from "../../../src/nn/initializers";
import { Parameters } from "../../../src/nn/parameters";
import { prepareBackend } from "../../../src/tensor/backend";
import { countTensors } from "../../../src/tensor/budget";
import { seededNoise } from "../../../src/tensor/random";
import { tf } from "../../../src/tensor/tf";
import type { Rank, Tensor2D } from "../../../src/tensor/tf";
import { gradientError } from "../../nn/gradients";

beforeAll(async () => {
  await prepareBackend();
});

const features = (seed: number, shape: [number, number] = [4, 6]): Tensor2D =>
  seededNoise<Rank.R2>(shape, seed);
const numberOf = (loss: () => tf.Scalar): number => tf.tidy(() => loss().dataSync()[0]);

test("pairs that all look alike leave a choice among B: ln B", () => {
  const alike = (): Tensor2D => tf.ones([5, 3]);
  const loss = numberOf(() => clapLoss({ audio: alike(), text: alike(), logScale: tf.scalar(3) }));
  expect(loss).toBeCloseTo(Math.log(5), 5);
});

test("the length of features does not count, the scale does", () => {
  tf.tidy(() => {
    const [audio, text] = [features(1), features(2)];
    const logScale = tf.scalar(1);
    const logits = clapLogits({ audio, text, logScale });
    const longer = clapLogits({ audio: audio.mul(9), text: text.mul(0.1), logScale });
    expect(logits.sub(longer).abs().max().dataSync()[0]).toBeLessThan(1e-4);
    const doubled = clapLogits({ audio, text, logScale: tf.scalar(1 + Math.LN2) });
    expect(doubled.sub(logits.mul(2)).abs().max().dataSync()[0]).toBeLessThan(1e-4);
  });
});

test("perfect pairs at the largest scale: next to no loss, and nothing overflows", () => {
  const directions = (): Tensor2D => tf.eye(6);
  const opposite = (): Tensor2D => tf.eye(6).mul(-1);
  const logScale = (): tf.Scalar => tf.scalar(Math.log(100));
  const right = numberOf(() =>
    clapLoss({ audio: directions(), text: directions(), logScale: logScale() }),
  );
  const wrong = numberOf(() =>
    clapLoss({ audio: directions(), text: opposite(), logScale: logScale() }),
  );
  expect(right).toBeLessThan(1e-6);
  expect(wrong).toBeCloseTo(100 + Math.log(5), 3);
});

test("a text that is true of two sounds is drawn to both, if that is told", () => {
  tf.tidy(() => {
    const audio = tf.eye(3);
    const matches = tf.tensor2d([
      [1, 1, 0],
      [1, 1, 0],
      [0, 0, 1],
    ]);
    const lossAt = (nearness: number, options: { matches?: Tensor2D }): number => {
      const text = tf.tensor2d([
        [1, 0, 0],
        [nearness, 1, 0],
        [0, 0, 1],
      ]);
      return clapLoss({ audio, text, logScale: tf.scalar(1) }, options).dataSync()[0];
    };
    expect(lossAt(0.2, { matches })).toBeLessThan(lossAt(0, { matches }));
    expect(lossAt(0.2, {})).toBeGreaterThan(lossAt(0, {}));
    expect(lossAt(0.2, { matches: tf.eye(3) })).toBe(lossAt(0.2, {}));
  });
});

test("its gradient is right, of features and of the scale", () => {
  const parameters = new Parameters(7);
  const matches = tf.tensor2d([
    [1, 0, 1],
    [0, 1, 0],
    [0, 0, 1],
  ]);
  const error = gradientError(parameters, () =>
    clapLoss(
      {
        audio: parameters.get<Rank.R2>("audio", [3, 4], normal(1)),
        text: parameters.get<Rank.R2>("text", [3, 4], normal(1)),
        logScale: parameters.get<Rank.R1>("scale", [1], normal(1)),
      },
      { matches },
    ),
  );
  expect(error).toBeLessThan(1e-2);
  parameters.dispose();
  matches.dispose();
});

test("with heads it is the mean of two losses; nothing is left behind", async () => {
  const { leaked } = await countTensors(() =>
    tf.tidy(() => {
      const [audio, text, audioHead, textHead] = [1, 2, 3, 4].map((seed) => features(seed));
      const [logScale, textLogScale] = [tf.scalar(1), tf.scalar(2)];
      const pairs = { audio, text, audioHead, textHead, logScale, textLogScale };
      const one = numberOf(() => clapLoss({ audio, text: textHead, logScale }));
      const other = numberOf(() => clapLoss({ audio: audioHead, text, logScale: textLogScale }));
      expect(numberOf(() => clapLossWithHeads(pairs))).toBeCloseTo((one + other) / 2, 5);
    }),
  );
  expect(leaked).toBe(0);
});

test("features that are no pairs are refused", () => {
  tf.tidy(() => {
    const pairs = { audio: features(1), text: features(2, [3, 6]), logScale: tf.scalar(0) };
    expect(() => clapLoss(pairs)).toThrowErrorMatchingInlineSnapshot(
      `[TutorialError: clapLogits: expected features of as many sounds as texts, equally wide, both [B, D], got audio [4, 6] and text [3, 6]; give each sound its text, and end both towers with the same width]`,
    );
  });
});
