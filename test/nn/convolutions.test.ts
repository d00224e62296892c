import { beforeAll, expect, test } from "vitest";
import { conv1d } from "../../src/nn/conv1d";
import { conv2d } from "../../src/nn/conv2d";
import { convTranspose1d } from "../../src/nn/convTranspose1d";
import { depthwiseConv1d } from "../../src/nn/depthwiseConv1d";
import { groupNorm } from "../../src/nn/groupNorm";
import { Parameters } from "../../src/nn/parameters";
import { snake } from "../../src/nn/snake";
import { upsample1d, upsample2d } from "../../src/nn/upsample";
import { prepareBackend } from "../../src/tensor/backend";
import { seededNoise } from "../../src/tensor/random";
import { tf } from "../../src/tensor/tf";
import type { Rank, Tensor, Tensor3D, Tensor4D } from "../../src/tensor/tf";
import { gradientError } from "./gradients";

beforeAll(async () => void (await prepareBackend()));

/** A number that depends on every output, unevenly. */
const summary = (y: Tensor): tf.Scalar => y.mul(seededNoise(y.shape, 9)).square().mean().asScalar();

/** Sounds pass through a layer with weights first, so that the gradient towards the input counts. */
type Layer = (parameters: Parameters, x: Tensor3D) => Tensor;
const image = (x: Tensor3D): Tensor4D => x.reshape([2, 4, 3, 3]);
const layers: Readonly<Record<string, Layer>> = {
  conv1d: (p, x) => conv1d(p, "a", conv1d(p, "b", x, 2, { kernel: 4 }), 4),
  "conv1d, strided": (p, x) => conv1d(p, "a", conv1d(p, "b", x, 2), 3, { kernel: 4, stride: 2 }),
  "conv1d, dilated": (p, x) => conv1d(p, "a", conv1d(p, "b", x, 2), 3, { dilation: 5 }),
  convTranspose1d: (p, x) =>
    convTranspose1d(p, "a", conv1d(p, "b", x, 2), 3, { kernel: 6, stride: 3 }),
  conv2d: (p, x) =>
    conv2d(p, "a", conv2d(p, "b", image(x), 2, { kernel: [1, 3] }), 3, { stride: [2, 1] }),
  depthwiseConv1d: (p, x) => depthwiseConv1d(p, "a", depthwiseConv1d(p, "b", x, { kernel: 4 })),
  snake: (p, x) => snake(p, "a", conv1d(p, "b", x, 2)),
  "snake with α and β": (p, x) => snake(p, "a", conv1d(p, "b", x, 2), { form: "logAlphaBeta" }),
  groupNorm: (p, x) => groupNorm(p, "a", conv1d(p, "b", x, 6), { groups: 2 }),
  "groupNorm of an image": (p, x) => groupNorm(p, "a", conv2d(p, "b", image(x), 4), { groups: 4 }),
  upsample1d: (p, x) => upsample1d(conv1d(p, "b", x, 2), 3),
  upsample2d: (p, x) => upsample2d(conv2d(p, "b", image(x), 2), 2),
};

const engines = { "the fastest backend": undefined, WebAssembly: "wasm" } as const;
for (const [label, backend] of Object.entries(engines)) {
  test.each(Object.entries(layers))(
    `%s: gradients agree with finite differences on ${label}, no tensor stays`,
    async (_, layer) => {
      await prepareBackend(backend);
      const before = tf.memory().numTensors;
      const parameters = new Parameters(3);
      const x = seededNoise<Rank.R3>([2, 12, 3], 1);
      const error = gradientError(parameters, () => tf.tidy(() => summary(layer(parameters, x))));
      expect(error).toBeLessThan(0.02);
      x.dispose();
      parameters.dispose();
      expect(tf.memory().numTensors).toBe(before);
      await prepareBackend();
    },
  );
}

