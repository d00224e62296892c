import { beforeAll, expect, test } from "vitest";
import { dit } from "../../../src/network/dit/dit";
import { ditFlops } from "../../../src/network/dit/flops";
import { Parameters } from "../../../src/nn/parameters";
import { prepareBackend } from "../../../src/tensor/backend";
import { tf } from "../../../src/tensor/tf";

beforeAll(async () => void (await prepareBackend()));

const product = (shape: readonly number[]): number => shape.reduce((a, b) => a * b, 1);

test("it counts the products that are really computed", async () => {
  const size = {
    width: 16,
    depth: 3,
    heads: 2,
    patch: [2, 5],
    mlpRatio: 2,
    outChannels: 2,
  } as const;
  const parameters = new Parameters(1);
  const condition = tf.ones<tf.Rank.R2>([1, 6]);
  const x = tf.ones([1, 8, 20, 3]);
  const { kernels } = await tf.profile(() =>
    tf.tidy(() => void dit(parameters, "net", x, { condition }, size)),
  );
  const products = kernels.filter(({ name }) => name === "BatchMatMul");
  expect(products).toHaveLength(2 + 3 * (2 + 2 + 2 + 1) + 1);
  const counted = products.map(({ inputShapes: [a], outputShapes: [out] }) => {
    // [n, k] times [k, m], turned or not: all of the first takes part in each of the m columns.
    return 2 * product(a) * out.at(-1)!;
  });
  const total = counted.reduce((a, b) => a + b, 0);
  expect(ditFlops([8, 20, 3], { ...size, conditionWidth: 6 }).total).toBe(total);
});

test("twice the tokens: twice the work, but four times the attention", () => {
  const size = { width: 128, depth: 4, heads: 4, patch: 2, conditionWidth: 96 };
  const [short, long] = [128, 256].map((frames) => ditFlops([frames, 32], size));
  expect(long.mlp / short.mlp).toBe(2);
  expect(long.projections / short.projections).toBe(2);
  expect(long.attention / short.attention).toBe(4);
  expect(long.modulation).toBe(short.modulation);
});
