import { beforeAll, expect, test } from "vitest";
import { unetFlops } from "../../../src/network/unet/flops";
import { unet } from "../../../src/network/unet/unet";
import { Parameters } from "../../../src/nn/parameters";
import { prepareBackend } from "../../../src/tensor/backend";
import { tf } from "../../../src/tensor/tf";

beforeAll(async () => void (await prepareBackend()));

const product = (shape: readonly number[]): number => shape.reduce((a, b) => a * b, 1);
const size = { width: 8, heads: 2, halvings: 2, blocksPerLevel: 2, groups: 2, outChannels: 5 };

test("it counts the products and convolutions that are really computed", async () => {
  const parameters = new Parameters(1);
  const condition = tf.ones<tf.Rank.R2>([1, 6]);
  const x = tf.ones<tf.Rank.R3>([1, 10, 3]);
  const call = (): tf.Tensor => unet(parameters, "net", x, { condition }, size);
  const { kernels } = await tf.profile(() => tf.tidy(() => void call()));
  const convolutions = kernels
    .filter(({ name }) => name === "Conv2D")
    .map(
      ({ inputShapes: [, window], outputShapes: [out] }) =>
        2 * product(window) * product(out.slice(0, -1)),
    );
  expect(convolutions).toHaveLength(1 + 2 * 10 + 4 + 1);
  const products = kernels
    .filter(({ name }) => name === "BatchMatMul")
    // The small products of group normalisation, [1, C]·[C, C], are arithmetic on means.
    .filter(({ inputShapes: [a, b] }) => !(a.at(-2) === 1 && a.at(-1) === b.at(-1)))
    .map(({ inputShapes: [a], outputShapes: [out] }) => 2 * product(a) * out.at(-1)!);
  expect(products).toHaveLength(10 + 5 * 4 + 4);
  const counted = [...convolutions, ...products].reduce((a, b) => a + b, 0);
  expect(unetFlops([10, 3], { ...size, conditionWidth: 6 }).total).toBe(counted);
});

test("twice the frames: twice the work, but four times the attention", () => {
  const large = { width: 128, heads: 4, conditionWidth: 96 };
  const [short, long] = [128, 256].map((frames) => unetFlops([frames, 32], large));
  expect(long.convolutions / short.convolutions).toBe(2);
  expect(long.projections / short.projections).toBe(2);
  expect(long.attention / short.attention).toBe(4);
  expect(long.modulation).toBe(short.modulation);
});
