import { expect, test } from "vitest";
import { packFloats, packWhole } from "../../src/figure/pack";
import { unpack } from "./unpack";

test("floats come back as they were, also from a part of a larger buffer", () => {
  const whole = Float32Array.of(9, 0.1, NaN, -Infinity, 9);
  expect([...unpack(packFloats(whole.subarray(1, 4)))]).toEqual([...whole.subarray(1, 4)]);
});

test("whole numbers are rounded and held in range, a byte each", () => {
  const packed = packWhole(
    [-1e9, -Infinity, -3.4, 0, 99],
    { from: -80, to: 0 },
    { rows: 1, columns: 5 },
  );
  expect([...unpack(packed)]).toEqual([-80, -80, -3, 0, 0]);
  expect(packed.shape).toBe("1, 5");
});

test("a heatmap of 8,000 cells travels in 43 KB, or 11 KB as whole decibels", () => {
  const cells = new Float32Array(8000);
  const shape = { rows: 40, columns: 200 };
  expect(packFloats(cells, shape).bdata.length).toBeLessThan(43_000);
  expect(packWhole(cells, { from: -80, to: 0 }, shape).bdata.length).toBeLessThan(11_000);
});
