/** Sounds with known faults, for the measures. */
import { monoClip } from "../../src/audio/clip";
import type { AudioClip } from "../../src/audio/clip";
import { Random } from "../../src/tensor/random";

export const sampleRate = 16000;

/** A tone of five partials that dies away, from `start` on. */
export function pluck(frequency: number, start: number, seconds: number): Float32Array {
  return Float32Array.from({ length: Math.round(seconds * sampleRate) }, (_, i) => {
    const t = i / sampleRate - start;
    if (t < 0) return 0;
    const partials = [1, 2, 3, 4, 5].filter((h) => h * frequency < sampleRate / 2);
    const sum = partials.map((h) => Math.sin(2 * Math.PI * h * frequency * t) / h);
    return 0.2 * Math.exp(-3 * t) * sum.reduce((a, b) => a + b, 0);
  });
}

/** A tune of plucked notes, each a frequency and a start. */
export function tune(notes: readonly (readonly [number, number])[], seconds: number): AudioClip {
  const all = new Float32Array(Math.round(seconds * sampleRate));
  notes.forEach(([frequency, start], n) => {
    const end = notes[n + 1]?.[1] ?? seconds;
    pluck(frequency, start, end).forEach((sample, i) => (all[i] += sample));
  });
  return monoClip(all, sampleRate);
}

export const scale: readonly (readonly [number, number])[] = [
  [220, 0.2],
  [277.18, 0.6],
  [329.63, 1],
  [440, 1.4],
];

export function changed(clip: AudioClip, change: (x: number, i: number) => number): AudioClip {
  return monoClip(clip.channels[0].map(change), clip.sampleRate);
}

export function noisy(clip: AudioClip, std: number, seed = 1): AudioClip {
  const noise = new Random(seed, "noisy").normals(clip.channels[0].length);
  return changed(clip, (x, i) => x + std * noise[i]);
}
