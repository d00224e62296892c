import { beforeAll, expect, test } from "vitest";
import { numberEmbedding } from "../../src/conditioning/numberEmbedding";
import { Parameters } from "../../src/nn/parameters";
import { prepareBackend } from "../../src/tensor/backend";
import { countTensors } from "../../src/tensor/budget";
import { tf } from "../../src/tensor/tf";
import { gradientError } from "../nn/gradients";

beforeAll(async () => void (await prepareBackend()));

const range = { least: 2, greatest: 10, width: 3, frequencies: 2 };

test("a number becomes itself, sines and cosines, and a linear layer reads them", () => {
  const parameters = new Parameters(1);
  const said = numberEmbedding(parameters, "length", [4, 10], range);
  expect(parameters.names()).toEqual([
    "length.frequencies",
    "length.linear.bias",
    "length.linear.weight",
  ]);
  const [w, weight] = ["frequencies", "linear.weight"].map((name) =>
    parameters.values()[`length.${name}`].arraySync(),
  ) as [number[], number[][]];
  const byHand = [0.25, 1].map((u) => {
    const angles = w.map((one) => 2 * Math.PI * one * u);
    const waves = [u, ...angles.map(Math.sin), ...angles.map(Math.cos)];
    return [0, 1, 2].map((out) => waves.reduce((sum, wave, i) => sum + wave * weight[i][out], 0));
  });
  expect(said.sub(tf.tensor2d(byHand)).abs().max().dataSync()[0]).toBeLessThan(1e-6);
});

test("numbers outside of the range become its ends", () => {
  const parameters = new Parameters(1);
  const ask = (...numbers: number[]): number[] => [
    ...numberEmbedding(parameters, "length", numbers, range).dataSync(),
  ];
  expect(ask(-5, 99)).toEqual(ask(2, 10));
  expect(ask(2)).not.toEqual(ask(10));
});

test("its gradients are right, those of the frequencies too, and it leaves one tensor", async () => {
  const parameters = new Parameters(1);
  const ask = (): tf.Tensor => numberEmbedding(parameters, "length", [3, 8], range);
  expect(
    gradientError(parameters, () => tf.tidy(() => ask().square().sum().asScalar())),
  ).toBeLessThan(0.02);
  expect((await countTensors(ask)).leaked).toBe(1);
});

test("what is not a number is refused", () => {
  expect(() =>
    numberEmbedding(new Parameters(1), "secondsTotal", [4, Number.NaN], range),
  ).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: numberEmbedding "secondsTotal": expected numbers of 2 to 10, got NaN; pass e.g. 4 for four seconds]`,
  );
});
