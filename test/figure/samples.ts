/** One of each figure, small and seeded: stored as golden JSON, checked by Plotly, looked at by people. */
import { barsPanel } from "../../src/figure/bars";
import { diagramPanel } from "../../src/figure/diagram";
import type { Figure } from "../../src/figure/figure";
import { columns, grid, stack } from "../../src/figure/grid";
import { heatmapPanel } from "../../src/figure/heatmap";
import { linesPanel } from "../../src/figure/lines";
import { divergingScale } from "../../src/figure/palette";
import { pianoRollPanel, pitchName } from "../../src/figure/pianoRoll";
import { densityPanel, pointsPanel } from "../../src/figure/points";
import { samplePathsPanel } from "../../src/figure/samplePaths";
import { withSlider } from "../../src/figure/slider";
import { spectrogramPanel } from "../../src/figure/spectrogram";
import { tokensPanel } from "../../src/figure/tokens";
import { waveformPanel } from "../../src/figure/waveform";
import { analyse, melody, moons, notes, paths, sampleRate } from "./signals";
import { decibels, noised, x1, x2, schedules, field } from "./composed";

const broken = { channels: [melody(0).fill(NaN, 3000, 3400), melody(0.2)], sampleRate };

/** Every sample figure by name. */
export const samples: Readonly<Record<string, () => Figure>> = {
  slider: () =>
    withSlider(
      [0, 0.25, 0.5, 0.75, 1].map((t) => ({ label: t.toFixed(2), figure: noised(t) })),
      { prefix: "t = ", play: true },
    ),
  noised: () => noised(0.3),
  tokens: () =>
    stack(
      [
        tokensPanel(
          notes.map((note) => ({
            ...note,
            label: pitchName(note.pitch),
            pitchClass: note.pitch % 12,
          })),
          { title: "discrete: eight tokens" },
        ),
        pianoRollPanel(notes, { title: "the notes they stand for" }),
        waveformPanel(
          { channels: [melody(0)], sampleRate },
          { title: "continuous: 16,000 numbers" },
        ),
      ],
      { title: "One melody, as a language model and as a diffusion model see it" },
    ),
  diagram: () =>
    stack(
      [
        diagramPanel(
          {
            boxes: [
              { name: "together", x: 3, y: 1, width: 5.6, height: 1.7, frame: true },
              { name: "sampler", x: 1.3, y: 0.9, width: 1.6, height: 0.9 },
              {
                name: "decoder",
                lines: ["44.1 kHz", "stereo"],
                x: 4.5,
                y: 0.9,
                width: 1.6,
                height: 0.9,
                color: "#009e73",
              },
            ],
            arrows: [[2.1, 0.9, 3.7, 0.9], [6.5, 1.9, 6.5, 0.9, 5.3, 0.9]], // prettier-ignore
            texts: [{ text: "latent", x: 2.9, y: 1.15 }],
          },
          { width: 7, rows: 2, height: 160 },
        ),
      ],
      { title: "Boxes and arrows" },
    ),
  schedules,
  samplePaths: () =>
    stack([samplePathsPanel(paths(), { y: { quantity: "x<sub>t</sub>", unit: "1" } })], {
      title: "Sample paths and the density p<sub>t</sub>(x)",
    }),
  moons: () =>
    columns(
      [0.05, 0.4, 1].map((spread) =>
        pointsPanel([{ points: moons(700, spread), size: 3 }], {
          ...{ x: x1, y: x2, title: `σ = ${spread}`, height: 250 },
        }),
      ),
      { title: "Two moons under noise" },
    ),
  densities: () =>
    columns(
      [0.05, 0.4, 1].map((spread) =>
        densityPanel(moons(4000, spread), {
          x: x1,
          y: x2,
          title: `σ = ${spread}`,
          height: 250,
          cells: 40,
        }),
      ),
      { title: "The density p<sub>t</sub>(x) of two moons" },
    ),
  field,
  logSpectrogram: () =>
    stack(
      [
        spectrogramPanel(analyse(melody(0.1)), {
          frequencyScale: "log",
          title: "log frequency",
          rows: 60,
        }),
        spectrogramPanel(analyse(melody(0.1)), {
          frequencyScale: "rows",
          title: "every bin equally tall",
        }),
      ],
      { title: "Two ways to draw frequency", share: false },
    ),
  losses: () =>
    stack(
      [
        linesPanel(
          [
            {
              name: "loss",
              x: Float32Array.from({ length: 50 }, (_, i) => i * 20),
              y: Float32Array.from({ length: 50 }, (_, i) => (i === 9 ? NaN : 1 / (i + 1))),
              markers: true,
            },
          ],
          { x: { quantity: "step", unit: "1" }, y: { quantity: "loss", unit: "1", scale: "log" } },
        ),
      ],
      {
        title: "Training",
        notes: [
          "Computed on WebAssembly (tfjs-backend-wasm 4.22.0), 2 cores; 11 GFLOP/s measured.",
        ],
      },
    ),
  bars: () =>
    stack(
      [
        barsPanel(
          ["temporal concat", "channel concat", "cross-attention", "AdaLN-Zero"],
          [
            { name: "measured", values: [11, 10, 18, NaN] },
            { name: "predicted", values: [12, 10, 16, 9] },
          ],
          {
            x: { quantity: "conditioning mode", unit: "1" },
            y: { quantity: "time a step", unit: "ms" },
          },
        ),
      ],
      { title: "What each mode costs" },
    ),
  heatmap: () =>
    stack(
      [
        heatmapPanel(
          {
            values: Float32Array.from({ length: 12 * 30 }, (_, i) => Math.sin(i / 5) * (i % 30)),
            ...{ rows: 12, columns: 30 },
          },
          {
            x: { quantity: "latent frame", unit: "1", range: { from: 0, to: 30 } },
            y: { quantity: "channel", unit: "1", range: { from: 0, to: 12 } },
            color: { quantity: "activation", unit: "1", range: { from: -30, to: 30 } },
            colors: divergingScale,
          },
        ),
      ],
      { title: "Numbers on both sides of zero" },
    ),
  compare: () =>
    grid(
      [
        [0, 0.3, 0.6, 1].map((t) =>
          waveformPanel(
            { channels: [melody(t)], sampleRate },
            { title: `t = ${t}, the same melody`, points: 400 },
          ),
        ),
        [0, 0.3, 0.6, 1].map((t) => spectrogramPanel(analyse(melody(t)), { range: decibels })),
      ],
      { title: "The same music at four times" },
    ),
  broken: () =>
    stack([waveformPanel(broken, { title: "two channels, one of them damaged" })], {
      title: "Nothing fails silently",
      notes: ["Precomputed: this result was stored on another day, by the same code, with seed 7."],
    }),
};
