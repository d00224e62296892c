/** Rotary positions: queries and keys are turned, the further along in time the more. */
import { TutorialError } from "../error";
import { ownGradient } from "../tensor/ownGradient";
import { tf } from "../tensor/tf";
import type { Tensor4D } from "../tensor/tf";

/** How fast the numbers turn, and how many of them. */
export interface Rotary {
  /** The slowest pair turns once in 2π·base frames, nearly. 10,000 where it was proposed. */
  readonly base: number;
  /** R, of the D/H numbers of each head: an even number of the first of them; all unless given. */
  readonly size?: number;
}

const made = new Map<string, { readonly cos: Float32Array; readonly sin: Float32Array }>();

/** cos θ and ∓sin θ of each frame, [T, R]. */
function turns(frames: number, size: number, base: number) {
  const key = [frames, size, base].join();
  const known = made.get(key);
  if (known) return known;
  const [cos, sin] = [new Float32Array(frames * size), new Float32Array(frames * size)];
  const half = size / 2;
  for (let t = 0; t < frames; t++) {
    for (let i = 0; i < half; i++) {
      const angle = t * base ** (-i / half);
      const [first, second] = [t * size + i, t * size + half + i];
      cos[first] = cos[second] = Math.cos(angle);
      sin[second] = Math.sin(angle);
      sin[first] = -sin[second];
    }
  }
  made.set(key, { cos, sin });
  return { cos, sin };
}

/** x·cos + swapped(x)·sin on the first R numbers; the others pass. `back` turns the other way. */
function turned(x: Tensor4D, size: number, base: number, back: boolean): Tensor4D {
  const [, , frames, all] = x.shape;
  const { cos, sin } = turns(frames, size, base);
  return tf.tidy(() => {
    const [turning, still] = size === all ? [x] : tf.split<Tensor4D>(x, [size, all - size], 3);
    const [a, b] = tf.split<Tensor4D>(turning, 2, 3);
    const swapped = tf.concat([b, a], 3).mul(tf.tensor2d(sin, [frames, size]));
    const straight = turning.mul<Tensor4D>(tf.tensor2d(cos, [frames, size]));
    const out = back ? straight.sub<Tensor4D>(swapped) : straight.add<Tensor4D>(swapped);
    return still ? tf.concat([out, still], 3) : out;
  });
}

/**
 * Turns the pair (x_i, x_{i + R/2}) of frame t by the angle t·θ_i, with θ_i = base^(−2i/R) and i < R/2.
 *
 * A product of a turned query with a turned key depends on how far apart their frames are, not on where they are: a
 * rhythm is the same rhythm wherever it stands. Lengths stay as they were, so that the gradient is the turn back.
 *
 * @param x queries or keys, [B, H, T, D/H]
 * @returns [B, H, T, D/H]
 * @throws TutorialError `nn.rotary`
 *
 * Source: Su et al. 2021, "RoFormer", eq. 34, with the pairs half a vector apart, as in Stable Audio's published code.
 *
 * @example
 * const query = seededNoise<tf.Rank.R4>([1, 4, 64, 32], 1);
 * const turned = rotate(query, { base: 10_000, size: 16 }); // [1, 4, 64, 32]
 */
export function rotate(x: Tensor4D, { base, size = x.shape[3] }: Rotary): Tensor4D {
  const fits = Number.isInteger(size) && size >= 2 && size % 2 === 0 && size <= x.shape[3];
  if (!fits || !(base > 1 && Number.isFinite(base))) {
    throw new TutorialError({
      code: "nn.rotary",
      where: "rotate",
      expected: `a base above 1, and an even size of 2 to ${x.shape[3]}, the numbers of a head`,
      got: `base ${base}, size ${size}`,
      fix: "pass e.g. {base: 10000}, with heads of an even number of numbers",
    });
  }
  return ownGradient([x], (input) => ({
    value: turned(input, size, base, false),
    keep: [],
    gradient: (g) => [turned(g, size, base, true)],
  }));
}
