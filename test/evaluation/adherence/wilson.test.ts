import { expect, test } from "vitest";
import { wilsonShare } from "../../../src/evaluation/adherence/wilson";
import { Random } from "../../../src/tensor/random";

test("the interval of a textbook, and ends that stay within 0 and 1", () => {
  // Newcombe 1998, Table I, method 3: 81/263 and 0/20.
  expect(wilsonShare(81, 263).low).toBeCloseTo(0.2553, 4);
  expect(wilsonShare(81, 263).high).toBeCloseTo(0.3662, 4);
  expect(wilsonShare(0, 20)).toMatchObject({ share: 0, low: 0 });
  expect(wilsonShare(0, 20).high).toBeCloseTo(0.1611, 4);
  expect(wilsonShare(20, 20)).toMatchObject({ share: 1, high: 1 });
  expect(wilsonShare(0, 0).share).toBeNaN();
});

test("nineteen intervals of twenty hold the truth", () => {
  const random = new Random(5);
  const draws = 2000;
  let held = 0;
  for (let draw = 0; draw < draws; draw++) {
    let right = 0;
    for (let i = 0; i < 60; i++) if (random.uniform() < 0.8) right++;
    const { low, high } = wilsonShare(right, 60);
    if (low <= 0.8 && 0.8 <= high) held++;
  }
  expect(held / draws).toBeGreaterThan(0.93);
  expect(held / draws).toBeLessThan(0.97);
});

test("counts that are none are refused", () => {
  expect(() => wilsonShare(3, 2)).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: wilsonShare: expected whole numbers, 0 ≤ right ≤ asked, got 3 right of 2; count the answers, not their shares]`,
  );
  expect(() => wilsonShare(0.5, 2)).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: wilsonShare: expected whole numbers, 0 ≤ right ≤ asked, got 0.5 right of 2; count the answers, not their shares]`,
  );
});
