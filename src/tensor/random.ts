/** Seeded random numbers that are the same on every backend, because they are made before any. */
import { TutorialError } from "../error";
import { tf } from "./tf";
import type { Rank, ShapeMap, Tensor } from "./tf";

/** Mixes one 32-bit word into another (the finaliser of MurmurHash3, Appleby 2011). */
function mix(hash: number, word: number): number {
  let h = (hash ^ word) | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) | 0;
}

function hashKey(key: readonly (number | string)[]): number {
  let hash = 0x9e3779b9 | 0;
  for (const part of key) {
    if (typeof part === "string") {
      for (let i = 0; i < part.length; i++) hash = mix(hash + 0x6d2b79f5, part.charCodeAt(i));
    } else {
      if (!Number.isSafeInteger(part)) {
        throw new TutorialError({
          code: "random.seed",
          where: "Random",
          expected: "a whole number as seed",
          got: String(part),
          fix: "pass an integer such as 7",
        });
      }
      hash = mix(hash + 0x6d2b79f5, part | 0);
      hash = mix(hash + 0x6d2b79f5, Math.floor(part / 0x100000000) | 0);
    }
  }
  return hash;
}

/**
 * A stream of random numbers named by its key: the same key always gives the same stream.
 *
 * The generator is sfc32 (Doty-Humphrey, PractRand); normals come from Box and Muller (1958).
 *
 * @example
 * const random = new Random(7, "melody");
 * const roll = 1 + random.integer(6);
 */
export class Random {
  private a: number;
  private b: number;
  private c: number;
  private counter = 1;
  private spare = Number.NaN;

  /** @param key seed first, then any names or numbers that tell this stream from its siblings. */
  constructor(...key: readonly (number | string)[]) {
    const hash = hashKey(key);
    this.a = mix(hash, 0x243f6a88);
    this.b = mix(hash, 0x85a308d3);
    this.c = mix(hash, 0x13198a2e);
    for (let i = 0; i < 12; i++) this.next();
  }

  private next(): number {
    const sum = (((this.a + this.b) | 0) + this.counter) | 0;
    this.counter = (this.counter + 1) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = (this.c << 21) | (this.c >>> 11);
    this.c = (this.c + sum) | 0;
    return sum >>> 0;
  }

  /** A number in [0, 1). */
  uniform(): number {
    return this.next() / 0x100000000;
  }

  /** A whole number in [0, n). */
  integer(n: number): number {
    return Math.floor(this.uniform() * n);
  }

  /** One item of a list, each as likely as the others. */
  choice<T>(items: readonly T[]): T {
    return items[this.integer(items.length)];
  }

  /** A new list in random order (Fisher and Yates). */
  shuffle<T>(items: readonly T[]): T[] {
    const shuffled = [...items];
    for (let i = shuffled.length - 1; i > 0; i--) {
      const j = this.integer(i + 1);
      [shuffled[i], shuffled[j]] = [shuffled[j], shuffled[i]];
    }
    return shuffled;
  }

  /** One draw of the standard normal N(0, 1). */
  normal(): number {
    if (!Number.isNaN(this.spare)) {
      const spare = this.spare;
      this.spare = Number.NaN;
      return spare;
    }
    const radius = Math.sqrt(-2 * Math.log(1 - this.uniform()));
    const angle = 2 * Math.PI * this.uniform();
    this.spare = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  }

  /** Fills an array with draws of N(0, 1), the same as that many calls of {@link Random.normal}. */
  normals(count: number): Float32Array {
    const out = new Float32Array(count);
    let i = 0;
    if (count > 0 && !Number.isNaN(this.spare)) out[i++] = this.normal();
    for (; i + 1 < count; i += 2) {
      const radius = Math.sqrt(-2 * Math.log(1 - this.uniform()));
      const angle = 2 * Math.PI * this.uniform();
      out[i] = radius * Math.cos(angle);
      out[i + 1] = radius * Math.sin(angle);
    }
    if (i < count) out[i] = this.normal();
    return out;
  }
}

/**
 * Standard normal noise as a tensor, a function of (seed, step) and nothing else.
 *
 * @param shape any shape
 * @param seed a whole number
 * @param step which draw of this seed: a sampler passes its step, so that no observer can shift the noise
 * @returns ε ~ N(0, I) of that shape
 *
 * @example
 * const eps = seededNoise([1, 64, 32], 7);
 * eps.dispose();
 */
export function seededNoise<R extends Rank>(shape: ShapeMap[R], seed: number, step = 0): Tensor<R> {
  const count = shape.reduce((product, size) => product * size, 1);
  return tf.tensor<R>(new Random(seed, "noise", step).normals(count), shape, "float32");
}
