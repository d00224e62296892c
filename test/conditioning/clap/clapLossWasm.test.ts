/** The loss and its gradient on WebAssembly, where several gradients are missing. */
import { afterAll, expect, test } from "vitest";
import { clapLoss } from "../../../src/conditioning/clap/clapLoss";
import { clapTextTower } from "../../../src/conditioning/clap/textTower";
import { Parameters } from "../../../src/nn/parameters";
import { prepareBackend } from "../../../src/tensor/backend";
import { Random, seededNoise } from "../../../src/tensor/random";
import { tf } from "../../../src/tensor/tf";
import type { Rank, Tensor2D } from "../../../src/tensor/tf";

afterAll(async () => void (await prepareBackend()));

/** A step's loss and the length of the gradient of each weight. */
function step(): number[] {
  return tf.tidy(() => {
    const parameters = new Parameters(7);
    const text = {
      global: seededNoise<Rank.R2>([3, 16], 1),
      tokens: seededNoise<Rank.R3>([3, 4, 16], 2),
      mask: tf.tensor2d([[1, 1, 1, 1], [1, 1, 0, 0], [1, 0, 0, 0]]), // prettier-ignore
    };
    const audio = seededNoise<Rank.R2>([3, 128], 3);
    const loss = (): tf.Scalar =>
      clapLoss({
        audio,
        text: clapTextTower(parameters, text, new Random(5)),
        logScale: parameters.get<Rank.R1>("logScale", [1], () => Float32Array.of(1)),
      });
    loss();
    const { value, grads } = tf.variableGrads(loss, Object.values(parameters.values()));
    const lengths = Object.values(parameters.values()).map(
      ({ name }) => (grads[name] as Tensor2D).norm().dataSync()[0],
    );
    const numbers = [value.dataSync()[0], ...lengths];
    parameters.dispose();
    return numbers;
  });
}

test("the same on every backend", async () => {
  await prepareBackend();
  const usual = step();
  await prepareBackend("wasm");
  const found = step();
  expect(usual.every((one) => one > 0)).toBe(true);
  found.forEach((one, i) => expect(Math.abs(one - usual[i])).toBeLessThan(1e-4));
});
