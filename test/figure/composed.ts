/** Sample figures of several panels, and the axes that samples share. */
import type { Figure } from "../../src/figure/figure";
import { columns, stack } from "../../src/figure/grid";
import { histogramPanel } from "../../src/figure/histogram";
import { linesPanel } from "../../src/figure/lines";
import { overlay } from "../../src/figure/panel";
import { densityPanel, pointsPanel } from "../../src/figure/points";
import { spectrogramPanel } from "../../src/figure/spectrogram";
import { vectorFieldPanel } from "../../src/figure/vectorField";
import { waveformPanel } from "../../src/figure/waveform";
import { analyse, melody, moons, sampleRate } from "./signals";

export const decibels = { from: -40, to: 40 };
export const wide = { from: -5, to: 5 };

export function noised(t: number): Figure {
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

export const x1 = { quantity: "x<sub>1</sub>", unit: "1", range: { from: -2.5, to: 2.5 } };
export const x2 = { quantity: "x<sub>2</sub>", unit: "1", range: { from: -2.5, to: 2.5 } };
export const time = { quantity: "diffusion time t", unit: "1" };

export function schedules(): Figure {
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

export function field(): Figure {
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
