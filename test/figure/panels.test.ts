import { describe, expect, test } from "vitest";
import { barsPanel } from "../../src/figure/bars";
import { gatherBins, meanLevels } from "../../src/figure/bands";
import { heatmapPanel } from "../../src/figure/heatmap";
import { histogramDensity, histogramPanel } from "../../src/figure/histogram";
import { linesPanel } from "../../src/figure/lines";
import type { Packed } from "../../src/figure/pack";
import { pitchName } from "../../src/figure/pianoRoll";
import { pointsPanel } from "../../src/figure/points";
import { samplePathsPanel } from "../../src/figure/samplePaths";
import { spectrogramPanel } from "../../src/figure/spectrogram";
import { vectorFieldPanel } from "../../src/figure/vectorField";
import { waveformPanel } from "../../src/figure/waveform";
import { Random } from "../../src/tensor/random";
import { unpack } from "./unpack";

const value = { quantity: "value", unit: "1" };
const x = { quantity: "x", unit: "m" };

describe("histogram", () => {
  test("the bars' areas and the share outside add up to one", () => {
    const values = new Random(7).normals(10_000);
    const { density, outside } = histogramDensity(values, { from: -1, to: 2 }, 30);
    const area = density.reduce((a, b) => a + b) * 0.1;
    expect(area + outside / values.length).toBeCloseTo(1, 5);
    expect(outside).toBeGreaterThan(1000);
  });

  test("normal noise lies on the normal curve", () => {
    const { density } = histogramDensity(new Random(7).normals(200_000), { from: -3, to: 3 }, 30);
    density.forEach((bar, i) => {
      const middle = -2.9 + 0.2 * i;
      expect(bar).toBeCloseTo(Math.exp(-0.5 * middle ** 2) / Math.sqrt(2 * Math.PI), 1.7);
    });
  });

  test("the greatest value is counted in the last bin", () => {
    expect(histogramDensity([0, 1], { from: 0, to: 1 }, 2).outside).toBe(0);
  });

  test("what is not drawn is said", () => {
    const values = [0, 0.1, NaN, 5, Infinity, 0.2, 0.3, 0.4, 0.5, 0.6];
    const { notes } = histogramPanel(values, { ...value, range: { from: -1, to: 1 } });
    expect(notes).toMatchInlineSnapshot(`
      [
        "⚠ 2 of 10 numbers of “value” are not finite and not drawn.",
        "10 % of the values lie outside the range shown.",
      ]
    `);
  });
});

describe("spectrogram", () => {
  const frequencies = Float32Array.from({ length: 65 }, (_, k) => k * 125);
  const levels = (frames: number) =>
    Float32Array.from({ length: frames * 65 }, (_, i) => -(i % 65));

  test("gathering keeps the mean power", () => {
    const bands = gatherBins(frequencies, 65, "linear");
    const { levels: cells } = meanLevels([0, -Infinity], { frames: 2, bins: 1 }, [bands[0]], 1);
    expect(cells[0]).toBeCloseTo(10 * Math.log10(0.5));
  });

  test("every bin above 0 Hz is in exactly the bands around it", () => {
    const rows = gatherBins(frequencies, 16, "linear");
    expect(rows.flatMap(({ first, end }) => [...frequencies.subarray(first, end)])).toEqual([
      ...frequencies,
    ]);
    const log = gatherBins(frequencies, 40, "log");
    const seen = new Set(log.flatMap(({ first, end }) => [...frequencies.subarray(first, end)]));
    expect([...seen].sort((a, b) => a - b)).toEqual([...frequencies.subarray(1)]);
    for (const { center, first, end } of log) {
      expect(frequencies[first]).toBeLessThan(center * 1.6);
      expect(frequencies[end - 1]).toBeGreaterThan(center / 1.6);
    }
  });

  test("a row of the picture is a frequency, lowest first", () => {
    const panel = spectrogramPanel({
      decibels: levels(3),
      frames: 3,
      bins: 65,
      times: [0, 0.01, 0.02],
      frequencies,
    });
    const z = panel.traces[0].z as unknown as Packed;
    expect(z.shape).toBe("65, 3");
    expect([...unpack(z).slice(0, 9)]).toEqual([0, 0, 0, -1, -1, -1, -2, -2, -2]);
  });

  test("a broken level is a gap and is said", () => {
    const decibels = levels(3);
    decibels[5] = NaN;
    const panel = spectrogramPanel({
      decibels,
      frames: 3,
      bins: 65,
      times: [0, 0.01, 0.02],
      frequencies,
    });
    expect((panel.traces[0].z as unknown as Packed).dtype).toBe("f4");
    expect(panel.notes).toMatchInlineSnapshot(`
      [
        "⚠ 1 of 195 levels are not finite and not drawn.",
      ]
    `);
  });

  test("mel bins are drawn equally tall, with ticks in Hz", () => {
    const mel = frequencies.map((f) => 20 * 1.1 ** (f / 125));
    const panel = spectrogramPanel({
      decibels: levels(3),
      frames: 3,
      bins: 65,
      times: [0, 0.01, 0.02],
      frequencies: mel,
    });
    expect(panel.y.ticks?.labels).toEqual(["50", "100", "200", "500", "1k", "2k", "5k"]);
    panel.y.ticks?.values.forEach((row, i) => {
      const hertz = [50, 100, 200, 500, 1000, 2000, 5000][i];
      expect(row).toBeCloseTo(Math.log(hertz / 20) / Math.log(1.1), 0);
    });
  });
});

