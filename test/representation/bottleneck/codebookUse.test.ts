import { beforeAll, expect, test } from "vitest";
import { codebookUse } from "../../../src/representation/bottleneck/codebookUse";
import { prepareBackend } from "../../../src/tensor/backend";
import { Random } from "../../../src/tensor/random";
import { tf } from "../../../src/tensor/tf";

beforeAll(async () => void (await prepareBackend()));

/** Codes [B, N, T] of one row for each quantiser. */
function codesOf(...rows: number[][]): tf.Tensor3D {
  return tf.tensor3d(rows.flat(), [1, rows.length, rows[0].length], "int32");
}

test("all alike, one only, and in between", () => {
  const use = codebookUse(codesOf([0, 1, 2, 3], [2, 2, 2, 2], [0, 0, 1, 1]), 4);
  expect(use).toEqual([
    { quantiser: 0, shareUsed: 1, bits: 2, perplexity: 4 },
    { quantiser: 1, shareUsed: 0.25, bits: 0, perplexity: 1 },
    { quantiser: 2, shareUsed: 0.5, bits: 1, perplexity: 2 },
  ]);
});

test("uneven use: H = −Σ p·log₂ p", () => {
  const [{ bits, perplexity }] = codebookUse(codesOf([0, 0, 0, 1]), 8);
  expect(bits).toBeCloseTo(0.75 * Math.log2(4 / 3) + 0.25 * 2, 12);
  expect(perplexity).toBeCloseTo(2 ** bits, 12);
});

test("several items and several batches count together", () => {
  const random = new Random(1);
  const numbers = Array.from({ length: 2 * 3 * 5000 }, () => random.integer(16));
  const whole = tf.tensor3d(numbers, [2, 3, 5000], "int32");
  const use = codebookUse(whole, 16);
  expect(use).toHaveLength(3);
  for (const { shareUsed, perplexity } of use) {
    expect(shareUsed).toBe(1);
    expect(perplexity).toBeGreaterThan(15.9);
  }
  const halves = tf.split<tf.Tensor3D>(whole, 2, 0);
  expect(codebookUse(halves, 16)).toEqual(use);
});

test("bad input is named", () => {
  expect(() => codebookUse([], 4)).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: codebookUse: expected batches of codes [B, N, T], all of the same N, got none; pass what codes(h) gave, and the codebookSize of its quantiser]`,
  );
  expect(() => codebookUse(codesOf([0, 4]), 4)).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: codebookUse: expected codes from 0 to 3, got 4; pass what codes(h) gave, and the codebookSize of its quantiser]`,
  );
  expect(() =>
    codebookUse([codesOf([0]), codesOf([0], [0])], 4),
  ).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: codebookUse: expected batches of codes [B, N, T], all of the same N, got [1, 1, 1] and [1, 2, 1]; pass what codes(h) gave, and the codebookSize of its quantiser]`,
  );
});
