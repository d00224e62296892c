import { describe, expect, test } from "vitest";
import { latentPanel } from "../../src/figure/latent";
import { levelDifferencePanel } from "../../src/figure/levelDifference";
import type { Packed } from "../../src/figure/pack";
import { unpack } from "./unpack";

const cellsOf = (panel: { traces: readonly object[] }): number[] =>
  Array.from(unpack((panel.traces[0] as { z: Packed }).z));

describe("latent", () => {
  test("a sequence shows a row for each channel, a picture one of its channels", () => {
    // [T, C] = [3, 2]: the channel is what changes fastest.
    const sequence = latentPanel([1, 10, 2, 20, 3, 30], [3, 2], { seconds: 1 });
    expect(cellsOf(sequence)).toEqual([1, 2, 3, 10, 20, 30]);
    // [h, w, C] = [2, 2, 2]
    const picture = [0, 1, 2, 3, 4, 5, 6, 7];
    const second = latentPanel(picture, [2, 2, 2], { seconds: 1, channel: 1 });
    expect(cellsOf(second)).toEqual([1, 5, 3, 7]);
  });

  test("a shape that does not fit and a channel that is not there are refused", () => {
    expect(() => latentPanel([1, 2, 3], [1, 3, 2], { seconds: 1 })).toThrow(/as many numbers/);
    expect(() => latentPanel([1, 2], [1, 1, 2], { seconds: 1, channel: 2 })).toThrow(/0 to 1/);
  });
});

describe("difference of levels", () => {
  const shape = {
    frames: 4,
    bins: 8,
    times: Float32Array.of(0, 0.1, 0.2, 0.3),
    frequencies: Float32Array.from({ length: 8 }, (_, k) => 500 * k),
  };
  const level = (decibels: number) => ({ ...shape, decibels: new Float32Array(32).fill(decibels) });
  test("it is what was added, up to the highest frequency asked for", () => {
    const cells = cellsOf(levelDifferencePanel(level(-34), level(-40), { upTo: 2000 }));
    expect(cells).toHaveLength(5 * 4);
    for (const cell of cells) expect(cell).toBeCloseTo(6, 4);
  });

  test("below the floor everything is alike", () => {
    const cells = cellsOf(levelDifferencePanel(level(-120), level(-60), { floor: -70 }));
    for (const cell of cells) expect(cell).toBeCloseTo(-10, 4);
    expect(Math.max(...cellsOf(levelDifferencePanel(level(-90), level(-120))))).toBeCloseTo(0);
  });

  test("spectrograms of different shapes are refused", () => {
    const shorter = { ...level(-40), decibels: new Float32Array(24) };
    expect(() => levelDifferencePanel(shorter, level(-40))).toThrow(/levelDifferencePanel/);
  });
});
