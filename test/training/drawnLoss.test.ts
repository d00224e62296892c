import { beforeAll, expect, test } from "vitest";
import { mlp } from "../../src/nn/mlp";
import { Parameters } from "../../src/nn/parameters";
import { prepareBackend } from "../../src/tensor/backend";
import { countTensors } from "../../src/tensor/budget";
import { tf } from "../../src/tensor/tf";
import type { Tensor2D } from "../../src/tensor/tf";
import type { Drawn, DrawnLoss } from "../../src/training/drawnLoss";
import { train } from "../../src/training/train";
import type { TrainOptions } from "../../src/training/train";

beforeAll(async () => {
  await prepareBackend();
});

/** Points of a sine; every third batch has fewer of them. */
function halves(parameters: Parameters): DrawnLoss & { readonly asked: number[] } {
  const asked: number[] = [];
  return {
    asked,
    draw(step, random) {
      const count = step % 3 === 2 ? 16 : 64;
      const x = tf.tensor2d(random.normals(count), [count, 1]);
      return { x, y: x.mul(2).sin() };
    },
    of({ x, y }: Drawn) {
      asked.push(x.shape[0]);
      const said = mlp(parameters, "net", x as Tensor2D, { sizes: [24, 1], activation: "silu" });
      return said.sub(y).square().mean().asScalar();
    },
  };
}

const options = { steps: 60, learningRate: 0.02, seed: 3, clip: 1, ema: 0.9 } as const;

async function trained(
  lossOf: (parameters: Parameters) => TrainOptions["loss"],
): Promise<{ weights: number[]; losses: readonly number[] }> {
  const parameters = new Parameters(7);
  const { losses, averaged } = await train({ ...options, parameters, loss: lossOf(parameters) });
  const weights = Object.values(parameters.values()).flatMap((one) => [...one.dataSync()]);
  averaged!.dispose();
  parameters.dispose();
  return { weights, losses };
}

test("a loss in two halves trains as the same loss in one", async () => {
  const halved = await trained(halves);
  const whole = await trained((parameters) => {
    const loss = halves(parameters);
    return (step, random) => ({ loss: loss.of(loss.draw(step, random)) });
  });
  halved.weights.forEach((weight, i) => expect(weight).toBeCloseTo(whole.weights[i], 4));
  expect(halved.losses.at(-1)).toBeCloseTo(whole.losses.at(-1)!, 4);
  expect(halved.losses.at(-1)).toBeLessThan(halved.losses[0] / 2);
});

test("the second half is run by JavaScript a few times for each shape, and then no more", async () => {
  const native = (await prepareBackend()).name === "tensorflow";
  let asked: number[] = [];
  await trained((parameters) => {
    const loss = halves(parameters);
    ({ asked } = loss);
    return loss;
  });
  if (!native) return void expect(asked.length).toBeGreaterThanOrEqual(options.steps);
  const times = (count: number): number => asked.filter((one) => one === count).length;
  expect(times(16)).toBe(3);
  // Once more when the network makes its weights.
  expect(times(64)).toBe(4);
});

test("twice the same, bit for bit, and nothing is left behind", async () => {
  const { leaked, result } = await countTensors(async () => [
    await trained(halves),
    await trained(halves),
  ]);
  expect(leaked).toBe(0);
  expect(result[0]).toEqual(result[1]);
});
