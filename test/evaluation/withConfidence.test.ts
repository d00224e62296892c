import { expect, test } from "vitest";
import { withConfidence } from "../../src/evaluation/withConfidence";
import { Random } from "../../src/tensor/random";

/** Two values 2 apart have s/√n = 1, so that the margin is the quantile itself. */
test.each([
  [2, 0.95, 12.706],
  [3, 0.95, 4.303],
  [4, 0.95, 3.182],
  [5, 0.99, 4.604],
  [6, 0.9, 2.015],
  [31, 0.95, 2.042],
])("Student's table: %i values at level %f", (count, level, quantile) => {
  const values = Array.from({ length: count }, (_, i) => (i === 0 ? 1 : 0));
  const { mean, low, high } = withConfidence(values, { level });
  // One 1 among zeros: s² = 1/n, so s/√n = 1/n.
  expect(mean).toBeCloseTo(1 / count, 12);
  expect((high - mean) * count).toBeCloseTo(quantile, 3);
  expect(mean - low).toBeCloseTo(high - mean, 12);
});

test("the interval holds the true mean as often as it says", () => {
  const random = new Random(1);
  const runs = 4000;
  let held = 0;
  for (let run = 0; run < runs; run++) {
    const { low, high } = withConfidence(
      [...random.normals(4)].map((x) => x + 3),
      { level: 0.8 },
    );
    if (low < 3 && 3 < high) held++;
  }
  expect(Math.abs(held / runs - 0.8)).toBeLessThan(3 * Math.sqrt((0.8 * 0.2) / runs));
});

test("equal values leave no doubt; one value, or none that counts, leaves only doubt", () => {
  expect(withConfidence([2, 2, 2])).toEqual({ mean: 2, low: 2, high: 2 });
  expect(() => withConfidence([1])).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: withConfidence: expected at least 2 finite values, one a seed, got [1]; run with more seeds: one value says nothing of its own error]`,
  );
  expect(() => withConfidence([1, NaN])).toThrow("[1, NaN]");
  expect(() => withConfidence([1, 2], { level: 95 })).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: withConfidence: expected a level between 0 and 1, got 95; pass e.g. {level: 0.95}]`,
  );
});
