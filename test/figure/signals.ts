/** What the sample figures show: a melody, its spectrum, points and paths, all small and seeded. */
import type { SpectrogramData } from "../../src/figure/spectrogram";
import { Random } from "../../src/tensor/random";

export const sampleRate = 8000;
export const notes = [60, 62, 64, 67, 64, 62, 60, 69].map((pitch, i) => ({
  pitch,
  start: i * 0.25,
  duration: i === 3 ? 0.12 : 0.25,
}));

/** A melody with decaying harmonics, mixed with noise at diffusion time t. */
export function melody(t: number): Float32Array {
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
export function analyse(samples: Float32Array): SpectrogramData {
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

/** Two half moons. */
export function moons(count: number, spread: number): Float32Array {
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

/** Random walks from two points to a Gaussian. */
export function paths(): { times: Float32Array; values: Float32Array } {
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
