import { beforeAll, expect, test } from "vitest";
import { enterTextUnet, textUnet } from "../../../src/model/textToMusic/textUnet";
import type { TextUnetSize } from "../../../src/model/textToMusic/textUnet";
import { Parameters } from "../../../src/nn/parameters";
import { prepareBackend } from "../../../src/tensor/backend";
import { countTensors } from "../../../src/tensor/budget";
import { seededNoise } from "../../../src/tensor/random";
import { tf } from "../../../src/tensor/tf";
import { apart, textOf, wake } from "../../conditioning/modes/hosts";

beforeAll(async () => void (await prepareBackend()));

const size: TextUnetSize = {
  ...{ width: 8, heads: 2, halvings: 1, blocksPerLevel: 1, groups: 2, conditionWidth: 6 },
  modes: ["crossAttention", "adaLnZero"],
};
const timing = { secondsStart: 0, secondsTotal: 4 };

test("it hears noise level, place in time and text, and is silent before training", async () => {
  const parameters = new Parameters(1);
  const x = seededNoise<tf.Rank.R3>([2, 63, 4], 1);
  const ask = (secondsTotal = 4, t: number | number[] = 0.5, seed = 1): tf.Tensor =>
    tf.tidy(() => {
      const entered = enterTextUnet(parameters, textOf([3, 2], seed), size, 63);
      const timings = [{ ...timing, secondsTotal }, timing];
      return textUnet(parameters, size, { entered, timings })(x, t);
    });
  const silent = ask();
  expect([silent.shape, silent.abs().max().dataSync()[0]]).toEqual([[2, 63, 4], 0]);
  wake(parameters);
  const { result, leaked } = await countTensors(() => ask());
  expect(leaked).toBe(1);
  expect(apart(ask(4, [0.5, 0.5]), result)).toBe(0);
  for (const other of [ask(8), ask(4, [0.2, 0.5]), ask(4, 0.5, 5)]) {
    expect(apart(other, result)).toBeGreaterThan(1e-4);
  }
  const second = (y: tf.Tensor): tf.Tensor => y.slice([1], [1]);
  expect(apart(second(ask(8)), second(result))).toBeLessThan(1e-6); // told of the first item only
});
