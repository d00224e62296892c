/** Each layer against the operation of TensorFlow.js that it stands for, and in pieces against the whole. */
import { beforeAll, expect, test } from "vitest";
import { Parameters } from "../../../src/nn/parameters";
import { snake } from "../../../src/nn/snake";
import { compiledLayer } from "../../../src/stableAudio/oobleck/compiledLayer";
import { convolution } from "../../../src/stableAudio/oobleck/convolution";
import type { Layer } from "../../../src/stableAudio/oobleck/layer";
import { snakeLayer } from "../../../src/stableAudio/oobleck/snakeLayer";
import { tensorSource, tiled } from "../../../src/stableAudio/oobleck/tiles";
import { upsampling } from "../../../src/stableAudio/oobleck/upsampling";
import { weightReader } from "../../../src/stableAudio/oobleck/weights";
import type { WeightReader } from "../../../src/stableAudio/oobleck/weights";
import { prepareBackend } from "../../../src/tensor/backend";
import { seededNoise } from "../../../src/tensor/random";
import { tf } from "../../../src/tensor/tf";
import type { Rank, Tensor, Tensor2D, Tensor3D, Tensor4D } from "../../../src/tensor/tf";

beforeAll(async () => void (await prepareBackend()));

const noise = (shape: [number, number], seed: number): Tensor2D =>
  seededNoise<Rank.R2>(shape, seed);

/** A file that holds what is asked for. */
function file(shapes: Readonly<Record<string, readonly number[]>>): WeightReader {
  const arrays = Object.entries(shapes).map(([name, shape], i) => {
    const data = tf.tidy(() => seededNoise([...shape] as [number], i).dataSync<"float32">());
    return [name, { dtype: "F32", shape, data }] as const;
  });
  return weightReader(new Map(arrays), "stable-audio-tools");
}

const differ = (a: Tensor, b: Tensor): number => a.sub(b).abs().max().dataSync()[0];

/** Read in tiles of 5, compiled where it can be, in spans of 7: the same as all at once. */
function checkPieces(layer: Layer, x: Tensor2D): void {
  const compiled = compiledLayer({ ...layer, weights: [] });
  const source = tiled(compiled, tensorSource(x), 5);
  const whole = layer.run(x);
  expect(source.length).toBe(whole.shape[0]);
  for (let from = 0; from < source.length; from += 7) {
    const to = Math.min(source.length, from + 7);
    expect(differ(source.read({ from, to }), whole.slice([from, 0], [to - from, -1]))).toBeLessThan(1e-5); // prettier-ignore
  }
  source.dispose();
  compiled.dispose();
}

test.each([
  { kernel: 7, dilation: 1, stride: 1, padding: 3, to: 6 },
  { kernel: 7, dilation: 9, stride: 1, padding: 27, to: 6 },
  { kernel: 7, dilation: 9, stride: 1, padding: 27, to: 4 }, // minimal filtering
  { kernel: 7, dilation: 3, stride: 1, padding: 4, to: 4 },
  { kernel: 3, dilation: 5, stride: 1, padding: 5, to: 1 }, // its products shifted
  { kernel: 1, dilation: 1, stride: 1, padding: 0, to: 6 },
  { kernel: 8, dilation: 1, stride: 4, padding: 2, to: 6 },
  { kernel: 6, dilation: 1, stride: 3, padding: 2, to: 6 },
])("convolution $kernel, dilation $dilation, stride $stride, to $to channels", (size) => {
  const { kernel, dilation, stride, padding, to } = size;
  const w = file({ "c.weight_g": [to, 1, 1], "c.weight_v": [to, 4, kernel], "c.bias": [to] });
  const layer = convolution(w, "c", { inChannels: 4, outChannels: to, kernel, dilation, stride, padding }); // prettier-ignore
  tf.tidy(() => {
    const x = noise([61, 4], 3);
    const v = w.normed("c", [to, 4, kernel]).transpose<Tensor3D>([2, 1, 0]);
    const padded = x.pad([[padding, padding], [0, 0]]).expandDims<Tensor3D>(0); // prettier-ignore
    const y = tf.conv1d(padded, v, stride, "valid", "NWC", dilation).add(w.vector("c.bias", to));
    expect(differ(layer.run(x), y.squeeze([0]))).toBeLessThan(1e-5);
    checkPieces(layer, x);
  });
});

test("weights have the norm that the file says, over all axes but the first", () => {
  tf.tidy(() => {
    const w = file({ "c.weight_g": [6, 1, 1], "c.weight_v": [6, 4, 7] });
    const norms = w.normed("c", [6, 4, 7]).square().sum([1, 2]).sqrt();
    expect(differ(norms, seededNoise([6], 0).abs())).toBeLessThan(1e-5);
  });
});

test.each([2, 3, 4, 5])("transposed convolution, stride %i", (stride) => {
  const w = file({ "u.weight_g": [4, 1, 1], "u.weight_v": [4, 3, 2 * stride], "u.bias": [3] });
  const layer = upsampling(w, "u", { inChannels: 4, outChannels: 3, stride });
  tf.tidy(() => {
    const x = noise([23, 4], 3);
    const filter = w
      .normed("u", [4, 3, 2 * stride])
      .transpose([2, 1, 0])
      .expandDims<Tensor4D>(1);
    const full = (23 + 1) * stride;
    const image = x.reshape<Tensor4D>([1, 23, 1, 4]);
    const all = tf.conv2dTranspose(image, filter, [1, full, 1, 3], [stride, 1], "valid");
    const cut = Math.ceil(stride / 2);
    const y = all.reshape([full, 3]).slice([cut, 0], [full - 2 * cut, 3]).add(w.vector("u.bias", 3)); // prettier-ignore
    expect(differ(layer.run(x), y)).toBeLessThan(1e-5);
    checkPieces(layer, x);
  });
});

test("tiles are kept only as long as they are needed, and so are compiled graphs", () => {
  const w = file({ "c.weight_g": [2, 1, 1], "c.weight_v": [2, 2, 7], "c.bias": [2] });
  const before = tf.memory();
  const layer = compiledLayer(convolution(w, "c", { inChannels: 2, outChannels: 2, kernel: 7 }));
  const x = noise([100, 2], 1);
  const atRest = tf.memory().numTensors;
  const source = tiled(layer, tiled(layer, tensorSource(x), 8), 8);
  for (let from = 0; from < 100; from += 4) {
    source.read({ from, to: from + 4 }).dispose();
    // A tile that is read from, and the neighbours that its window reaches.
    expect(tf.memory().numTensors - atRest).toBeLessThanOrEqual(4);
  }
  source.dispose();
  expect(tf.memory().numTensors).toBe(atRest);
  layer.dispose();
  x.dispose();
  const { numTensors, numDataBuffers } = tf.memory();
  expect([numTensors, numDataBuffers]).toEqual([before.numTensors, before.numDataBuffers]);
});

test("the snake is the library's, with logarithms", () => {
  const layer = snakeLayer(file({ "s.alpha": [4], "s.beta": [4] }), "s", 4);
  const parameters = new Parameters(1);
  tf.tidy(() => {
    parameters.get("s.alpha", [4]).assign(seededNoise([4], 0));
    parameters.get("s.beta", [4]).assign(seededNoise([4], 1));
    const x = noise([23, 4], 3);
    const y = snake(parameters, "s", x, { form: "logAlphaBeta" });
    expect(differ(layer.run(x), y)).toBeLessThan(1e-5);
  });
  parameters.dispose();
});