test("WebAssembly refuses the gradient of a strided depthwise convolution", async () => {
  await prepareBackend("wasm");
  const x = tf.ones<Rank.R4>([1, 4, 4, 1]);
  const strided = (filter: Tensor): tf.Scalar =>
    tf.depthwiseConv2d(x, filter as Tensor4D, 2, "same").sum();
  expect(() =>
    tf.tidy(() => tf.grad(strided)(tf.ones([3, 3, 1, 1]))),
  ).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: the gradient of a depthwise convolution on WebAssembly: expected stride, dilation and channel multiplier 1, got stride 2, dilation 1,1, multiplier 1; train on another backend]`,
  );
  x.dispose();
  await prepareBackend();
});

/** y[t, o] = Σ x[stride·t + dilation·k − before, i]·W[k, i, o] of the first item, by its definition. */
function byDefinition(
  x: Tensor3D,
  weight: Tensor,
  { before = 0, stride = 1, dilation = 1 },
  length: number,
): number[][] {
  const [signal] = x.arraySync();
  const taps = weight.arraySync() as number[][][];
  return Array.from({ length }, (_, t) =>
    taps[0][0].map((_, o) =>
      taps.reduce((sum, tap, k) => {
        const position = signal[stride * t + dilation * k - before];
        return sum + (position ?? []).reduce((part, value, i) => part + value * tap[i][o], 0);
      }, 0),
    ),
  );
}

test.each([
  { kernel: 3, before: 1, length: 11 },
  { kernel: 4, before: 1, length: 11 },
  { kernel: 3, dilation: 4, before: 4, length: 11 },
  { kernel: 4, stride: 2, before: 1, length: 6, given: undefined },
  { kernel: 3, dilation: 2, before: 4, length: 11, given: { before: 4, after: 0 } },
  { kernel: 3, dilation: 3, before: 0, length: 5, given: "valid" as const },
])("conv1d is its formula: %o", ({ before, length, given, ...options }) => {
  const parameters = new Parameters(3);
  const x = seededNoise<Rank.R3>([2, 11, 3], 1);
  const y = conv1d(parameters, "a", x, 2, { ...options, padding: given ?? "same" });
  const wanted = byDefinition(x, parameters.values()["a.weight"], { before, ...options }, length);
  expect(y.shape).toEqual([2, length, 2]);
  const difference = tf.sub(y.slice([0, 0, 0], [1, -1, -1]).squeeze([0]), tf.tensor2d(wanted));
  expect(difference.abs().max().dataSync()[0]).toBeLessThan(1e-5);
});

test("convTranspose1d turns the convolution with the same kernel around", () => {
  const parameters = new Parameters(3);
  const x = seededNoise<Rank.R3>([1, 5, 3], 1);
  const u = convTranspose1d(parameters, "up", x, 2, { kernel: 4, stride: 2, bias: false });
  expect(u.shape).toEqual([1, 10, 2]);
  // ⟨up(x), y⟩ = ⟨x, down(y)⟩, where down has the kernel with in and out exchanged
  const y = seededNoise<Rank.R3>([1, 10, 2], 2);
  const down = parameters.values()["up.weight"].transpose([0, 2, 1]);
  const values = down.dataSync() as Float32Array;
  const back = conv1d(new Parameters(0), "down", y, 3, {
    kernel: 4,
    stride: 2,
    padding: { before: 1, after: 1 },
    bias: false,
    initializer: () => values,
  });
  const inner = (a: Tensor, b: Tensor): number => a.mul(b).sum().dataSync()[0];
  expect(inner(u, y)).toBeCloseTo(inner(x, back), 4);
});

test("depthwiseConv1d lets every channel see only itself", () => {
  const parameters = new Parameters(3);
  const impulse = tf.tensor3d([0, 0, 0, 0, 0, 1, 0, 0, 0, 0], [1, 5, 2]); // channel 1, t = 2
  const y = depthwiseConv1d(parameters, "a", impulse, { kernel: 3 }).arraySync();
  const taps = parameters.values()["a.weight"].arraySync() as number[][];
  expect(y[0].map(([first]) => first)).toEqual([0, 0, 0, 0, 0]);
  expect(y[0].map(([, second]) => second)).toEqual([0, taps[2][1], taps[1][1], taps[0][1], 0]);
});

test("snake adds sin² of the signal; α and β are logarithms in the second form", () => {
  const x = tf.tensor([-1, 0.5, 2], [3, 1]);
  const parameters = new Parameters(0);
  parameters.get("a.alpha", [1], () => Float32Array.of(3));
  parameters.get("b.alpha", [1], () => Float32Array.of(Math.log(3)));
  parameters.get("b.beta", [1], () => Float32Array.of(Math.log(5)));
  const wanted = (damping: number) => [-1, 0.5, 2].map((v) => v + Math.sin(3 * v) ** 2 / damping);
  const one = snake(parameters, "a", x).dataSync();
  const two = snake(parameters, "b", x, { form: "logAlphaBeta" }).dataSync();
  wanted(3).forEach((value, i) => expect(one[i]).toBeCloseTo(value, 5));
  wanted(5).forEach((value, i) => expect(two[i]).toBeCloseTo(value, 5));
});

test("groupNorm gives each group of each item mean 0 and variance 1", () => {
  const x = seededNoise([2, 50, 6], 1).mul(3).add<Tensor3D>(5);
  const y = groupNorm(new Parameters(0), "a", x, { groups: 3 }).reshape([2, 50, 3, 2]);
  const { mean, variance } = tf.moments(y, [1, 3]);
  expect(mean.abs().max().dataSync()[0]).toBeLessThan(1e-5);
  expect(variance.sub(1).abs().max().dataSync()[0]).toBeLessThan(1e-4);
});

test("upsampling repeats", () => {
  expect(upsample1d(tf.tensor3d([1, 2, 3, 4], [1, 2, 2]), 2).arraySync()).toEqual([
    [[1, 2], [1, 2], [3, 4], [3, 4]],
  ]); // prettier-ignore
  const square = tf.tensor4d([1, 2, 3, 4], [1, 2, 2, 1]);
  expect(upsample2d(square, 2).squeeze([0, 3]).arraySync()).toEqual([
    [1, 1, 2, 2],
    [1, 1, 2, 2],
    [3, 3, 4, 4],
    [3, 3, 4, 4],
  ]); // prettier-ignore
});

test("conv2d takes a padding for each axis", () => {
  const x = seededNoise<Rank.R4>([1, 8, 6, 1], 1);
  const y = conv2d(new Parameters(1), "a", x, 2, { kernel: [3, 5], padding: ["valid", "same"] });
  expect(y.shape).toEqual([1, 6, 6, 2]);
});

test("sizes that cannot be are refused", () => {
  const parameters = new Parameters(1);
  const x = tf.ones<Rank.R3>([1, 4, 6]);
  const fails = (layer: () => Tensor) => expect(layer);
  fails(() =>
    conv1d(parameters, "a", x, 1, { kernel: 9, padding: "valid" }),
  ).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: conv1d "a": expected at least 9 positions, as many as the kernel spans, got 4 and 0 of padding; give a longer input, or more padding]`,
  );
  fails(() =>
    conv1d(parameters, "a", x, 1, { dilation: 2, stride: 2 }),
  ).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: conv1d "a": expected a dilation or a stride above 1, not both, got dilation 2 and stride 2; use one layer for each]`,
  );
  fails(() =>
    convTranspose1d(parameters, "a", x, 1, { kernel: 2, stride: 4 }),
  ).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: convTranspose1d "a": expected a trim from 0 that leaves some of the 14 positions, got -1 before and -1 after; take a kernel at least as long as the stride, or name the trim]`,
  );
  fails(() => groupNorm(parameters, "a", x, { groups: 4 })).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: groupNorm "a": expected a number of groups that divides 6 channels, got 4; choose another number of groups or of channels]`,
  );
});