test("an arrow ends where its vector points, at the stated scale", () => {
  const field = { points: [1, 2, 3, 4], vectors: [2, 0, 0, -1] };
  const [trace] = vectorFieldPanel(field, { x, y: x, scale: 0.5 }).traces;
  expect([...unpack(trace.x as unknown as Packed).slice(0, 2)]).toEqual([1, 2]);
  expect([...unpack(trace.y as unknown as Packed).slice(6, 8)]).toEqual([4, 3.5]);
});

test("pitches have their names", () => {
  expect([21, 60, 69, 70, -1].map(pitchName)).toEqual(["A0", "C4", "A4", "B♭4", "B-2"]);
});

test("numbers that cannot be drawn are counted on the figure", () => {
  const y = { ...value, scale: "log" as const };
  expect(linesPanel([{ x: [0, 1, 2], y: [1, -1, 0] }], { x, y }).notes).toMatchInlineSnapshot(`
    [
      "⚠ 2 of 3 numbers of “value” cannot be drawn on a logarithmic axis: not finite, or not above zero.",
    ]
  `);
  const clip = { channels: [Float32Array.of(0, NaN, 1)], sampleRate: 3 };
  expect(waveformPanel(clip).notes).toMatchInlineSnapshot(`
    [
      "⚠ 1 of 3 numbers of “amplitude” is not finite and not drawn.",
    ]
  `);
  expect(linesPanel([{ x: [0, 1], y: [NaN, NaN] }], { x, y: value }).notes).toMatchInlineSnapshot(`
    [
      "⚠ 2 of 2 numbers of “value” are not finite and not drawn.",
    ]
  `);
});

test("bad input is refused, with what to do", () => {
  const refused = [
    () => linesPanel([{ x: [], y: [] }], { x, y: value }),
    () => linesPanel([{ name: "loss", x: [0, 1], y: [1] }], { x, y: value }),
    () => linesPanel([{ x: [0, 1], y: [1, 2] }], { x: { quantity: "x", unit: "" }, y: value }),
    () =>
      linesPanel([{ x: [0, 1], y: [1, 2] }], { x: { ...x, range: { from: 2, to: 1 } }, y: value }),
    () =>
      linesPanel([{ x: [1, 2], y: [1, 2] }], {
        x: { ...x, scale: "log", range: { from: 0, to: 1 } },
        y: value,
      }),
    () => pointsPanel([{ points: [1, 2, 3] }], { x, y: x }),
    () => vectorFieldPanel({ points: [1, 2], vectors: [1, 2, 3, 4] }, { x, y: x }),
    () => samplePathsPanel({ times: [0, 1], values: [1, 2, 3] }, { y: value }),
    () => barsPanel(["a", "b"], [{ name: "time", values: [1] }], { x, y: value }),
    () =>
      heatmapPanel(
        { values: [1, 2, 3], rows: 2, columns: 2 },
        {
          x: { ...x, range: { from: 0, to: 1 } },
          y: { ...x, range: { from: 0, to: 1 } },
          color: value,
        },
      ),
    () => spectrogramPanel({ decibels: [1], frames: 1, bins: 2, times: [0], frequencies: [1, 2] }),
    () => waveformPanel({ channels: [new Float32Array()], sampleRate: 8000 }),
    () => waveformPanel({ channels: [], sampleRate: 8000 }),
  ];
  const said = refused.map((make) => {
    try {
      make();
      return "accepted";
    } catch (error) {
      return String(error);
    }
  });
  expect(said).toMatchInlineSnapshot(`
    [
      "TutorialError: figure: expected at least one number to draw, got an empty list; check the cell that computes it",
      "TutorialError: linesPanel: expected as many y as x in “loss” (2), got 1; compute both from one list of points",
      "TutorialError: figure: expected an axis with a quantity and a unit, got {"quantity":"x","unit":""}; write e.g. {quantity: "time", unit: "s"}; unit "1" is a pure number",
      "TutorialError: axis “x (m)”: expected from < to, both finite, got from 2 to 1; leave the range out to take it from the data",
      "TutorialError: axis “x (m)”: expected 0 < from < to on a logarithmic axis, got from 0 to 1; leave the range out to take it from the data",
      "TutorialError: pointsPanel: expected points of shape [N, 2], got 3 numbers; pass x₁, x₂ of the first point, then of the second, and so on",
      "TutorialError: vectorFieldPanel: expected a vector for each of 1 points, got 2 vectors; evaluate the field at exactly these points",
      "TutorialError: samplePathsPanel: expected values of shape [paths, T] at T ≥ 2 times, got 3 values at 2 times; pass all times of the first path, then of the second, and so on",
      "TutorialError: barsPanel: expected a number for each of 2 labels, got 1 in “time”; pass NaN where there is no number; the figure will say so",
      "TutorialError: heatmapPanel: expected 2 × 2 = 4 numbers, at least one, got 3; pass [rows, columns] row-major, the lowest row first",
      "TutorialError: spectrogramPanel: expected 1 × 2 = 2 levels, 1 times and 2 frequencies, got 1 levels, 1 times and 2 frequencies; pass [frames, bins] row-major, a frame after the other",
      "TutorialError: figure: expected at least one number to draw, got an empty list; check the cell that computes it",
      "TutorialError: figure: expected at least one number to draw, got an empty list; check the cell that computes it",
    ]
  `);
});
