/** Sounds that tests are made of, and the engines they run on. */
import { monoClip } from "../../src/audio/clip";
import type { AudioClip } from "../../src/audio/clip";
import { backendNames, prepareBackend } from "../../src/tensor/backend";
import type { BackendName } from "../../src/tensor/backend";
import { Random } from "../../src/tensor/random";

export function sine(frequency: number, sampleRate: number, length: number): Float32Array {
  return Float32Array.from({ length }, (_, i) =>
    Math.sin((2 * Math.PI * frequency * i) / sampleRate),
  );
}

export function sineClip(frequency: number, sampleRate: number, length: number): AudioClip {
  return monoClip(sine(frequency, sampleRate, length), sampleRate);
}

export function noise(length: number, seed = 7): Float32Array {
  return new Random(seed, "test noise").normals(length);
}

export function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) return Number.POSITIVE_INFINITY;
  let largest = 0;
  for (let i = 0; i < a.length; i++) {
    const difference = Math.abs(a[i] - b[i]);
    if (!(difference <= largest)) largest = difference;
  }
  return largest;
}

/** Runs the same thing on every engine that loads here (at least two), and goes back to the fastest. */
export async function onEachBackend<T>(body: () => T): Promise<Map<BackendName, T>> {
  const results = new Map<BackendName, T>();
  for (const name of backendNames) {
    const loads = await prepareBackend(name).then(
      () => true,
      () => false,
    );
    if (loads) results.set(name, body());
  }
  await prepareBackend();
  if (results.size < 2) throw new Error("only one backend loads; nothing to compare");
  return results;
}
