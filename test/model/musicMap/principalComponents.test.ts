import { expect, test } from "vitest";
import { principalComponents } from "../../../src/model/musicMap/principalComponents";
import { Random } from "../../../src/tensor/random";

/** Rows of independent normals, mixed: a and b are nearly one thing, c is another, d never changes. */
function rows(count: number): number[][] {
  const random = new Random(1);
  return Array.from({ length: count }, () => {
    const [common, other] = [random.normal(), random.normal()];
    return [10 * common, -common + 0.3 * random.normal(), 5 + other, 0.1];
  });
}

test("the first component is what two features share, with the weights of the closed form", () => {
  const { components } = principalComponents(rows(20_000), 2);
  // Correlation r of two features: eigenvalues 1 ± r along (1, ±1)/√2, and 1 along the third.
  const r = 1 / Math.sqrt(1 + 0.09);
  expect(components[0].explained).toBeCloseTo((1 + r) / 3, 2);
  expect(components[1].explained).toBeCloseTo(1 / 3, 2);
  const [a, b, c, d] = components[0].weights;
  expect([Math.abs(a), Math.abs(b)].map((one) => Math.round(100 * one))).toEqual([71, 71]);
  expect(a * b).toBeLessThan(0);
  expect(Math.abs(c)).toBeLessThan(0.05);
  expect(d).toBe(0);
});

test("points are white: mean 0, variance 1, uncorrelated", () => {
  const { points } = principalComponents(rows(500), 2);
  const moment = (of: (x: number, y: number) => number): number => {
    let sum = 0;
    for (let n = 0; n < 500; n++) sum += of(points[2 * n], points[2 * n + 1]) / 500;
    return sum;
  };
  expect(moment((x) => x)).toBeCloseTo(0, 6);
  expect(moment((_, y) => y)).toBeCloseTo(0, 6);
  expect(moment((x) => x * x)).toBeCloseTo(1, 6);
  expect(moment((_, y) => y * y)).toBeCloseTo(1, 6);
  expect(moment((x, y) => x * y)).toBeCloseTo(0, 6);
});

test("the sign does not depend on the data's: the largest weight is positive", () => {
  const upright = principalComponents(rows(100), 2);
  for (const { weights } of upright.components) {
    expect(Math.max(...weights)).toBe(Math.max(...weights.map(Math.abs)));
  }
  expect(principalComponents(rows(100), 2)).toEqual(upright);
});

test("too few rows, or rows that do not differ, are refused", () => {
  expect(() => principalComponents(rows(2), 2)).toThrowErrorMatchingInlineSnapshot(
    `[TutorialError: principalComponents: expected more than 2 rows of finite numbers that differ in 2 directions, got 2 rows of 4 features; pass more rows, or ask for fewer components]`,
  );
  const flat = Array.from({ length: 9 }, (_, i) => [i, 2 * i, 1]);
  expect(() => principalComponents(flat, 2)).toThrow("differ in 2 directions");
  expect(() =>
    principalComponents(
      flat.map(() => [NaN, 1, 2]),
      1,
    ),
  ).toThrow("finite");
});
