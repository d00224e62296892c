/** One of each figure, small and seeded: stored as golden JSON, checked by Plotly, looked at by people. */
import { barsPanel } from "../../src/figure/bars";
import type { Figure } from "../../src/figure/figure";
import { columns, grid, stack } from "../../src/figure/grid";
import { heatmapPanel } from "../../src/figure/heatmap";
import { histogramPanel } from "../../src/figure/histogram";
import { linesPanel } from "../../src/figure/lines";
import { divergingScale } from "../../src/figure/palette";
import { overlay } from "../../src/figure/panel";
import { pianoRollPanel, pitchName } from "../../src/figure/pianoRoll";
import { densityPanel, pointsPanel } from "../../src/figure/points";
import { samplePathsPanel } from "../../src/figure/samplePaths";
import { withSlider } from "../../src/figure/slider";
import { spectrogramPanel } from "../../src/figure/spectrogram";
import type { SpectrogramData } from "../../src/figure/spectrogram";
import { tokensPanel } from "../../src/figure/tokens";
import { vectorFieldPanel } from "../../src/figure/vectorField";
import { waveformPanel } from "../../src/figure/waveform";
import { Random } from "../../src/tensor/random";

const sampleRate = 8000;
const notes = [60, 62, 64, 67, 64, 62, 60, 69].map((pitch, i) => ({
  pitch,
  start: i * 0.25,
  duration: i === 3 ? 0.12 : 0.25,
}));

/** A melody with decaying harmonics, mixed with noise at diffusion time t. */
function melody(t: number): Float32Array {
  const random = new Random(7, "melody");
  const alpha = Math.cos((t * Math.PI) / 2);
  const sigma = Math.sin((t * Math.PI) / 2);
  return Float32Array.from({ length: 2 * sampleRate }, (_, i) => {
    const time = i / sampleRate;
    const note = notes[Math.floor(time / 0.25)];
    const hertz = 440 * 2 ** ((note.pitch - 69) / 12);
    const sounding = time < note.start + note.duration ? Math.exp(-6 * (time - note.start)) : 0;
    const phase = 2 * Math.PI * hertz * time;
    const tone = Math.sin(phase) + 0.4 * Math.sin(2 * phase) + 0.2 * Math.sin(3 * phase);
    return alpha * 2 * sounding * tone + sigma * random.normal();
  });
}

/** A plain discrete Fourier transform, so that figures are tested without the audio room. */
function analyse(samples: Float32Array): SpectrogramData {
  const size = 128;
  const bins = size / 2 + 1;
  const frames = Math.floor((samples.length - size) / size) + 1;
  const decibels = new Float32Array(frames * bins);
  for (let frame = 0; frame < frames; frame++) {
    for (let bin = 0; bin < bins; bin++) {
      let re = 0;
      let im = 0;
      for (let i = 0; i < size; i++) {
        const windowed = samples[frame * size + i] * Math.sin((Math.PI * (i + 0.5)) / size) ** 2;
        re += windowed * Math.cos((2 * Math.PI * bin * i) / size);
        im -= windowed * Math.sin((2 * Math.PI * bin * i) / size);
      }
      decibels[frame * bins + bin] = 20 * Math.log10(Math.hypot(re, im));
    }
  }
  const frequencies = Float32Array.from({ length: bins }, (_, k) => (k * sampleRate) / size);
  return {
    decibels,
    frames,
    bins,
    times: Float32Array.from({ length: frames }, (_, m) => (m * size) / sampleRate),
    frequencies,
  };
}

const decibels = { from: -40, to: 40 };
const wide = { from: -5, to: 5 };

