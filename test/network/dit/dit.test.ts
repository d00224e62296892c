import { beforeAll, expect, test } from "vitest";
import { dit, ditModulation } from "../../../src/network/dit/dit";
import type { DitSize } from "../../../src/network/dit/dit";
import { sinusoidalPositions } from "../../../src/network/dit/positions";
import { timeEmbedding, timestepWaves } from "../../../src/network/dit/timeEmbedding";
import { Parameters } from "../../../src/nn/parameters";
import { prepareBackend } from "../../../src/tensor/backend";
import { countTensors } from "../../../src/tensor/budget";
import { seededNoise } from "../../../src/tensor/random";
import { tf } from "../../../src/tensor/tf";
import type { Tensor } from "../../../src/tensor/tf";
import { train } from "../../../src/training/train";
import { gradientError } from "../../nn/gradients";

beforeAll(async () => void (await prepareBackend()));

const small: DitSize = { width: 8, depth: 2, heads: 2, patch: 2, mlpRatio: 2 };
const condition = (): tf.Tensor2D => seededNoise<tf.Rank.R2>([2, 6], 9);
const largest = (x: Tensor): number => tf.max(tf.abs(x)).dataSync()[0];

/** A network whose silent layers were made audible. */
function awake(size: DitSize, x: Tensor): Parameters {
  const parameters = new Parameters(4);
  tf.tidy(() => void dit(parameters, "net", x, { condition: condition() }, size));
  Object.entries(parameters.values()).forEach(([name, one], seed) => {
    if (!/modulation|final/.test(name)) return;
    tf.tidy(() => one.assign(seededNoise(one.shape, seed).mul(0.3)));
  });
  return parameters;
}

test("it says zero before training, in sequences and in pictures", () => {
  const ask = (x: Tensor, patch: DitSize["patch"]): Tensor =>
    dit(new Parameters(1), "net", x, { condition: condition() }, { ...small, patch });
  const sequence = ask(seededNoise([2, 6, 3], 1), 2);
  expect(sequence.shape).toEqual([2, 6, 3]);
  expect(largest(sequence)).toBe(0);
  const picture = ask(seededNoise([2, 4, 6, 3], 1), [2, 3]);
  expect(picture.shape).toEqual([2, 4, 6, 3]);
  expect(largest(picture)).toBe(0);
});

test("its gradients are right", () => {
  const x = seededNoise([2, 4, 2], 1);
  const parameters = awake(small, x);
  const loss = (): tf.Scalar =>
    tf.tidy(() =>
      dit(parameters, "net", x, { condition: condition() }, small).square().mean().asScalar(),
    );
  expect(gradientError(parameters, loss)).toBeLessThan(0.02);
});

test("modulation made beforehand gives the same; condition, place and other tokens count", async () => {
  const x = seededNoise([2, 8, 2], 1);
  const parameters = awake(small, x);
  const ask = (c: tf.Tensor2D, input = x): Tensor =>
    dit(parameters, "net", input, { condition: c }, small);
  const y = ask(condition());
  const modulation = ditModulation(parameters, "net", condition(), small);
  expect(largest(dit(parameters, "net", x, { modulation }, small).sub(y))).toBe(0);
  expect(largest(ask(condition().reverse(0)).sub(y))).toBeGreaterThan(0.01);
  const turned = ask(condition(), x.reverse(1)).reverse(1);
  expect(largest(turned.sub(y))).toBeGreaterThan(0.01);
  // The first tokens hear the last: attention looks both ways.
  const louder = x.mul(tf.tensor1d([1, 1, 1, 1, 1, 1, 5, 5]).reshape([1, 8, 1]));
  const early = (one: Tensor): Tensor => one.slice([0, 0, 0], [-1, 2, -1]);
  expect(largest(early(ask(condition(), louder)).sub(early(y)))).toBeGreaterThan(1e-4);
  const c = condition();
  expect((await countTensors(() => ask(c))).leaked).toBe(1);
});

test("one network takes items of any length, and may answer with other channels", () => {
  const size = { ...small, outChannels: 3 };
  const parameters = awake(size, seededNoise([2, 4, 2], 1));
  const sealed = Parameters.from(parameters.toSafetensors());
  const long = dit(sealed, "net", seededNoise([2, 40, 2], 1), { condition: condition() }, size);
  expect(long.shape).toEqual([2, 40, 3]);
});

test("positions are waves, those of a picture its column's and its row's", () => {
  const line = sinusoidalPositions([3], 4);
  const [one, two] = [1, 2].map((p) => [
    Math.sin(p),
    Math.sin(p / 100),
    Math.cos(p),
    Math.cos(p / 100),
  ]);
  [0, 0, 1, 1, ...one, ...two].forEach((value, i) => expect(line[i]).toBeCloseTo(value, 6));
  const grid = sinusoidalPositions([2, 3], 8);
  expect([...grid.subarray(5 * 8, 5 * 8 + 4)]).toEqual([...line.subarray(8)]);
  expect([...grid.subarray(5 * 8 + 4, 6 * 8)]).toEqual([...line.subarray(4, 8)]);
  expect(() => sinusoidalPositions([2, 3], 6)).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: sinusoidalPositions: expected a width that is a multiple of 4, a sine and a cosine for each axis, got 6; choose a width such as 128]`,
  );
});

test("times become waves, and vectors of any width", () => {
  const waves = timestepWaves([0, 1], 5);
  expect(waves.shape).toEqual([2, 5]);
  const expected = [1, 1, 0, 0, 0, Math.cos(1), Math.cos(0.01), Math.sin(1), Math.sin(0.01), 0];
  [...waves.dataSync()].forEach((value, i) => expect(value).toBeCloseTo(expected[i], 6));
  expect(timeEmbedding(new Parameters(1), "time", [0.5], 12).shape).toEqual([1, 12]);
});

test("what is neither a sequence nor a picture is refused", () => {
  expect(() =>
    dit(new Parameters(1), "net", tf.ones([2, 16]), { condition: condition() }, small),
  ).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: dit: expected sequences [B, T, C] or pictures [B, h, w, C], got [2, 16]; add an axis of size 1 for the batch, or for the channels of a waveform]`,
  );
});

test("a little training lowers the loss", async () => {
  const parameters = new Parameters(2);
  const x = seededNoise([16, 8, 2], 1);
  const c = seededNoise<tf.Rank.R2>([16, 6], 2);
  // To be learned: each item smoothed over time, and turned round where its condition says so.
  const target = x.add(x.reverse(1)).mul(c.slice([0, 0], [-1, 1]).sign().expandDims(2));
  const loss = () => ({
    loss: dit(parameters, "net", x, { condition: c }, { ...small, width: 16 })
      .sub(target)
      .square()
      .mean()
      .asScalar(),
  });
  const { losses } = await train({ parameters, loss, steps: 120, learningRate: 5e-3 });
  expect(losses.at(-1)!).toBeLessThan(losses[0] / 3);
  parameters.dispose();
});
