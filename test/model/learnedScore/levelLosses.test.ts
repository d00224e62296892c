import { expect, test } from "vitest";
import { cosine } from "../../../src/diffusion/cosine";
import { LevelLosses } from "../../../src/model/learnedScore/levelLosses";

test("each bin has the mean of what fell into it, and forgets it once it is taken", () => {
  const levels = new LevelLosses(cosine(), 4);
  levels.add([0.1, 0.2, 0.6, 1], [1, 3, 5, 7], [1, 2, 10, 1]);
  const taken = levels.take();
  expect(taken.map(({ t }) => t)).toEqual([0.125, 0.375, 0.625, 0.875]);
  expect(taken.map(({ error }) => error)).toEqual([2, Number.NaN, 5, 7]);
  expect(taken.map(({ weighted }) => weighted)).toEqual([3.5, Number.NaN, 50, 7]);
  expect(taken.map(({ count }) => count)).toEqual([2, 0, 1, 1]);
  expect(taken[1].snrDb).toBeCloseTo(cosine().snrDb(0.375));
  expect(levels.take().every(({ count }) => count === 0)).toBe(true);
  expect(() => new LevelLosses(cosine(), 0)).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: LevelLosses: expected a whole number of bins, at least 1, got 0; pass e.g. 20]`,
  );
});