function noised(t: number): Figure {
  const samples = melody(t);
  return stack(
    [
      waveformPanel(
        { channels: [samples], sampleRate },
        { range: wide, title: "waveform x<sub>t</sub>" },
      ),
      spectrogramPanel(analyse(samples), { range: decibels, title: "spectrogram" }),
      histogramPanel(samples, {
        ...{ quantity: "amplitude", unit: "full scale", range: wide },
        title: "its values, against the Gaussian",
      }),
    ],
    { title: "A melody turns to noise", subtitle: "variance preserving, cosine schedule" },
  );
}

/** Two half moons. */
function moons(count: number, spread: number): Float32Array {
  const random = new Random(7, "moons");
  return Float32Array.from(
    Array.from({ length: count }, (_, i) => {
      const angle = Math.PI * random.uniform();
      const upper = i % 2 === 0;
      const x = upper ? Math.cos(angle) - 0.5 : 0.5 - Math.cos(angle);
      const y = upper ? Math.sin(angle) - 0.25 : 0.25 - Math.sin(angle);
      return [x + spread * random.normal(), y + spread * random.normal()];
    }).flat(),
  );
}

const x1 = { quantity: "x<sub>1</sub>", unit: "1", range: { from: -2.5, to: 2.5 } };
const x2 = { quantity: "x<sub>2</sub>", unit: "1", range: { from: -2.5, to: 2.5 } };
const time = { quantity: "diffusion time t", unit: "1" };

function paths(): { times: Float32Array; values: Float32Array } {
  const random = new Random(7, "paths");
  const steps = 60;
  const times = Float32Array.from({ length: steps }, (_, i) => i / (steps - 1));
  const values = new Float32Array(500 * steps);
  for (let path = 0; path < 500; path++) {
    let x = path % 2 === 0 ? 1.2 : -1.2;
    for (let i = 0; i < steps; i++) {
      values[path * steps + i] = x;
      const beta = 0.1 + 9.9 * times[i];
      x += (-0.5 * beta * x) / steps + Math.sqrt(beta / steps) * random.normal();
    }
  }
  return { times, values };
}

function schedules(): Figure {
  const t = Float32Array.from({ length: 99 }, (_, i) => (i + 1) / 100);
  const cosine = t.map((v) => Math.cos((v * Math.PI) / 2));
  const linear = t.map((v) => Math.exp(-0.05 * v - 4.975 * v * v));
  const snr = (alpha: Float32Array) => alpha.map((a) => 20 * Math.log10(a / Math.sqrt(1 - a * a)));
  const series = (pick: (alpha: Float32Array) => Float32Array) => [
    { name: "variance preserving (linear β)", x: t, y: pick(linear) },
    { name: "variance preserving (cosine)", x: t, y: pick(cosine), dash: "dash" as const },
    { name: "rectified flow", x: t, y: pick(t.map((v) => 1 - v)), dash: "dot" as const },
  ];
  return columns(
    [
      linesPanel(
        series((a) => a),
        {
          ...{ x: time, y: { quantity: "signal share α", unit: "1" } },
          title: "how much signal is left",
        },
      ),
      linesPanel(series(snr), {
        ...{ x: time, y: { quantity: "signal-to-noise ratio", unit: "dB" } },
        title: "how loud it is against the noise",
      }),
    ],
    { title: "Schedules side by side" },
  );
}

function field(): Figure {
  const points = Float32Array.from({ length: 2 * 121 }, (_, i) => {
    const cell = Math.floor(i / 2);
    return i % 2 === 0 ? (cell % 11) * 0.4 - 2 : Math.floor(cell / 11) * 0.4 - 2;
  });
  const cloud = moons(900, 0.35);
  return stack(
    [
      overlay(
        densityPanel(cloud, { x: x1, y: x2, height: 380 }),
        pointsPanel([{ name: "data", points: moons(60, 0.05), color: "#d55e00" }], {
          x: x1,
          y: x2,
        }),
        vectorFieldPanel({ points, vectors: points.map((v) => -v) }, { x: x1, y: x2 }),
      ),
    ],
    { title: "A score, the data it points to, and their density" },
  );
}

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
