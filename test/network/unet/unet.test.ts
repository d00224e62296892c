import { beforeAll, expect, test } from "vitest";
import type { ModeName } from "../../../src/conditioning/modes/mode";
import { enterModes } from "../../../src/conditioning/modes/modes";
import { unetHost } from "../../../src/network/unet/host";
import { unetModulation } from "../../../src/network/unet/modulation";
import { unet } from "../../../src/network/unet/unet";
import { Parameters } from "../../../src/nn/parameters";
import { prepareBackend } from "../../../src/tensor/backend";
import { countTensors } from "../../../src/tensor/budget";
import { seededNoise } from "../../../src/tensor/random";
import { tf } from "../../../src/tensor/tf";
import type { Tensor, Tensor3D } from "../../../src/tensor/tf";
import { train } from "../../../src/training/train";
import { apart, conditionOf, textOf, wake } from "../../conditioning/modes/hosts";

beforeAll(async () => void (await prepareBackend()));

const small = { width: 4, heads: 2, halvings: 1, blocksPerLevel: 1, groups: 2 };
const usual = { ...small, halvings: 2 };
const sequence = (frames: number, items = 2): Tensor3D =>
  seededNoise<tf.Rank.R3>([items, frames, 3], 1);
const ask = (parameters: Parameters, x: Tensor3D, size = usual): Tensor3D =>
  unet(parameters, "net", x, { condition: conditionOf(x.shape[0]) }, size);

test("any length comes out as long as it went in, and zero before training", () => {
  const parameters = new Parameters(1);
  for (const frames of [1, 2, 7, 63, 64]) {
    const y = ask(parameters, sequence(frames));
    expect(y.shape).toEqual([2, frames, 3]);
    expect(y.abs().max().dataSync()[0]).toBe(0);
  }
  const wide = ask(new Parameters(1), sequence(5), { ...usual, ...{ outChannels: 7 } });
  expect(wide.shape).toEqual([2, 5, 7]);
});

test("its gradients are right, in some directions through all weights", () => {
  const parameters = new Parameters(4);
  const x = sequence(3);
  ask(parameters, x, small).dispose();
  wake(parameters);
  const loss = (): tf.Scalar => tf.tidy(() => ask(parameters, x, small).square().mean().asScalar());
  const variables = Object.values(parameters.values());
  const { grads } = tf.variableGrads(loss, variables);
  const begin = variables.map((one) => one.clone());
  for (const seed of [1, 2, 3]) {
    const direction = variables.map((one, i) => seededNoise(one.shape, seed, i));
    const at = (step: number): number => {
      variables.forEach((one, i) => one.assign(begin[i].add(direction[i].mul(step))));
      return loss().dataSync()[0];
    };
    const slopes = variables.map(
      ({ name }, i) => grads[name].mul(direction[i]).sum().dataSync()[0],
    );
    const slope = slopes.reduce((a, b) => a + b, 0);
    const difference = (at(1e-3) - at(-1e-3)) / 2e-3;
    expect(Math.abs(slope)).toBeGreaterThan(0.01);
    expect(difference / slope).toBeCloseTo(1, 1);
  }
});

test("modulation made beforehand gives the same; the condition counts; one tensor is left", async () => {
  const parameters = new Parameters(1);
  const x = sequence(7);
  ask(parameters, x).dispose();
  wake(parameters);
  const y = ask(parameters, x);
  const modulation = unetModulation(parameters, "net", conditionOf(2), usual);
  const given = await countTensors(() => unet(parameters, "net", x, { modulation }, usual));
  expect(given.leaked).toBe(1);
  expect(apart(given.result, y)).toBe(0);
  const other = unet(parameters, "net", x, { condition: conditionOf(2).reverse(0) }, usual);
  expect(apart(other, y)).toBeGreaterThan(0.01);
});

test("what is longer at one level comes back by its skip, what is far by attention", () => {
  const parameters = new Parameters(1);
  const x = sequence(32, 1);
  ask(parameters, x).dispose();
  wake(parameters);
  const y = ask(parameters, x);
  const louder = tf.tidy(() =>
    x.mul<Tensor3D>(tf.oneHot(31, 32).mul(4).add(1).reshape([1, 32, 1])),
  );
  const early = (one: Tensor): Tensor => one.slice([0, 0, 0], [-1, 2, -1]);
  expect(apart(early(ask(parameters, louder)), early(y))).toBeGreaterThan(1e-4);
  // Without what was kept, frames two by two would be all there is.
  for (const [name, one] of Object.entries(parameters.values())) {
    if (/up\.0\.0\.(shortcut|conv1)\.weight/.test(name)) {
      const half = tf.concat([tf.ones([4, 1]), tf.zeros([4, 1])]);
      tf.tidy(() => one.assign(one.mul(half)));
    }
  }
  expect(apart(ask(parameters, x), y)).toBeGreaterThan(0.01);
});

test("everything that happens is shown in its order", () => {
  const parameters = new Parameters(1);
  const host = unetHost({ ...usual, conditionWidth: 6 }, 7);
  const modes: ModeName[] = ["temporalConcat", "crossAttention"];
  const entered = enterModes(parameters, "text", modes, textOf([5, 2]), host);
  const lines: string[] = [];
  const input = { condition: conditionOf(2), entered };
  unet(parameters, "net", sequence(7), { ...input, observe: ({ at, block, value }) => {
    lines.push([at, ...(block === undefined ? [] : [block]), `[${value.shape.join(", ")}]`].join(" "));
  } }, usual); // prettier-ignore
  expect(lines).toMatchInlineSnapshot(`
    [
      "patches [2, 7, 3]",
      "tokens [2, 8, 4]",
      "block 0 [2, 8, 4]",
      "selfAttention 1 [2, 2, 9, 9]",
      "crossAttention 1 [2, 2, 9, 5]",
      "block 1 [2, 4, 4]",
      "selfAttention 2 [2, 2, 7, 7]",
      "crossAttention 2 [2, 2, 7, 5]",
      "block 2 [2, 2, 4]",
      "block 3 [2, 2, 4]",
      "selfAttention 4 [2, 2, 9, 9]",
      "crossAttention 4 [2, 2, 9, 5]",
      "block 4 [2, 4, 4]",
      "block 5 [2, 8, 4]",
      "patchesOut [2, 7, 3]",
    ]
  `);
});

test("what is no sequence is refused", () => {
  expect(() =>
    ask(new Parameters(1), tf.ones<tf.Rank>([2, 16]) as Tensor3D),
  ).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: unet: expected sequences [B, T, C], got [2, 16]; add an axis of size 1 for the batch, or take a DiT, which knows pictures too]`,
  );
});

test("a little training lowers the loss", async () => {
  const parameters = new Parameters(2);
  const x = seededNoise<tf.Rank.R3>([8, 8, 2], 1);
  const condition = seededNoise<tf.Rank.R2>([8, 6], 2);
  // To be learned: each item turned round in time where its condition says so.
  const target = x.add(x.reverse(1)).mul(condition.slice([0, 0], [-1, 1]).sign().expandDims(2));
  const loss = () => ({
    loss: unet(parameters, "net", x, { condition }, { ...small, width: 16 })
      .sub(target)
      .square()
      .mean()
      .asScalar(),
  });
  const { losses } = await train({ parameters, loss, steps: 60, learningRate: 5e-3 });
  expect(losses.at(-1)!).toBeLessThan(losses[0] / 2);
  parameters.dispose();
});
