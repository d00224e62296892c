import { describe, expect, test } from "vitest";
import { stack } from "../../src/figure/grid";
import { intervalsPanel } from "../../src/figure/intervals";
import type { Packed } from "../../src/figure/pack";
import { unpack } from "./unpack";

const x = { quantity: "question", unit: "1" };
const y = { quantity: "heard right", unit: "%" };
const some = { value: 60, low: 50, high: 80 };
const none = { value: NaN, low: NaN, high: NaN };
const numbers = (packed: unknown): number[] => Array.from(unpack(packed as Packed));

describe("intervals", () => {
  test("the bars of an interval reach from the value to its ends", () => {
    const { traces } = intervalsPanel(["tempo"], [{ intervals: [some] }], { x, y });
    const { array, arrayminus } = traces[0].error_y as { array: Packed; arrayminus: Packed };
    expect(numbers(array)).toEqual([20]);
    expect(numbers(arrayminus)).toEqual([10]);
  });

  test("series stand beside each other about their label, and the axis holds all ends", () => {
    const two = [{ intervals: [some, some] }, { intervals: [some, { ...some, high: 95 }] }];
    const panel = intervalsPanel(["tempo", "register"], two, { x, y });
    const [first, second] = panel.traces.map((trace) => numbers(trace.x));
    first.forEach((place, i) => expect(place + second[i]).toBeCloseTo(2 * i, 5));
    expect(first[0]).toBeLessThan(second[0]);
    expect(panel.y.range.from).toBeLessThan(50);
    expect(panel.y.range.to).toBeGreaterThan(95);
  });

  test("what was not measured is said, and survives JSON", () => {
    const panel = intervalsPanel(["a", "b"], [{ intervals: [some, none] }], { x, y });
    expect(panel.notes[0]).toContain("1 of 2 numbers of “heard right”");
    const figure = stack([panel]);
    expect(JSON.parse(JSON.stringify(figure))).toEqual(figure);
  });

  test("fewer intervals than labels are refused", () => {
    const short = () => intervalsPanel(["a", "b"], [{ name: "DiT", intervals: [some] }], { x, y });
    expect(short).toThrow(/an interval for each of 2 labels, got 1 in “DiT”/);
  });
});
