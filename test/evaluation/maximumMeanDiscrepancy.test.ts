import { beforeAll, expect, test } from "vitest";
import { maximumMeanDiscrepancy } from "../../src/evaluation/maximumMeanDiscrepancy";
import { prepareBackend } from "../../src/tensor/backend";
import { countTensors } from "../../src/tensor/budget";
import { seededNoise } from "../../src/tensor/random";
import { tf } from "../../src/tensor/tf";

beforeAll(async () => void (await prepareBackend()));

test("two points against two, by hand", () => {
  const [a, b] = [tf.tensor2d([[0], [1]]), tf.tensor2d([[2], [4]])];
  const k = (distance: number): number => Math.exp(-(distance ** 2) / 2);
  const between = (k(2) + k(4) + k(1) + k(3)) / 4;
  const gaussian = { kernel: "gaussian", sigma: 1 } as const;
  expect(maximumMeanDiscrepancy(a, b, gaussian)).toBeCloseTo(k(1) + k(2) - 2 * between, 12);
  const biased = (1 + k(1)) / 2 + (1 + k(2)) / 2 - 2 * between;
  expect(maximumMeanDiscrepancy(a, b, { ...gaussian, unbiased: false })).toBeCloseTo(biased, 12);
  const polynomial = maximumMeanDiscrepancy(a, b, { kernel: "polynomial" });
  expect(polynomial).toBeCloseTo(1 + 9 ** 3 - (1 + 1 + 27 + 125) / 2, 9);
});

test("the median width of b is taken if none is given", () => {
  const [a, b] = [tf.tensor2d([[0], [3]]), tf.tensor2d([[0], [2], [6]])];
  const median = maximumMeanDiscrepancy(a, b);
  expect(median).toBeCloseTo(maximumMeanDiscrepancy(a, b, { sigma: 4 }), 12);
});

test("unbiased, small samples of one kind are 0 apart on average; biased, they are not", () => {
  const found = (unbiased: boolean): number[] =>
    Array.from({ length: 300 }, (_, seed) =>
      tf.tidy(() => {
        const [a, b] = [seededNoise([10, 3], seed), seededNoise([10, 3], seed, 1)];
        return maximumMeanDiscrepancy(a, b, { sigma: 1.5, unbiased });
      }),
    );
  const mean = (values: number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
  expect(Math.abs(mean(found(true)))).toBeLessThan(0.01);
  expect(mean(found(false))).toBeGreaterThan(0.08);
});

test("what differs in shape alone is told from what does not, without a tensor", async () => {
  const data = seededNoise([300, 2], 1);
  const { result, leaked } = await countTensors(() => {
    const ring = tf.tidy(() => {
      const points = seededNoise([300, 2], 2);
      return points.div(points.norm("euclidean", 1, true)).mul(Math.SQRT2);
    });
    const apart = maximumMeanDiscrepancy(ring, data, { sigma: 0.5 });
    ring.dispose();
    return apart;
  });
  expect(result).toBeGreaterThan(0.05);
  expect(leaked).toBe(0);
});

test("errors", () => {
  const a = seededNoise([4, 2], 1);
  expect(() => maximumMeanDiscrepancy(a, tf.ones([4, 2]))).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: maximumMeanDiscrepancy: expected a width of the kernel above 0, got a median distance of 0; most points of b are the same; name a sigma]`,
  );
  expect(() => maximumMeanDiscrepancy(a, a, { sigma: 0 })).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: maximumMeanDiscrepancy: expected a width of the kernel above 0, got 0; pass {sigma: 1}]`,
  );
});
